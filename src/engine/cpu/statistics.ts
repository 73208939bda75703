import { SIGMAS } from '../../model/axis';
import {
  type BinRange,
  HISTOGRAM_WORDS,
  LINEAR_BINS,
  type LinearRange,
  wordOf,
} from '../../model/histogram';
import { type Moments, mergeMoments } from '../../model/moments';

/** Moments of float32 values, in double precision: float32's range to the fourth stays far below 10³⁰⁸. */
export function momentsOf(values: Float32Array): Moments {
  let [finite, zeros, infinities, nans, sum] = [0, 0, 0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of values) {
    if (Number.isFinite(x)) {
      finite++;
      sum += x;
      if (x === 0) zeros++;
      if (x < min) min = x;
      if (x > max) max = x;
    } else if (Number.isNaN(x)) nans++;
    else infinities++;
  }
  const mean = finite > 0 ? sum / finite : 0;
  let [m2, m3, m4] = [0, 0, 0];
  for (const x of values) {
    if (!Number.isFinite(x)) continue;
    const [deviation, square] = [x - mean, (x - mean) ** 2];
    m2 += square;
    m3 += square * deviation;
    m4 += square * square;
  }
  const counts = { finite, zeros, infinities, nans };
  return mergeMoments([{ ...counts, exponent: 0, mean, m2, m3, m4, min, max }]);
}

/** A layer's own range, mean ± 4σ; empty where no element is finite or all are equal. */
export function ownRange({ mean, variance }: Moments): LinearRange {
  if (Number.isNaN(mean)) return { kind: 'linear', low: 0, high: 0 };
  const half = SIGMAS * Math.sqrt(variance);
  return { kind: 'linear', low: mean - half, high: mean + half };
}

/** Counts finite values, as the range’s kind of histogram does. */
export function histogramOf(values: Float32Array, range: BinRange): Uint32Array {
  const counts = new Uint32Array(HISTOGRAM_WORDS);
  for (const x of values) if (Number.isFinite(x)) counts[wordOf(range, x)]!++;
  return counts;
}

/** The counts outside a histogram's bins: nothing is outside the logarithmic ones. */
export const outside = ({ kind }: BinRange, counts: Uint32Array) =>
  kind === 'log' ? { below: 0, above: 0 } : { below: counts[0]!, above: counts[LINEAR_BINS + 1]! };
