import type { Experiment } from '../model/experiment';
import type { Quantity, Ranges } from '../model/histogram';
import type { MemoryLimits } from '../model/memory';
import type { LayerReport } from '../model/report';

export interface RunOptions {
  /** Aborting stops the work within one submission; the run then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** What the histograms are taken over; the logarithmic bins if absent. */
  readonly ranges?: Ranges;
  /** Where the histograms go; “a” if absent. */
  readonly store?: Store;
  /** Measures the weights too, as `weight` in every layer's report. */
  readonly weights?: boolean;
}

/**
 * Where a run's histograms go and stay until the next run into the same place: two that pictures are
 * drawn from, and one for runs of which only the reports are wanted.
 */
export const stores = ['a', 'b', 'unseen'] as const;
export type Store = (typeof stores)[number];

/** Runs experiments. One run at a time: a new one may start only when the last has ended. */
export interface Engine {
  /** What computes, for people: the adapter's name, or “CPU”. */
  readonly name: string;
  /** Whether results below float32's normal range, 1.2e-38, come out as 0; PyTorch keeps them. */
  readonly flushesSubnormals: boolean;
  /** What an experiment may take; `memoryProblem` says whether one fits. */
  readonly limits: MemoryLimits;
  /**
   * Yields the input's report (layer 0), then each layer's as soon as it is done. With `backward`,
   * each layer's report comes a second time, from the last layer up to the input, with its gradients.
   * Throws a RangeError with `memoryProblem`'s sentence for what does not fit.
   */
  run(experiment: Experiment, options?: RunOptions): AsyncGenerator<LayerReport, void, undefined>;
  /** Copies a layer's histogram of the newest run into a store, `HISTOGRAM_WORDS` long. */
  histogram(layer: number, quantity: Quantity, store?: Store): Promise<Uint32Array>;
  /**
   * Frees everything that the engine made, at any time and as often as one likes. A run in progress
   * rejects, and so does whatever is asked for afterwards.
   */
  dispose(): void;
}
