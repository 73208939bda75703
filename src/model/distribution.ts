/** A histogram as a curve over an axis of its own, and the normal distribution on the same axis. */
import { type AxisRange, type Columns, columnsOf, countsOf, inside, logEdges } from './columns';
import { ownDecades } from './decades';
import { magnitudeAt, stepsAt } from './histogram';
import type { Statistics } from './report';
import { normalCdf } from './special';

/** The most columns of one sign: in a small picture they are a pixel wide. */
const MOST = 132;

/** One layer's axis: what it shows, from end to end, and the columns between. */
export interface OwnAxis {
  readonly range: AxisRange;
  readonly columns: Columns;
}

/** The range that its histogram was counted over; of the logarithmic bins its own decades. */
export function ownAxis(statistics: Statistics): OwnAxis {
  const { range: counted } = statistics.histogram;
  const range = counted.kind === 'log' ? ownDecades(statistics) : counted;
  return { range, columns: columnsOf(range, MOST) };
}

/** Where a value lies on an axis: 0 at its left end, 1 at its right. */
export function positionOf({ range, columns }: OwnAxis, x: number): number {
  const { kind, low, high } = range;
  if (kind === 'linear') return high > low ? (x - low) / (high - low) : 1 / 2;
  const nearest = magnitudeAt(columns.first);
  // The two columns in the middle are linear.
  const away =
    Math.abs(x) < nearest
      ? Math.abs(x) / nearest
      : 1 + (stepsAt(Math.log10(Math.abs(x))) - columns.first) / columns.merge;
  return 1 / 2 + (Math.sign(x) * away) / inside(columns);
}

/** Values at which an axis’ columns begin, and at which the last ends. */
export function columnEdges({ range, columns }: OwnAxis): number[] {
  if (range.kind === 'linear') {
    const step = (range.high - range.low) / inside(columns);
    return Array.from({ length: inside(columns) + 1 }, (_, i) => range.low + i * step);
  }
  const positive = logEdges(columns);
  return [...positive.map((x) => -x).reverse(), 0, ...positive];
}

/** Shares of all elements in each column; what lies outside, and what is not finite, is in none. */
export const columnShares = ({ columns }: OwnAxis, words: Uint32Array, total: number): number[] =>
  countsOf(columns, words)
    .slice(1, -1)
    .map((count) => count / total);

/**
 * Shares that a normal distribution of these moments would have in the same columns: on a logarithmic
 * axis that is its density transformed. None where there is no spread.
 */
export function normalShares(
  axis: OwnAxis,
  { mean, variance }: { mean: number; variance: number },
): number[] | undefined {
  const std = Math.sqrt(variance);
  if (!(std > 0) || !Number.isFinite(std)) return undefined;
  const below = columnEdges(axis).map((edge) => normalCdf((edge - mean) / std));
  return below.slice(1).map((cdf, i) => cdf - below[i]!);
}

/** A column is cut off above so many times the height of the others, which it would flatten. */
const CUT = 2.5;

/**
 * The height of a picture of shares. ReLU's zeros, or a rounded value that many share, may be a
 * hundred times as many as any other column holds: they are cut, to be told in figures.
 */
export function ceilingOf(shares: readonly number[], normal: readonly number[] = []): number {
  const [top = 0, , third = 0] = [...shares].sort((a, b) => b - a);
  const usual = Math.max(third, ...normal);
  return usual > 0 && top > CUT * usual ? CUT * usual : Math.max(top, usual) || 1;
}
