import './presenter.css';
import { createButton } from '../dom/controls';
import { pressOf } from '../dom/keys';
import { make } from '../dom/make';
import { keyIn, type LectureKey, lectureKeys } from '../model/keys';
import {
  BEAT,
  type FromLecture,
  hasLecture,
  hearLecture,
  isRemote,
  type RemoteKey,
  tellLecture,
} from './channel';
import { createClock } from './clock';
import type { Lesson } from './lesson';
import { listenForLinks } from './links';
import { indexOf, plannedMinutes, plannedTotal } from './positions';
import { createSpeakersView } from './speakers-view';

/** After so many milliseconds of silence, the lecture's window counts as gone. */
const PATIENCE = 3000;

/** The presenter's window: all of it, in place of what is in the container. */
export function createPresenter(container: HTMLElement): void {
  document.documentElement.dataset.mode = 'presenter';
  document.title = 'Speaker’s window: Initscope';
  let lesson: Lesson | undefined;
  let heardAt = Number.NEGATIVE_INFINITY;

  const clock = createClock();
  const view = createSpeakersView();
  const gone = make('p', { class: 'gone', role: 'alert' });
  const act = (name: RemoteKey) => tellLecture({ kind: 'act', name });
  listenForLinks(view.element, (link) => tellLecture({ kind: 'link', link }));
  const bar = make(
    'footer',
    {},
    createButton('Back', () => act('previous')),
    createButton('Next', () => act('next')),
    view.place,
    clock.element,
  );
  container.replaceChildren(gone, view.element, bar);

  const heard: {
    readonly [K in FromLecture['kind']]: (said: FromLecture & { kind: K }) => void;
  } = {
    lesson: (said) => {
      lesson = said.lesson;
    },
    moment: ({ moment, curtain }) => {
      const { position } = moment;
      if (!lesson || indexOf(lesson, position) < 0) return;
      view.show(lesson, moment, curtain);
      const { steps, minutes } = lesson.chapters[position.chapter]!;
      const before = plannedMinutes(lesson, position);
      clock.show({ before, after: before + minutes / steps.length, total: plannedTotal(lesson) });
    },
    here: ({ values }) => view.showValues((name) => values[name]),
    picture: ({ picture }) => view.showPicture(picture),
    gone: () => {
      heardAt = Number.NEGATIVE_INFINITY;
      tellGone();
    },
  };
  hearLecture((said) => {
    heard[said.kind](said as never);
    if (said.kind !== 'gone') heardAt = performance.now();
    tellGone();
  });

  const isGone = () => performance.now() - heardAt > PATIENCE;
  const tellGone = () => {
    const remedy = hasLecture()
      ? 'Reopen it and this window reconnects.'
      : 'Reopen it and press S there for a new speaker’s window.';
    const text = isGone() ? `The lecture was closed. ${remedy}` : '';
    if (gone.textContent !== text) gone.textContent = text;
  };
  setInterval(() => {
    tellLecture({ kind: 'there', names: view.names() });
    tellGone();
  }, BEAT);
  document.addEventListener('keydown', (event) => {
    const name = keyIn<LectureKey>(lectureKeys, pressOf(event));
    if (!isRemote(name)) return;
    event.preventDefault();
    act(name);
  });
  tellLecture({ kind: 'hello' });
}
