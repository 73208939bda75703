import type { Experiment } from '../../model/experiment';
import { isGradient } from '../../model/histogram';
import { memoryBytes } from '../../model/memory';
import type { RunCost } from '../../model/run-cost';
import type { Stage } from './stages';

/** Rough costs in operations per element, by which submissions are sized. */
export const COST = {
  draw: 60,
  scale: 4,
  norm: 20,
  moments: 60,
  survey: 150,
  histogram: 100,
  columns: 60,
};

/** Adds up what a run costs. */
export class Costs {
  readonly #began = performance.now();
  #layers = 0;
  #operations = 0;
  #dispatches = 0;
  #submissions = 0;
  #gpuMs: number | undefined;

  constructor(private readonly experiment: Experiment) {}

  /** A submission of so many dispatches; `time` reads what the GPU says of it. */
  submitted(dispatches: number, time: (() => Promise<number>) | undefined): void {
    this.#dispatches += dispatches;
    this.#submissions++;
    time?.().then(
      (ms) => {
        this.#gpuMs = (this.#gpuMs ?? 0) + ms;
      },
      // The device is gone, or the run's buffers are: there is nothing to tell any more.
      () => {},
    );
  }

  /** What it comes to once these stages are done, too, with so many bytes that will outlive it. */
  after(stages: readonly Stage[], kept: number): RunCost {
    for (const { layer, fanIn, units, measurements } of stages) {
      if (layer === 0) continue;
      // Backward has two products, of weights' and of the input's gradients.
      const products = measurements.some(({ quantity }) => isGradient(quantity)) ? 2 : 1;
      this.#layers++;
      this.#operations += products * 2 * this.experiment.batch * fanIn * units;
    }
    return {
      layers: this.#layers,
      operations: this.#operations,
      dispatches: this.#dispatches,
      submissions: this.#submissions,
      ms: performance.now() - this.#began,
      gpuMs: this.#gpuMs,
      bytes: kept + memoryBytes(this.experiment),
    };
  }
}
