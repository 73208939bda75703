/** What a page has measured and is set to, as files of it need it: plain values, no pictures. */
import type { Experiment } from '../model/experiment';
import type { Quantity } from '../model/histogram';
import type { LayerReport } from '../model/report';
import type { Page } from '../state/page';

/** A run that is on the page, whole. */
export interface ExportedRun {
  /** “A”, “B”, “A, seed 2”, or a pinned run's name. */
  readonly name: string;
  readonly experiment: Experiment;
  readonly reports: readonly LayerReport[];
  /** The link to this experiment alone. */
  readonly link: string;
  /** A layer's histogram in the engine's words; absent where a run was made for its figures alone. */
  histogram?(layer: number, quantity: Quantity): Promise<Uint32Array>;
}

export interface Exported {
  readonly page: Page;
  /** A first. */
  readonly runs: readonly ExportedRun[];
  /** What has computed it. */
  readonly adapter: string;
  /** Of Initscope. */
  readonly version: string;
  /** The link to the page as it is set. */
  readonly link: string;
}

/** Something that takes its time: it tells how far it is, 0 … 1, and ends when it is cancelled. */
export interface Job {
  readonly signal: AbortSignal;
  progress(share: number): void;
}
