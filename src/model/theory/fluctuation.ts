/** What decides how much a layer of few units strays from the average that mean-field theory takes. */
import { activationOf } from '../activations';
import { digamma, trigamma } from '../special';
import { average, type Nodes, type Normal, normalNodes } from './gaussian';
import type { Unit } from './response';

/** A function of a normal variable as E[f(h) f(h′)] / E[f²] is made up of powers of h's and h′'s correlation. */
export type Series = readonly number[];

/** Highest power; what is beyond counts as one more. */
const ORDER = 6;

/** Shares of E[f²] in He₀, He₁, …, and the rest; `he` are those, with a norm of 1, times weights. */
function seriesOf(f: readonly number[], he: readonly (readonly number[])[], all: number): Series {
  const shares = he.map((row) => average(f, row) ** 2 / all);
  const rest = 1 - shares.reduce((a, b) => a + b, 0);
  return [...shares, Math.max(0, rest)];
}

/** Hermite's polynomials up to ORDER at nodes, with a norm of 1, times the nodes' weights. */
function hermite(z: readonly number[], weight: readonly number[]): number[][] {
  const rows = [[...weight], z.map((value, i) => value * weight[i]!)];
  for (let k = 1; k < ORDER; k++) {
    const [before, here] = [rows[k - 1]!, rows[k]!];
    const [a, b] = [1 / Math.sqrt(k + 1), Math.sqrt(k / (k + 1))];
    rows.push(z.map((value, i) => a * value * here[i]! - b * before[i]!));
  }
  return rows;
}

/** Correlation of two samples of a batch, over its pairs: mean and mean square. */
export interface Alike {
  readonly mean: number;
  readonly square: number;
}

/** A sample and itself. */
export const SAME: Alike = { mean: 1, square: 1 };

/** E[f(h) f(h′)] / E[f²] over the pairs, whose correlations differ mostly by their sign. */
export function at(series: Series, { mean, square }: Alike): Alike {
  const size = Math.sqrt(square);
  let [even, odd, power] = [0, 0, 1];
  for (const [k, share] of series.entries()) {
    if (k % 2 === 0) even += share * power;
    else odd += share * power;
    power *= size;
  }
  const sign = mean / size || 0;
  return { mean: even + sign * odd, square: even ** 2 + 2 * sign * even * odd + odd ** 2 };
}

/** Correlations of sums in which a share is the first pair's, and the rest the second's. */
export const mixed = (share: number, a: Alike, b: Alike): Alike => ({
  mean: share * a.mean + (1 - share) * b.mean,
  square:
    share ** 2 * a.square + 2 * share * (1 - share) * a.mean * b.mean + (1 - share) ** 2 * b.square,
});

/** Units on one side of 0: how many, and mean and mean square of what each adds to a layer's sum. */
interface Side {
  readonly share: number;
  readonly mean: number;
  readonly square: number;
}

/** A sum over a layer's units of something of theirs that is at least 0. */
export interface Summand {
  /** n times the variance of the mean over n units, of its square: E[s²] / E[s]² − 1. */
  readonly noise: number;
  readonly sides: readonly [Side, Side];
  /** Share of units that add nothing. */
  readonly none: number;
}

export interface Fluctuation {
  /** E[φ(h)], E[φ(h)²] and E[φ′(h)²]. */
  readonly mean: number;
  readonly secondMoment: number;
  readonly squaredSlope: number;
  /** φ(h)², and its series, of which a second sample sees what its correlation lets it. */
  readonly square: Summand;
  readonly squares: Series;
  readonly values: Series;
  /** Relative change of E[φ(h)²] over that of h's variance: E[φ φ′ h] / E[φ²]. */
  readonly passes: number;
  /** (g φ′(h))² with g normal, and series of φ′² and φ′. */
  readonly slope: Summand;
  readonly squaredSlopes: Series;
  readonly slopes: Series;
}

/** Of s = factor · f, where the factor is independent with mean 1 and mean square `spread`. */
function summand(f: readonly number[], { x, weight }: Nodes, spread: number): Summand {
  const side = () => ({ share: 0, mean: 0, square: 0 });
  const [below, above] = [side(), side()];
  let none = 0;
  for (let i = 0; i < f.length; i++) {
    const [value, w] = [f[i]!, weight[i]!];
    const here = x[i]! < 0 ? below : above;
    here.share += w;
    here.mean += w * value;
    here.square += w * spread * value * value;
    if (value === 0) none += w;
  }
  const noise = (below.square + above.square) / (below.mean + above.mean) ** 2 - 1;
  for (const here of [below, above]) {
    here.mean = here.mean / here.share || 0;
    here.square = here.square / here.share || 0;
  }
  return { noise, none, sides: [below, above] };
}

