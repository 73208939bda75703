/** The interface between a lab and a page that drives it. What drives it uses nothing else of the lab. */
import type { Experiment } from '../model/experiment';
import type { Playback } from '../model/playback';
import type { Problem } from '../model/problem';
import type { LayerReport } from '../model/report';
import type { View } from '../model/view';
import type { Run } from '../state/requests';

/** What is to be set; values are checked by the lab. */
export interface Changes {
  readonly experiment?: Readonly<Record<string, unknown>> | undefined;
  readonly view?: Partial<View> | undefined;
}

/** How a lab stands. */
export interface Standing {
  readonly experiment: Experiment;
  readonly view: View;
  /** What computes it, in words. */
  readonly machine: string;
  /** Why there is no run of it. */
  readonly failure: string | undefined;
}

/** An experiment that was measured beside what is shown. */
export interface Measured {
  readonly experiment: Experiment;
  readonly reports: readonly LayerReport[];
}

export interface EmbedHost {
  /** A sentence for each thing that was refused of how the lab was asked for. */
  readonly problems: readonly string[];
  /** The experiment as it is set. */
  experiment(): Experiment;
  /** The experiment that the machine starts with. */
  start(): Experiment;
  standing(): Standing;
  /** Everything that is set, as a link's text. */
  link(): string;
  /**
   * Sets what a link's text says, and takes back what it does not; what is hidden stays so where it says
   * nothing of it. A sentence for each value that is refused: all others are used.
   */
  setLink(text: string): readonly string[];
  /** Sets an experiment, and takes back all else: what it does not name is as the machine starts. */
  setExperiment(values: Readonly<Record<string, unknown>>): Problem | undefined;
  /** Sets what is named, or nothing and says why. */
  change(changes: Changes): Problem | undefined;
  /** Plays from where it stands, from the beginning if that is the end; or sets what is said of playback. */
  play(changes: Partial<Playback>): void;
  /** Goes a layer on, or back. */
  step(by: 1 | -1): void;
  /** The run of what is set now once it is whole, or why there is none. */
  ended(): Promise<Run | Problem>;
  /** Measures an experiment beside what is shown, which stays; what is not named is as the machine starts. */
  measure(values: Readonly<Record<string, unknown>>): Promise<Measured | Problem>;
  /** Hears how the lab stands, at once and whenever that changes, but not while a slider is dragged. */
  watch(hear: (now: Standing) => void, signal: AbortSignal): void;
  /** Hears of runs as they come, at most once a frame, until the signal aborts: first of the newest one. */
  follow(hear: (run: Run) => void, signal: AbortSignal): void;
  /** A PNG of the scene, at most so many pixels wide; undefined where there is none. */
  picture(width: number): Promise<Blob | undefined>;
}

/** A page that drives a lab gets it once it has started; `alive` ends with it. */
export type Drive = (host: EmbedHost, alive: AbortSignal) => void;
