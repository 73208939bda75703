/**
 * What a lecture and its presenter's windows say to one another. They are a window and those that
 * it has opened: the browser keeps that tie over every reload, gives it to no other tab, and lets it
 * reach out of a page that embeds the lecture.
 */
import { type LectureKey, lectureKeys } from '../model/keys';
import { type Checks, isLesson, isMoment, isPicture, isText, isTexts } from './checks';
import type { Curtain } from './hall';
import type { Lesson } from './lesson';
import type { Moment } from './moment';

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
  | { readonly kind: 'act'; readonly name: RemoteKey }
  /** A link in a text was clicked that changes the page. */
  | { readonly kind: 'link'; readonly link: string };

/** Keys that the speaker's window passes on; the others act in the window where they are pressed. */
export type RemoteKey = Exclude<LectureKey, 'leave' | 'presenter'>;
export const isRemote = (name: unknown): name is RemoteKey =>
  isText(name) && Object.hasOwn(lectureKeys, name) && name !== 'leave' && name !== 'presenter';

/** How often the presenter asks, in milliseconds. A picture of the scene comes with an answer. */
export const BEAT = 500;

const fromLecture: Checks<FromLecture> = {
  lesson: ({ lesson }) => isLesson(lesson),
  moment: ({ moment, curtain }) =>
    isMoment(moment) && [undefined, 'black', 'white'].includes(curtain as Curtain | undefined),
  here: ({ values }) => isTexts(values),
  picture: ({ picture }) => isPicture(picture),
  gone: () => true,
};
const fromPresenter: Checks<FromPresenter> = {
  hello: () => true,
  there: ({ names }) => Array.isArray(names) && names.every(isText),
  act: ({ name }) => isRemote(name),
  link: ({ link }) => isText(link),
};

/** The sender of a message. It also marks it as ours, because other programs send messages too. */
const [LECTURE, PRESENTER] = ['initscope.lecture', 'initscope.presenter'] as const;

/**
 * Files are of no origin that a message could be meant for. There who is told, and who is heard, is known
 * by the window alone.
 */
const isFile = () => location.protocol === 'file:';
const target = () => (isFile() ? '*' : '/');
const isOurs = (origin: string) =>
  origin === location.origin || (isFile() && ['null', 'file://'].includes(origin));

/** Listens to the other end; malformed messages are ignored. */
function hearFrom<Heard extends { kind: string }>(
  speaker: string,
  checks: Checks<Heard>,
  hear: (heard: Heard, source: Window) => void,
  signal?: AbortSignal,
): void {
  const listener = ({ data, origin, source }: MessageEvent) => {
    if (!isOurs(origin) || !source || data?.speaker !== speaker) return;
    const { said } = data;
    const kind = said?.kind;
    if (!isText(kind) || !Object.hasOwn(checks, kind)) return;
    if (checks[kind as Heard['kind']](said)) hear(said, source as Window);
  };
  addEventListener('message', listener, { signal });
}

/** The lecture's end: hears presenters until the signal aborts. */
export const hearPresenters = (
  hear: (heard: FromPresenter, source: Window) => void,
  signal: AbortSignal,
) => hearFrom(PRESENTER, fromPresenter, hear, signal);

/** Tells a presenter's window something. From a server nothing arrives where it shows another page. */
export const tellPresenter = (presenter: Window, said: FromLecture) =>
  presenter.postMessage({ speaker: LECTURE, said }, target());

/** The presenter's end: hears the lecture that has opened its window, and no other. */
export const hearLecture = (hear: (heard: FromLecture) => void) =>
  hearFrom(LECTURE, fromLecture, (heard: FromLecture, source) => {
    if (source === window.opener) hear(heard);
  });

/** Tells the lecture something, if it is there to hear. */
export const tellLecture = (said: FromPresenter) =>
  (window.opener as Window | null)?.postMessage({ speaker: PRESENTER, said }, target());

/** Whether the lecture's window is there, whatever it shows; what is closed does not come back. */
export const hasLecture = () => window.opener !== null && !(window.opener as Window).closed;