/** Rows such as ReLU, whose answer to a stretched h is the same, stretched. */
const stretches = (phi: (x: number, slope: number) => number, slope: number) =>
  [-3, -1, 1, 3].every((x) => phi(2 * x, slope) === 2 * phi(x, slope));

/** Relative change of what enters that no figure here shows. */
const SAME_INPUT = 1e-3;

/** As `fluctuation`, for layers one after the other: most receive what the one before received. */
export function fluctuationsOf(unit: Unit): (h: Normal) => Fluctuation {
  const { phi } = activationOf(unit.activation);
  const free = stretches(phi, unit.slope);
  let last: { readonly h: Normal; readonly f: Fluctuation } | undefined;
  return (given) => {
    const sd = Math.sqrt(given.variance);
    const h = free ? { mean: given.mean / sd, variance: 1 } : given;
    const near =
      last &&
      Math.abs(h.variance / last.h.variance - 1) < SAME_INPUT &&
      Math.abs(h.mean - last.h.mean) < SAME_INPUT * Math.sqrt(h.variance);
    if (!near) last = { h, f: fluctuation(unit, h) };
    const { f } = last!;
    return free ? { ...f, mean: sd * f.mean, secondMoment: sd * sd * f.secondMoment } : f;
  };
}

/** Of a normal pre-activation that has a spread. */
export function fluctuation({ activation, slope }: Unit, h: Normal): Fluctuation {
  const { phi, derivative } = activationOf(activation);
  const nodes = normalNodes(h);
  const { x, weight } = nodes;
  const sd = Math.sqrt(h.variance);
  const values = x.map((value) => phi(value, slope));
  const slopes = x.map((value) => derivative(value, slope));
  // Shares do not depend on the scale, and squares of squares must not overflow.
  const largest = values.reduce((a, b) => Math.max(a, Math.abs(b)), Number.MIN_VALUE);
  const scaled = values.map((value) => value / largest);
  const squares = scaled.map((value) => value ** 2);
  const squaredSlopes = slopes.map((value) => value ** 2);
  const passed = scaled.map((value, i) => (value * slopes[i]! * x[i]!) / largest);
  const he = hermite(
    x.map((value) => (value - h.mean) / sd),
    weight,
  );
  const series = (f: readonly number[]) =>
    seriesOf(
      f,
      he,
      average(
        f.map((value) => value * value),
        weight,
      ),
    );
  const secondMoment = average(squares, weight);
  return {
    mean: average(values, weight),
    secondMoment: secondMoment * largest ** 2,
    squaredSlope: average(squaredSlopes, weight),
    square: summand(squares, nodes, 1),
    squares: series(squares),
    values: series(scaled),
    passes: average(passed, weight) / secondMoment,
    slope: summand(squaredSlopes, nodes, 3),
    squaredSlopes: series(squaredSlopes),
    slopes: series(slopes),
  };
}

/** Mean and variance of a natural logarithm. */
export interface Log {
  readonly mean: number;
  readonly variance: number;
}

/** A shape from which on a gamma variable is as good as its mean. */
const SHARP = 1e9;

/** Of a gamma variable of mean 1 and variance 1/shape; one that rounding has put below 0 is none. */
export const logOfGamma = (shape: number): Log =>
  shape < SHARP && !(shape < 0)
    ? { mean: digamma(shape) - Math.log(shape), variance: trigamma(shape) }
    : { mean: 0, variance: 0 };

/** Units up to which it is counted how many are on either side; of more, a gamma variable does. */
const COUNTED = 64;

/**
 * Of the mean over n units, over its average, where it is not 0: given how many are on either side,
 * a gamma variable of the right mean and variance. For a linear unit and for ReLU that is exact.
 */
export function logOfMean({ noise, sides: [below, above] }: Summand, n: number): Log {
  if (n > COUNTED || !(below.share > 0 && above.share > 0)) return logOfGamma(n / noise);
  const average = below.share * below.mean + above.share * above.mean;
  let [total, first, second] = [0, 0, 0];
  let chance = below.share ** n;
  for (let up = 0; up <= n; up++) {
    const [mean, square] = (['mean', 'square'] as const).map(
      (of) => (n - up) * below[of] + up * above[of],
    ) as [number, number];
    const variance = square - (n - up) * below.mean ** 2 - up * above.mean ** 2;
    if (mean > 0 && chance > 0) {
      const { mean: log, variance: spread } = logOfGamma(mean ** 2 / variance);
      const at = log + Math.log(mean / (n * average));
      total += chance;
      first += chance * at;
      second += chance * (spread + at ** 2);
    }
    chance *= ((n - up) / (up + 1)) * (above.share / below.share);
  }
  const mean = first / total;
  return { mean, variance: second / total - mean ** 2 };
}
