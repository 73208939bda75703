/** Moments of one set of numbers, such as a layer's values. */
export interface Moments {
  /** All elements: finite, infinite and NaN. */
  readonly count: number;
  /** Over the finite elements only; NaN where there are none. */
  readonly mean: number;
  /** Biased variance (÷ count of finite elements), in double precision: up to 10⁷⁷ for float32. */
  readonly variance: number;
  /** Mean of the squares, of finite elements: variance + mean². */
  readonly secondMoment: number;
  /** Fourth central moment over the variance squared, less 3; NaN where there is no spread. */
  readonly kurtosis: number;
  readonly min: number;
  readonly max: number;
  readonly zeros: number;
  readonly infinities: number;
  readonly nans: number;
}

/**
 * Moments of a part, taken in float32 after dividing by 2^exponent, so that nothing in it can
 * overflow: the true mean is `mean · 2^exponent`, the true sum of the deviations' k-th powers
 * `mk · 2^(k · exponent)`.
 */
export interface PartialMoments {
  readonly finite: number;
  readonly exponent: number;
  readonly mean: number;
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
  readonly zeros: number;
  readonly infinities: number;
  readonly nans: number;
  readonly min: number;
  readonly max: number;
}

type Sums = { n: number; mean: number; m2: number; m3: number; m4: number };

/** Two sets' sums as one's, in double precision (Pébay 2008; m2 as Chan, Golub & LeVeque 1983). */
function merge(a: Sums, b: Sums): Sums {
  if (a.n === 0) return b;
  const n = a.n + b.n;
  const d = b.mean - a.mean;
  const r = d / n;
  return {
    n,
    mean: a.mean + b.n * r,
    m2: a.m2 + b.m2 + a.n * b.n * d * r,
    m3: a.m3 + b.m3 + a.n * b.n * (a.n - b.n) * d * r * r + 3 * r * (a.n * b.m2 - b.n * a.m2),
    m4:
      a.m4 +
      b.m4 +
      a.n * b.n * (a.n * a.n - a.n * b.n + b.n * b.n) * d * r * r * r +
      6 * r * r * (a.n * a.n * b.m2 + b.n * b.n * a.m2) +
      4 * r * (a.n * b.m3 - b.n * a.m3),
  };
}

/** Merges parts in double precision. */
export function mergeMoments(parts: readonly PartialMoments[]): Moments {
  let sums: Sums = { n: 0, mean: 0, m2: 0, m3: 0, m4: 0 };
  let [zeros, infinities, nans] = [0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const part of parts) {
    zeros += part.zeros;
    infinities += part.infinities;
    nans += part.nans;
    if (part.finite === 0) continue;
    const u = 2 ** part.exponent;
    sums = merge(sums, {
      n: part.finite,
      mean: part.mean * u,
      m2: part.m2 * u * u,
      m3: part.m3 * u * u * u,
      m4: part.m4 * u * u * u * u,
    });
    min = Math.min(min, part.min);
    max = Math.max(max, part.max);
  }
  const counts = { count: sums.n + infinities + nans, zeros, infinities, nans };
  if (sums.n === 0) {
    const none = Number.NaN;
    return {
      ...counts,
      mean: none,
      variance: none,
      secondMoment: none,
      kurtosis: none,
      min: none,
      max: none,
    };
  }
  const { n, mean, m4 } = sums;
  // Equal values have no spread, though rounding of their mean leaves them some.
  const m2 = min < max ? sums.m2 : 0;
  const variance = m2 / n;
  const kurtosis = m2 > 0 ? (m4 / m2) * (n / m2) - 3 : Number.NaN;
  return { ...counts, mean, variance, secondMoment: variance + mean * mean, kurtosis, min, max };
}

/** Elements that are neither infinite nor NaN. */
export const finiteCount = (m: Moments) => m.count - m.infinities - m.nans;

export const isFiniteLayer = (m: Moments) => m.infinities + m.nans === 0;
