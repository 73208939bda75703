/** What the lecture and the presenter's window, of the same origin, say to one another. */
import type { LectureKey } from '../model/keys';
import type { Curtain } from './curtain';
import type { Lesson } from './lesson';
import type { Moment } from './moment';

const NAME = 'initscope.lecture';

export type FromLecture =
  | { readonly kind: 'lesson'; readonly lesson: Lesson }
  | { readonly kind: 'moment'; readonly moment: Moment; readonly curtain: Curtain | undefined }
  /** Answers “there”: the lecture is open, and its live values are these. */
  | { readonly kind: 'here'; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'picture'; readonly picture: Blob | undefined }
  | { readonly kind: 'gone' };

export type FromPresenter =
  /** Asks for everything. */
  | { readonly kind: 'hello' }
  /** Said twice a second: a presenter is there, and shows texts with these live values. */
  | { readonly kind: 'there'; readonly names: readonly string[] }
  | { readonly kind: 'act'; readonly name: LectureKey };

/** Twice a second: how often the presenter asks, and how often a picture of the scene is sent. */
export const BEAT = 500;

/** One end of the channel: it sends what it may say, and hears what the other may. */
export function openChannel<Said, Heard>(hear: (heard: Heard) => void) {
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener('message', ({ data }: MessageEvent<Heard>) => hear(data));
  return {
    say: (said: Said) => channel.postMessage(said),
    close: () => channel.close(),
  };
}
