import { readable } from '../../../model/format';
import { drawNormals } from '../kit/normals';
import { momentsOf } from '../kit/sample';
import type { Words } from '../kit/stage';

/** Numbers in a sum, and sums, at most. */
export const [MOST_TERMS, MOST_SUMS] = [1000, 2000];

/** How many sums the curve is drawn for, so that few bars are seen as well as many. */
const TARGETS = [20, 200, MOST_SUMS];

/** The number of sums at which the bars will have grown into the curve. */
export const targetOf = (count: number): number =>
  TARGETS.find((target) => count <= target) ?? MOST_SUMS;

/** A row of numbers from N(0, 1), summed up to each of its terms. */
function summed(seed: number, row: number): Float32Array {
  const numbers = drawNormals(new Float64Array(MOST_TERMS), { figure: 'sums', seed, row });
  let sum = 0;
  return Float32Array.from(numbers, (x) => {
    sum += x;
    return sum;
  });
}

/**
 * Sums of random numbers, one a row. Kept for every number of terms, so that the same sums are seen
 * to spread when terms are added to each.
 */
export function createRunningSums(seed: number) {
  let first = 0;
  let rows: Float32Array[] = [];
  return {
    get count(): number {
      return rows.length;
    },
    /** Draws so many more, up to MOST_SUMS. */
    add(sums: number): void {
      const target = Math.min(MOST_SUMS, rows.length + sums);
      while (rows.length < target) rows.push(summed(seed, first + rows.length));
    },
    /** Those to come are others. */
    clear(): void {
      first += rows.length;
      rows = [];
    },
    /** The sums of each row's first `terms` numbers. */
    of: (terms: number): number[] => rows.map((row) => row[terms - 1]!),
  };
}

export type RunningSums = ReturnType<typeof createRunningSums>;

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
