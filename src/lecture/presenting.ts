import type { LectureKey } from '../model/keys';
import { BEAT, type FromLecture, type FromPresenter, openChannel } from './channel';
import type { Curtain } from './curtain';
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
  act(name: LectureKey): void;
}

/** A presenter that has not been heard for so long, in milliseconds, is not sent pictures. */
const PATIENCE = 5000;
/** The scene may still be moving for so long after what moved it. */
const SETTLING = 1500;

/** Tells presenters' windows what is on screen, and does what they ask, until the signal aborts. */
export function present(lecture: Presented, signal: AbortSignal) {
  let [heardAt, movedAt, drawing] = [Number.NEGATIVE_INFINITY, performance.now(), false];
  const channel = openChannel<FromLecture, FromPresenter>((heard) => {
    heardAt = performance.now();
    answers[heard.kind](heard as never);
  });
  const tellMoment = () =>
    channel.say({ kind: 'moment', moment: lecture.moment(), curtain: lecture.curtain() });
  const tellLesson = () => {
    channel.say({ kind: 'lesson', lesson: lecture.lesson() });
    tellMoment();
  };
  const moved = () => {
    movedAt = performance.now();
  };

  const answers: {
    readonly [K in FromPresenter['kind']]: (heard: FromPresenter & { kind: K }) => void;
  } = {
    hello: () => {
      tellLesson();
      moved();
    },
    there: ({ names }) => {
      const values = lecture.values();
      const known = names.flatMap((name) => {
        const value = values(name);
        return value === undefined ? [] : [[name, value] as const];
      });
      channel.say({ kind: 'here', values: Object.fromEntries(known) });
    },
    act: ({ name }) => lecture.act(name),
  };

  async function sendPicture() {
    const now = performance.now();
    if (drawing || now - heardAt > PATIENCE || now - movedAt > SETTLING) return;
    drawing = true;
    try {
      const picture = await lecture.snapshot();
      if (!signal.aborted) channel.say({ kind: 'picture', picture });
    } catch {
      // A lost device draws nothing: the page itself says so.
    }
    drawing = false;
  }

  const timer = setInterval(sendPicture, BEAT);
  const leave = () => channel.say({ kind: 'gone' });
  for (const type of ['pointermove', 'wheel', 'keydown'] as const)
    document.addEventListener(type, moved, { signal, passive: true });
  addEventListener('pagehide', leave, { signal });
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    leave();
    channel.close();
  });
  tellLesson();

  return { tellLesson, tellMoment, moved };
}
