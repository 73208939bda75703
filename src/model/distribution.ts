/** A histogram as a curve over its own axis, and the normal distribution on the same axis. */
import { BINS, type BinRange, binEdges, LOG_BINS } from './histogram';
import { normalCdf } from './special';

/** Where a value lies on an axis of equal bins: 0 at its left end, BINS at its right. */
export function positionOf(range: BinRange, x: number): number {
  const { kind, low, high } = range;
  if (kind === 'linear') return high > low ? ((x - low) / (high - low)) * BINS : BINS / 2;
  const middle = BINS / 2;
  // The two bins in the middle, nearer to zero than the first decade, are linear.
  if (Math.abs(x) < 10 ** low) return middle + x / 10 ** low;
  const decades = ((Math.log10(Math.abs(x)) - low) / (high - low)) * LOG_BINS;
  return middle + Math.sign(x) * (1 + decades);
}

/** Shares of all elements in each bin; what lies outside, and what is not finite, is in none. */
export const binShares = (counts: Uint32Array, total: number): number[] =>
  Array.from(counts.subarray(1, BINS + 1), (count) => count / total);

/**
 * Shares that a normal distribution of these moments would have in the same bins: on a logarithmic
 * axis that is its density transformed. None where there is no spread.
 */
export function normalShares(
  range: BinRange,
  { mean, variance }: { mean: number; variance: number },
): number[] | undefined {
  const std = Math.sqrt(variance);
  if (!(std > 0) || !Number.isFinite(std)) return undefined;
  const below = binEdges(range).map((edge) => normalCdf((edge - mean) / std));
  return Array.from({ length: BINS }, (_, i) => below[i + 1]! - below[i]!);
}

/** A bin is cut off above so many times the height of the others, which it would flatten. */
const CUT = 2.5;

/**
 * The height of a picture of shares. ReLU's zeros, or a rounded value that many share, may be a
 * hundred times as many as any other bin holds: they are cut, to be told in figures.
 */
export function ceilingOf(shares: readonly number[], normal: readonly number[] = []): number {
  const [top = 0, , third = 0] = [...shares].sort((a, b) => b - a);
  const usual = Math.max(third, ...normal);
  return usual > 0 && top > CUT * usual ? CUT * usual : Math.max(top, usual) || 1;
}
