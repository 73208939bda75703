import type { ExperimentValues } from '../../../model/experiment';
import { MAX_WIDTH } from '../../../model/properties';
import type { LayerReport } from '../../../model/report';

/** Units of the layer and samples: enough for a percent or two at the width that the lecture has. */
const [UNITS, SAMPLES] = [256, 256];

/** One linear layer of n inputs. Each n has a seed of its own, so that no two errors are alike. */
export const layerOf = (n: number, seed: number): Partial<ExperimentValues> => ({
  scheme: 'normal',
  std: 1,
  activation: 'identity',
  depth: 1,
  shape: 'list',
  widths: [n, UNITS],
  batch: SAMPLES,
  seed: (seed + n) % 2 ** 32,
});

/** What one layer came to. */
export interface Point {
  readonly n: number;
  readonly variance: number;
  /** Its standard error. */
  readonly error: number;
}

/**
 * Standard error of a layer's variance in shares of n. Pre-activations share weights and inputs, so
 * they tell less than as many independent numbers: the variance is tr(S T) with S = WᵀW / units and
 * T = XXᵀ / samples. Given T, its variance is 2 tr(T²) / units, where E[tr T²] = n + n (n + 1) / samples;
 * and its mean, tr T, has variance 2 n / samples.
 */
export const relativeError = (n: number, units = UNITS, samples = SAMPLES): number =>
  Math.sqrt((2 / n) * ((1 + (n + 1) / samples) / units + 1 / samples));

export const pointOf = (n: number, reports: readonly LayerReport[]): Point => ({
  n,
  variance: reports.at(-1)!.pre.variance,
  error: n * relativeError(n),
});

/** A few from end to end. */
export const FEW = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, MAX_WIDTH] as const;
