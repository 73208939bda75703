import type { AxisMode } from '../model/axis';
import type { Experiment } from '../model/experiment';
import type { Quantity } from '../model/histogram';
import type { MemoryLimits } from '../model/memory';
import type { LayerReport } from '../model/report';

export interface RunOptions {
  /** Aborting stops the work within one submission; the run then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Which range the histograms are taken over; signed log10 if absent. */
  readonly axis?: AxisMode;
}

/** Runs experiments. One run at a time: a new one may start only when the last has ended. */
export interface Engine {
  /** What computes, for people: the adapter's name, or “CPU”. */
  readonly name: string;
  /** What an experiment may take; `memoryProblem` says whether one fits. */
  readonly limits: MemoryLimits;
  /**
   * Yields the input's report (layer 0), then each layer's as soon as it is done. With `backward`,
   * each layer's report comes a second time, from the last layer up to the input, with its gradients.
   * Throws a RangeError with `memoryProblem`'s sentence for what does not fit.
   */
  run(experiment: Experiment, options?: RunOptions): AsyncGenerator<LayerReport, void, undefined>;
  /** Copies the newest run's histogram of a layer: below, 256 bins, above. */
  histogram(layer: number, quantity: Quantity): Promise<Uint32Array>;
  /** Frees everything; the engine cannot be used afterwards. */
  dispose(): void;
}
