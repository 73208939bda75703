import { readable } from '../../../model/format';
import { momentsOf } from '../kit/sample';
import type { Words } from '../kit/stage';

/** For the text: of no sums there is nothing to tell. */
export function sumsValues(terms: number, sums: readonly number[]): Record<string, number> {
  const last = sums.at(-1);
  if (last === undefined) return { k: terms };
  const { variance } = momentsOf(sums);
  return { k: terms, variance, std: Math.sqrt(variance), last };
}

export function sumsWords(terms: number, sums: readonly number[]): Words {
  const bell = `the normal curve of variance ${terms}`;
  if (sums.length === 0)
    return {
      readout: [`k = ${terms}`, 'no sums yet'],
      alternative: `An empty histogram, and ${bell} that sums of ${terms} numbers from N(0, 1) grow into.`,
    };
  const { variance } = momentsOf(sums);
  const last = readable(sums.at(-1)!);
  const count = sums.length === 1 ? '1 sum' : `${sums.length} sums`;
  const moments = `variance ${readable(variance)}, std ${readable(Math.sqrt(variance))}`;
  return {
    readout: [`k = ${terms}: ${moments}`, count, `last ${last}`],
    alternative: `Histogram of ${count} of ${terms} numbers from N(0, 1), growing into ${bell}: ${moments}, the last sum ${last}.`,
  };
}
