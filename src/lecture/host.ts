/** The interface between page and lecture. The lecture uses nothing else of the page. */
import type { Theme } from '../model/colour';
import { type Experiment, type ExperimentValues, isSame } from '../model/experiment';
import type { Problem } from '../model/problem';
import type { LayerReport } from '../model/report';
import type { View } from '../model/view';
import type { LessonPlace } from '../state/page';
import type { FigureHost } from './figures/figure';

/** What a step says about the page. */
export interface StepSetting {
  readonly experiment: Partial<ExperimentValues>;
  readonly view: Partial<View>;
}

export interface LectureHost {
  /** The lab, whose `data-*` say what of it the lecture needs. */
  readonly lab: HTMLElement;
  /**
   * Sets all that a step says, and takes away all that it does not, or says why not; the place is
   * taken all the same. `show` has been called when this returns.
   */
  enter(step: StepSetting, place: LessonPlace): Problem | undefined;
  /** The page's settings as a step sets them. */
  pageSettingOf(step: StepSetting): Pick<LectureState, 'experiment' | 'view'> | Problem;
  /** Whether nothing but the place is set: as a link that says no more is read. */
  isUntouched(): boolean;
  /**
   * Follows a link in a lesson’s text: sets what the step says, and on top of it what the link says.
   * The step is the one that the link names, or else the one that the lecture is at.
   */
  followLink(link: string, stepAt: (place: LessonPlace) => StepSetting): void;
  /** Moves to another place, or with none closes the lecture. Everything else stays. */
  goTo(place: LessonPlace | undefined): void;
  /** Everything that is set, as a link's text. */
  link(): string;
  /** Sets what a text from `link` says. */
  restore(link: string): void;
  /** Says something for a moment, whether the lecture is open or not. */
  say(text: string): void;
  /** Plays through the layers from the input. */
  play(): void;
  point(layer: number | undefined): void;
  measure: FigureHost['measure'];
  /** A small picture of the scene as it is now, if there is one. */
  snapshot(): Promise<Blob | undefined>;
}

/** What the page tells the lecture whenever it changes. */
export interface LectureState {
  readonly experiment: Experiment;
  readonly view: View;
  readonly theme: Theme;
  /** Where the lecture is; undefined: it is closed. */
  readonly place: LessonPlace | undefined;
  /** The newest run as far as it has come and is shown. */
  readonly reports: readonly LayerReport[];
  readonly done: boolean;
  /** The reports are of this experiment; right after a change they are of the one before. */
  readonly current: boolean;
}

/** The lecture, to the page: what `createLecture(container, host)` returns. */
export interface Lecture {
  /** Follows the page; opens, moves and closes with its place. */
  show(state: LectureState): void;
  /** Opens it where it was left, or at its beginning; or the lesson that the address names. */
  start(): Promise<void>;
  /** Back to the lab, for good; what is set stays set. */
  stop(): void;
  /** Opens a lesson that was dropped on the page, or says what is wrong with it. */
  open(file: File): Promise<void>;
  dispose(): void;
}

/** In the session's storage while a lecture is open or just left: a reload goes on with it. */
export const PLACE_KEY = 'initscope.lecture';
/** In the address: a lesson of the same origin. */
export const LESSON_PARAMETER = 'lesson';

/** What a step sets, and whether a hand has changed it since. */
export interface PageSetting {
  readonly experiment: Experiment;
  readonly view: View;
}

export const isAt = (setting: PageSetting, { experiment, view }: LectureState): boolean =>
  isSame(setting.experiment, experiment) &&
  (Object.keys(setting.view) as (keyof View)[]).every((name) => setting.view[name] === view[name]);
