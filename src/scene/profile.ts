/**
 * About how high a layer's histogram stands where, by its statistics: its counts stay on the GPU,
 * and a pointer does not wait for them. Walls and zeros are exact; between them stands the normal
 * curve of the same moments, half of one where values have one sign only.
 */
import { BINS, type BinRange, HISTOGRAM_WORDS, LOG_BINS } from '../model/histogram';
import type { Statistics } from '../model/report';
import { HALF_WIDTH, logX, OUTER, type Stack, WALL_WIDTH } from './layout';

/** A bin that holds fewer values on average is most often empty. */
const EMPTY = 0.5;

interface Curve {
  readonly mean: number;
  readonly std: number;
  readonly weight: number;
}

function curveOf(s: Statistics): Curve {
  const nonzero = 1 - s.zeros / s.count;
  const oneSided = s.min >= 0 || s.max <= 0;
  return oneSided
    ? { mean: 0, std: Math.sqrt(s.secondMoment / nonzero), weight: 2 * nonzero }
    : { mean: s.mean, std: Math.sqrt(s.variance), weight: 1 };
}

/** Share of the values in (x, x + width), if that is narrow. */
function within({ mean, std, weight }: Curve, { min, max }: Statistics, x: number, width: number) {
  if (!(std > 0) || x < min - width || x > max + width) return 0;
  const z = (x - mean) / std;
  return (weight * width * Math.exp(-0.5 * z * z)) / (std * Math.sqrt(2 * Math.PI));
}

/** A value at a place of the axis, and how much of the axis' values a column there takes. */
function spanAt(stack: Stack, range: BinRange, column: number) {
  const x = columnX(stack, column);
  if (range.kind === 'linear') {
    const width = ((range.high - range.low) * stack.binWidth) / (2 * HALF_WIDTH);
    return { value: range.low + (x / (2 * HALF_WIDTH) + 0.5) * (range.high - range.low), width };
  }
  const decades = (range.high - range.low) / LOG_BINS;
  const end = logX(stack, range.low, range.high, range.high);
  const value = 10 ** (range.high - ((end - Math.abs(x)) / stack.binWidth) * decades);
  return { value: Math.sign(x) * value, width: value * Math.LN10 * decades };
}

/** Share of a layer's values that a column probably holds. */
export function shareAt(stack: Stack, s: Statistics, column: number): number {
  const { range, below, above } = s.histogram;
  if (column === 0) return below / s.count;
  if (column === LAST) return above / s.count;
  // Equal values are all in the middle bin.
  if (range.kind === 'linear' && range.high <= range.low) return column === MIDDLE + 1 ? 1 : 0;
  const curve = curveOf(s);
  if (range.kind === 'log' && !isPlain(stack, column)) {
    const near = within(curve, s, 0, 10 ** range.low);
    return column === MIDDLE ? s.zeros / s.count + near : near;
  }
  const { value, width } = spanAt(stack, range, column);
  const zeros = range.kind === 'linear' && Math.abs(value) <= width / 2 ? s.zeros / s.count : 0;
  const share = zeros + within(curve, s, value, width);
  return share * s.count < EMPTY ? 0 : share;
}

/** A histogram's columns in the world, as the shader places them: 0 is below, then the bins, then above. */
export const LAST = HISTOGRAM_WORDS - 1;
export const MIDDLE = HISTOGRAM_WORDS / 2;

/** The column at a place; gaps belong to what is next to them towards the middle, or to the wall. */
export function columnAt({ binWidth, slotWidth }: Stack, x: number): number {
  if (Math.abs(x) > HALF_WIDTH) return x < 0 ? 0 : LAST;
  if (Math.abs(x) < slotWidth) return x < 0 ? MIDDLE - 1 : MIDDLE;
  const steps = Math.floor((HALF_WIDTH - Math.abs(x)) / binWidth);
  return x < 0 ? Math.min(MIDDLE - 1, 1 + steps) : Math.max(MIDDLE, LAST - 1 - steps);
}

/** Middle of a column. */
export function columnX({ binWidth, slotWidth }: Stack, column: number): number {
  if (column === 0 || column === LAST) return Math.sign(column - 1) * (OUTER - WALL_WIDTH / 2);
  if (slotWidth > 0 && (column === MIDDLE - 1 || column === MIDDLE))
    return (column - MIDDLE + 0.5) * slotWidth;
  return column < MIDDLE
    ? -HALF_WIDTH + (column - 0.5) * binWidth
    : HALF_WIDTH - (LAST - column - 0.5) * binWidth;
}

/** Whether a column is an ordinary bin: no wall and no zero slot. */
export const isPlain = ({ slotWidth }: Stack, column: number) =>
  column > 0 && column <= BINS && !(slotWidth > 0 && (column === MIDDLE - 1 || column === MIDDLE));
