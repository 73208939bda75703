/**
 * Columns in which a picture shows a histogram: first what is below the axis, then the axis' own, then
 * what is above. On a logarithmic axis the two in the middle hold what is nearer to zero than the decades
 * that are shown, zero itself among the positive ones. Every word of a histogram is in one column.
 */
import {
  LINEAR_BINS,
  type LinearRange,
  LOG_SIDE,
  magnitudeAt,
  PER_OCTAVE,
  stepsAt,
  ZERO_WORD,
} from './histogram';

/** The decades from 10^low to 10^high, on both sides of zero. */
export interface LogRange {
  readonly kind: 'log';
  readonly low: number;
  readonly high: number;
}

/** What an axis shows. */
export type AxisRange = LinearRange | LogRange;

export interface Columns {
  readonly kind: AxisRange['kind'];
  /** The last one: what is above the axis. */
  readonly last: number;
  /** Bins that a column holds. */
  readonly merge: number;
  /** On a logarithmic axis, how many bins of one sign are nearer to zero than the first column. */
  readonly first: number;
}

/** Octaves are whole numbers of columns, so that neighbours are equally wide wherever an axis begins. */
const MERGES = [1, 2, 4, 8] as const;

const LINEAR: Columns = { kind: 'linear', last: LINEAR_BINS + 1, merge: 1, first: 0 };

/** The most columns of one sign that any axis has, if a picture asks for no more. */
export const MOST_OF_A_SIGN = 580;
export const MOST_COLUMNS = 2 * MOST_OF_A_SIGN + 4;

/**
 * An axis' columns, as narrow as may be; on a logarithmic one at most `most` of each sign, or an eighth
 * as many as there are bins. The outermost may reach beyond what is shown. `undefined`: each layer's own
 * mean ± 4σ.
 */
export function columnsOf(range: AxisRange | undefined, most = MOST_OF_A_SIGN): Columns {
  if (range?.kind !== 'log') return LINEAR;
  const [low, high] = [stepsAt(range.low), stepsAt(range.high)];
  const ends = (merge: number) =>
    [Math.floor(low / merge), Math.ceil(high / merge)].map((end) =>
      Math.max(0, Math.min(LOG_SIDE / merge, end)),
    ) as [number, number];
  const merge =
    MERGES.find((merge) => {
      const [from, to] = ends(merge);
      return to - from <= most;
    }) ?? MERGES.at(-1)!;
  const [from, to] = ends(merge);
  return { kind: 'log', last: 2 * (to - from) + 3, merge, first: from * merge };
}

/** How many columns are on the axis: ordinary ones, and those in a log axis’ middle. */
export const inside = ({ last }: Pick<Columns, 'last'>) => last - 1;

/** The first column of what is not negative. */
export const middleOf = ({ last }: Pick<Columns, 'last'>) => (last + 1) / 2;

/** How far a column is from the middle, 0 and up, and on which side. */
export function outward(columns: Columns, column: number): [steps: number, positive: boolean] {
  const middle = middleOf(columns);
  return column >= middle ? [column - middle, true] : [middle - 1 - column, false];
}

/** Whether a column is an ordinary one: not beyond the axis, and not the two in a log axis' middle. */
export const isPlain = (columns: Columns, column: number) =>
  column > 0 &&
  column < columns.last &&
  (columns.kind === 'linear' || outward(columns, column)[0] > 0);

/** From which word of a histogram to before which a column counts: the shader's `columnWords`. */
export function wordsOf(columns: Columns, column: number): [from: number, to: number] {
  if (columns.kind === 'linear') return [column, column + 1];
  const { first, merge } = columns;
  const [steps, positive] = outward(columns, column);
  const from = steps === 0 ? 0 : first + (steps - 1) * merge;
  const to = steps > middleOf(columns) - 2 ? LOG_SIDE : first + steps * merge;
  if (!positive) return [ZERO_WORD - to, ZERO_WORD - from];
  return [ZERO_WORD + 1 + (steps === 0 ? -1 : from), ZERO_WORD + 1 + to];
}

/** A histogram's counts, column by column. */
export const countsOf = (columns: Columns, words: Uint32Array): number[] =>
  Array.from({ length: columns.last + 1 }, (_, column) => {
    const [from, to] = wordsOf(columns, column);
    let count = 0;
    for (let word = from; word < to; word++) count += words[word]!;
    return count;
  });

/** Magnitudes at which a log axis' ordinary columns of one sign begin, and at which the last ends. */
export const logEdges = (columns: Columns): number[] =>
  Array.from({ length: middleOf(columns) - 1 }, (_, i) =>
    magnitudeAt(columns.first + i * columns.merge),
  );

/** Decades that a log axis' column takes. */
export const decadesPerColumn = ({ merge }: Columns) => (merge / PER_OCTAVE) * Math.log10(2);
