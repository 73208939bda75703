/** What a lesson is: chapters of steps. A step says everything that is on screen. */
import type { ExperimentValues } from '../model/experiment';
import type { View } from '../model/view';
import type { FigureName } from './figures/table';

export interface Lesson {
  readonly title: string;
  readonly chapters: readonly Chapter[];
}

export interface Chapter {
  readonly title: string;
  /** How long it is planned to take. */
  readonly minutes: number;
  readonly steps: readonly Step[];
}

/** Complete in itself: nothing is taken from an earlier step, so going back is exact. */
export interface Step {
  /** Markdown with $formulas$ in TeX and {{live values}}. */
  readonly text: string;
  /** Markdown, for the speaker alone. */
  readonly notes: string;
  /** Changes to the experiment that the machine starts with; nothing else is left as it was. */
  readonly experiment: Partial<ExperimentValues>;
  /** Changes to the lecture's own view. */
  readonly view: Partial<View>;
  /** A small figure; `large` takes the place of the scene. */
  readonly figure: FigureSetting | undefined;
  readonly question: Question | undefined;
  /** The layer that is pointed at. */
  readonly layer: number | undefined;
  /** Plays through the layers when it is entered. */
  readonly play: boolean;
}

export interface FigureSetting {
  readonly name: FigureName;
  readonly options: Readonly<Record<string, number>>;
  readonly large: boolean;
}

/** Asked before the run is shown. */
export interface Question {
  readonly text: string;
  readonly answers: Choices | NumberLine;
  /** Markdown, shown with the run: what came of it. May hold live values. */
  readonly reveal: string;
}

export interface Choices {
  readonly kind: 'choices';
  readonly options: readonly string[];
  /** Index of the right one. */
  readonly right: number;
}

export interface NumberLine {
  readonly kind: 'number';
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly right: number;
  readonly unit: string;
}

/** Where in a lesson one is. */
export interface Position {
  readonly chapter: number;
  readonly step: number;
}
