import { readable } from '../../../model/format';
import { momentsOf } from '../kit/sample';
import type { Words } from '../kit/stage';
import { SUMS, TERMS } from './numbers';

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
