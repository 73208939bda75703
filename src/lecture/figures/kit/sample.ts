/** Statistics of drawn numbers. */
import type { Level } from '../../../model/theory/gaussian';

/** About the mean, because that may be far from 0; the variance is the biased one, as in reports. */
export function momentsOf(values: ArrayLike<number>): Level {
  const count = values.length;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < count; i++) sum += values[i]!;
  const mean = sum / count;
  for (let i = 0; i < count; i++) squares += (values[i]! - mean) ** 2;
  const variance = squares / count;
  return { mean, variance, secondMoment: variance + mean * mean };
}

/** Equal bins from `low` to `high`. */
export interface Bins {
  readonly low: number;
  readonly high: number;
  /** The fraction of all values in each bin; values beyond the bins are in none. */
  readonly shares: Float64Array;
}

export function binned(values: ArrayLike<number>, low: number, high: number, bins: number): Bins {
  const shares = new Float64Array(bins);
  for (let i = 0; i < values.length; i++) {
    const bin = Math.floor(((values[i]! - low) / (high - low)) * bins);
    if (bin >= 0 && bin < bins) shares[bin]! += 1 / values.length;
  }
  return { low, high, shares };
}
