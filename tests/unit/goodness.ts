/** Whether a sample follows a distribution. */
import { normalCdf } from '../../src/model/special';

export type Cdf = (z: number) => number;

const WITHIN_2 = normalCdf(2) - normalCdf(-2);

/** Distribution functions of the unit draws. */
export const cdfs = {
  normal: normalCdf,
  uniform: (z) => (z / Math.sqrt(3) + 1) / 2,
  /** Standard normal cut at ±2. */
  trunc_normal: (z) => (normalCdf(z) - normalCdf(-2)) / WITHIN_2,
} as const satisfies Record<string, Cdf>;

/** Bins of equal probability; an even number of degrees of freedom has a closed form. */
const CELLS = 65;

/**
 * Kolmogorov & Smirnov's largest distance of probabilities, ascending, from equally spaced ones; a
 * right sample exceeds √(ln(2/α) / 2n) with probability α at most.
 */
function distance(p: Float64Array): number {
  const n = p.length;
  let largest = 0;
  for (let i = 0; i < n; i++)
    largest = Math.max(largest, Math.abs(p[i]! - i / n), Math.abs((i + 1) / n - p[i]!));
  return largest;
}

/** χ² of counts that should be equal. */
export function chiSquare(counts: Float64Array): number {
  const expected = counts.reduce((a, b) => a + b, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** Probability of a χ² above x, of an even number of degrees of freedom: a Poisson sum. */
export function chiSquareTail(x: number, freedom: number): number {
  let [term, sum] = [1, 0];
  for (let i = 0; i < freedom / 2; term *= x / 2 / ++i) sum += term;
  return Math.exp(-x / 2) * sum;
}

/** What in a sample speaks against the distribution, each of two tests at level α. */
export function faults(sample: Float32Array, cdf: Cdf, alpha: number): string[] {
  const p = Float64Array.from(sample.slice().sort(), cdf);
  const counts = new Float64Array(CELLS);
  for (const x of p) counts[Math.max(0, Math.min(CELLS - 1, Math.floor(x * CELLS)))]!++;
  const found: string[] = [];
  const critical = Math.sqrt(Math.log(2 / alpha) / (2 * p.length));
  if (!(distance(p) <= critical)) found.push('Kolmogorov–Smirnov');
  if (!(chiSquareTail(chiSquare(counts), CELLS - 1) >= alpha)) found.push('χ²');
  return found;
}

/** Correlation of a and b in standard errors, 1/√n for independent numbers of mean 0. */
export function correlationZ(a: Float32Array, b: Float32Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    ab += x * b[i]!;
    aa += x * x;
    bb += b[i]! ** 2;
  }
  return (ab / Math.sqrt(aa * bb)) * Math.sqrt(a.length);
}
