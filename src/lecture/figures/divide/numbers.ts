/** Dividing random numbers: the standard deviation shrinks by k, the variance by k². */
import { drawNormals } from '../kit/normals';
import { linearSteps } from '../kit/steps';

/** As many sums, of so many N(0, 1) numbers each. */
export const SUMS = 4000;
export const TERMS = 100;

/** What the sums can be divided by; √10 makes the variance ten times smaller. */
export const DIVISORS = [...linearSteps(1, 20, 1), Math.sqrt(10)].sort((a, b) => a - b);

/** So that 3.16 means √10. */
export const nearestDivisor = (k: number): number =>
  DIVISORS.reduce((best, divisor) => (Math.abs(divisor - k) < Math.abs(best - k) ? divisor : best));

/** Each sum from its own numbers. */
export function drawSums(seed: number): Float64Array {
  const terms = drawNormals(new Float64Array(SUMS * TERMS), { figure: 'divide', seed });
  return Float64Array.from({ length: SUMS }, (_, i) =>
    terms.subarray(i * TERMS, (i + 1) * TERMS).reduce((sum, x) => sum + x, 0),
  );
}
