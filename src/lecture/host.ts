/** What the page gives the lecture, and what it tells it. The lecture reaches into nothing else. */
import type { Experiment, ExperimentValues } from '../model/experiment';
import type { Problem } from '../model/problem';
import type { LayerReport } from '../model/report';
import type { View } from '../model/view';
import type { FigureHost } from './figures/figure';

export interface LectureHost {
  /**
   * Sets the experiment as these changes to the machine's start, and the view; or says why not.
   * What a hand has done to the pictures is undone: a turned or zoomed one, a layer read closely.
   * `show` has been called with what is now set, if it was not set before, when this returns.
   */
  set(experiment: Partial<ExperimentValues>, view: Partial<View>): Problem | undefined;
  /** Changes what is now set. */
  change(experiment: Partial<ExperimentValues>): Problem | undefined;
  changeView(view: Partial<View>): void;
  /** Sets the experiment that is compared with the one that is set, where two are compared. */
  compareWith(other: Experiment): void;
  /** Says something for a moment, whether the lecture is open or not. */
  say(text: string): void;
  /** Plays through the layers from the input. */
  play(): void;
  /** Shows everything as it comes. */
  goLive(): void;
  point(layer: number | undefined): void;
  measure: FigureHost['measure'];
  /** A small picture of the scene as it is now, if there is one. */
  snapshot(): Promise<Blob | undefined>;
}

/** What the page tells the lecture whenever it changes. */
export interface LectureState {
  readonly experiment: Experiment;
  readonly view: View;
  /** What the experiment is compared with, if anything. */
  readonly other: Experiment | undefined;
  /** The newest run as far as it has come and is shown. */
  readonly reports: readonly LayerReport[];
  readonly done: boolean;
  /** The reports are of this experiment; right after a change they are of the one before. */
  readonly current: boolean;
}

/** The lecture, to the page: what `createLecture(container, host)` returns. */
export interface Lecture {
  show(state: LectureState): void;
  /** Opens it where it was left, or at its beginning; or the lesson that the address names. */
  start(): void;
  /** Back to the lab, for good; what is set stays set. */
  stop(): void;
  /** Opens a lesson that was dropped on the page, or says what is wrong with it. */
  open(file: File): Promise<void>;
  dispose(): void;
}

/** In the session's storage while a lecture is open: a reload goes on at its place. */
export const PLACE_KEY = 'initscope.lecture';
/** In the address: a lesson of the same origin. */
export const LESSON_PARAMETER = 'lesson';
