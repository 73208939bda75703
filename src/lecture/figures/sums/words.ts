import { readable } from '../../../model/format';
import { momentsOf } from '../kit/sample';
import type { Words } from '../kit/stage';

/** For the text; NaN before there is a sum. */
export function sumsValues(terms: number, sums: readonly number[]) {
  const { variance } = momentsOf(sums);
  return { k: terms, variance, std: Math.sqrt(variance), last: sums.at(-1) ?? Number.NaN };
}

export function sumsWords(terms: number, sums: readonly number[]): Words {
  const bell = `the normal curve of variance ${terms}`;
  if (sums.length === 0)
    return {
      readout: [`k = ${terms}`, 'no sums yet'],
      alternative: `An empty histogram, and ${bell} that sums of ${terms} numbers from N(0, 1) grow into.`,
    };
  const { variance, std, last } = sumsValues(terms, sums);
  const count = sums.length === 1 ? '1 sum' : `${sums.length} sums`;
  const moments = `variance ${readable(variance)}, std ${readable(std)}`;
  return {
    readout: [`k = ${terms}: ${moments}`, count, `last ${readable(last)}`],
    alternative: `Histogram of ${count} of ${terms} numbers from N(0, 1), growing into ${bell}: ${moments}, the last sum ${readable(last)}.`,
  };
}
