/** Moments of one set of numbers: what is kept of a layer. */
export interface Moments {
  /** All elements: finite, infinite and NaN. */
  readonly count: number;
  /** Over the finite elements only; NaN where there are none. */
  readonly mean: number;
  /** Biased variance (÷ count of finite elements), in double precision: up to 10⁷⁷ for float32. */
  readonly variance: number;
  /** Mean of the squares, of finite elements: variance + mean². */
  readonly secondMoment: number;
  readonly min: number;
  readonly max: number;
  readonly zeros: number;
  readonly infinities: number;
  readonly nans: number;
}

/**
 * Moments of a part, taken in float32 after dividing by 2^exponent, so that nothing in it can
 * overflow: the true mean is `mean · 2^exponent`, the true sum of squared deviations
 * `m2 · 4^exponent`.
 */
export interface PartialMoments {
  readonly finite: number;
  readonly exponent: number;
  readonly mean: number;
  readonly m2: number;
  readonly zeros: number;
  readonly infinities: number;
  readonly nans: number;
  readonly min: number;
  readonly max: number;
}

/** Merges parts in double precision (Chan, Golub & LeVeque 1983). */
export function mergeMoments(parts: readonly PartialMoments[]): Moments {
  let [finite, mean, m2] = [0, 0, 0];
  let [zeros, infinities, nans] = [0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const part of parts) {
    zeros += part.zeros;
    infinities += part.infinities;
    nans += part.nans;
    if (part.finite === 0) continue;
    const unit = 2 ** part.exponent;
    const total = finite + part.finite;
    const delta = part.mean * unit - mean;
    mean += delta * (part.finite / total);
    m2 += part.m2 * unit * unit + delta * delta * ((finite * part.finite) / total);
    finite = total;
    min = Math.min(min, part.min);
    max = Math.max(max, part.max);
  }
  const count = finite + infinities + nans;
  if (finite === 0) mean = m2 = min = max = Number.NaN;
  const variance = finite === 0 ? Number.NaN : m2 / finite;
  const secondMoment = variance + mean * mean;
  return { count, mean, variance, secondMoment, min, max, zeros, infinities, nans };
}

/** Elements that are neither infinite nor NaN. */
export const finiteCount = (m: Moments) => m.count - m.infinities - m.nans;

export const isFiniteLayer = (m: Moments) => m.infinities + m.nans === 0;
