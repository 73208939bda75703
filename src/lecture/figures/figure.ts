/** The interface between a small figure and the lecture. */
import type { Theme } from '../../model/colour';
import type { ExperimentValues } from '../../model/experiment';
import type { LayerReport } from '../../model/report';

export interface FigureHost {
  readonly theme: Theme;
  /** Seed of everything that a figure draws at random. */
  readonly seed: number;
  /**
   * Runs changes to the machine's first experiment on the lab's own engine, out of sight and behind
   * every run that is seen. Rejects with the signal's reason, or with the engine's error.
   */
  measure(changes: Partial<ExperimentValues>, signal: AbortSignal): Promise<readonly LayerReport[]>;
  /** Figures that the text may name have changed: see `values`. */
  changed(): void;
}

export interface Figure {
  /** Fills its container, at any size from 320 × 200 px on. */
  readonly element: HTMLElement;
  /** Live values by name: {{figure.name}} in the step's text. */
  values(): Readonly<Record<string, number>>;
  /** Another theme or seed; what a person has set stays. */
  show(host: FigureHost): void;
  dispose(): void;
}

/** One option of a figure: what it begins with and what it may be. */
export interface FigureOption {
  readonly label: string;
  readonly default: number;
  readonly low: number;
  readonly high: number;
}

/** A row of the table of figures. */
export interface FigureRow {
  /** Its title. */
  readonly title: string;
  readonly options: Readonly<Record<string, FigureOption>>;
  /** Names of its live values; a value is there once there is something to tell. */
  readonly values: readonly string[];
  create(options: Readonly<Record<string, number>>, host: FigureHost): Figure;
}
