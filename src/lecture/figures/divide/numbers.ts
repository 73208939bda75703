/** Dividing random numbers: the standard deviation shrinks by k, the variance by k². */

import { readable } from '../../../model/format';
import { linearSteps } from '../kit/controls';
import { drawNormals } from '../kit/normals';
import { momentsOf } from '../kit/sample';
import type { Words } from '../kit/stage';

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

const three = (x: number) => readable(x, 3, true);

export const divisorName = (k: number) => (k === Math.sqrt(10) ? '√10' : String(k));

/** Variances before and after, and how many times smaller it became. */
export function divideValues(sums: Float64Array, k: number) {
  const before = momentsOf(sums).variance;
  const after = momentsOf(sums.map((x) => x / k)).variance;
  return { k, before, after, ratio: before / after };
}

export function divideWords(sums: Float64Array, k: number): Words {
  const { before, after, ratio } = divideValues(sums, k);
  const std = `std ${three(Math.sqrt(before))} → ${three(Math.sqrt(after))}`;
  const variance = `variance ${three(before)} → ${three(after)}`;
  return {
    readout: [`÷ ${divisorName(k)}`, std, variance],
    alternative: `Histograms of ${SUMS} sums of ${TERMS} numbers from N(0, 1), and of the same sums divided by ${divisorName(k)}, on one axis: ${std}, ${variance}, which is ${readable(ratio)} times smaller.`,
  };
}
