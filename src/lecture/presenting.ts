import {
  type FromLecture,
  type FromPresenter,
  hearPresenters,
  type RemoteKey,
  tellPresenter,
} from './channel';
import type { Curtain } from './hall';
import type { LectureHost } from './host';
import type { Lesson } from './lesson';
import type { Values } from './live';
import type { Moment } from './moment';

export interface Presented {
  lesson(): Lesson;
  moment(): Moment;
  curtain(): Curtain | undefined;
  values(): Values;
  readonly snapshot: LectureHost['snapshot'];
  act(name: RemoteKey): void;
  followLink(link: string): void;
}

/** The scene may keep moving for so many milliseconds after an input. */
const SETTLING = 1500;

/** Tells presenters' windows what is on screen, and does what they ask, until the signal aborts. */
export function present(lecture: Presented, signal: AbortSignal) {
  let [movedAt, drawing] = [performance.now(), false];
  /** The windows that this one has opened; a reload forgets them until they report. */
  const presenters = new Set<Window>();
  const say = (said: FromLecture) => {
    for (const presenter of presenters) {
      if (presenter.closed) presenters.delete(presenter);
      else tellPresenter(presenter, said);
    }
  };
  const tellMoment = () =>
    say({ kind: 'moment', moment: lecture.moment(), curtain: lecture.curtain() });
  const tellLesson = () => {
    say({ kind: 'lesson', lesson: lecture.lesson() });
    tellMoment();
  };
  const moved = () => {
    movedAt = performance.now();
  };

  const answers: {
    readonly [K in FromPresenter['kind']]: (
      heard: FromPresenter & { kind: K },
      presenter: Window,
    ) => void;
  } = {
    hello: () => {
      tellLesson();
      moved();
    },
    there: ({ names }, presenter) => {
      const values = lecture.values();
      const known = names.flatMap((name) => {
        const value = values(name);
        return value === undefined ? [] : [[name, value] as const];
      });
      tellPresenter(presenter, { kind: 'here', values: Object.fromEntries(known) });
      void sendPicture();
    },
    act: ({ name }) => lecture.act(name),
    link: ({ link }) => lecture.followLink(link),
  };

  /** Called on each message instead of by a timer, which in a covered page may fire once a minute. */
  async function sendPicture() {
    if (drawing || performance.now() - movedAt > SETTLING) return;
    drawing = true;
    try {
      const picture = await lecture.snapshot();
      if (!signal.aborted) say({ kind: 'picture', picture });
    } catch {
      // A lost device draws nothing: the page itself says so.
    }
    drawing = false;
  }

  hearPresenters((heard, presenter) => {
    const isNew = !presenters.has(presenter);
    presenters.add(presenter);
    if (isNew) answers.hello({ kind: 'hello' }, presenter);
    answers[heard.kind](heard as never, presenter);
  }, signal);
  const leave = () => say({ kind: 'gone' });
  for (const type of ['pointermove', 'wheel', 'keydown'] as const)
    document.addEventListener(type, moved, { signal, passive: true });
  addEventListener('pagehide', leave, { signal });
  signal.addEventListener('abort', leave);

  return {
    tellLesson,
    tellMoment,
    moved,
    /** Brings the presenter's window to the front, or opens one. False if the browser refuses. */
    openPresenter(): boolean {
      const address = new URL('#presenter', location.href).href;
      const open = [...presenters].find(({ closed }) => !closed);
      if (open) {
        // It may show another page by now; if not, nothing is loaded.
        open.location.href = address;
        open.focus();
        return true;
      }
      const opened = window.open(address, '_blank', 'popup,width=1280,height=800');
      if (opened) presenters.add(opened);
      return opened !== null;
    },
  };
}
