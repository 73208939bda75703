/**
 * About how high a layer's histogram stands where, by its statistics: its counts stay on the GPU,
 * and a pointer does not wait for them. Walls and zeros are exact; between them stands the normal
 * curve of the same moments, half of one where values have one sign only.
 */
import { type Columns, decadesPerColumn, isPlain, middleOf, outward } from '../model/columns';
import { type BinRange, LINEAR_BINS, magnitudeAt } from '../model/histogram';
import type { Statistics } from '../model/report';
import { HALF_WIDTH, INNER, OUTER, type Stack, WALL_WIDTH } from './layout';

/** A column that holds fewer values on average is most often empty. */
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

/** A value in a column, and how much of the axis' values the column takes. */
function spanOf(columns: Columns, range: BinRange, column: number) {
  if (range.kind === 'linear') {
    const width = (range.high - range.low) / LINEAR_BINS;
    return { value: range.low + (column - 0.5) * width, width };
  }
  const { first, merge } = columns;
  const [steps, positive] = outward(columns, column);
  const value = magnitudeAt(first + (steps - 0.5) * merge);
  const width = value * Math.LN10 * decadesPerColumn(columns);
  return { value: positive ? value : -value, width };
}

/** Share of a layer's values that a column probably holds. */
export function shareAt({ columns }: Stack, s: Statistics, column: number): number {
  const { range, below, above } = s.histogram;
  const middle = middleOf(columns);
  if (column === 0) return below / s.count;
  if (column === columns.last) return above / s.count;
  // Equal values are all in the middle column.
  if (range.kind === 'linear' && range.high <= range.low) return column === middle ? 1 : 0;
  const curve = curveOf(s);
  if (!isPlain(columns, column)) {
    const near = within(curve, s, 0, magnitudeAt(columns.first));
    return column === middle ? s.zeros / s.count + near : near;
  }
  const { value, width } = spanOf(columns, range, column);
  const zeros = range.kind === 'linear' && Math.abs(value) <= width / 2 ? s.zeros / s.count : 0;
  const share = zeros + within(curve, s, value, width);
  return share * s.count < EMPTY ? 0 : share;
}

/** The column at a place; gaps belong to what is next to them towards the middle, or to the wall. */
export function columnAt(stack: Stack, x: number): number {
  const { columns, columnWidth, overhang, slotWidth } = stack;
  const middle = middleOf(columns);
  if (Math.abs(x) > HALF_WIDTH) return x < 0 ? 0 : columns.last;
  if (Math.abs(x) < slotWidth) return x < 0 ? middle - 1 : middle;
  const steps = Math.max(0, Math.floor((HALF_WIDTH + overhang - Math.abs(x)) / columnWidth));
  return x < 0 ? Math.min(middle - 1, 1 + steps) : Math.max(middle, columns.last - 1 - steps);
}

/** From where to where a column stands: the shader's \`columnSpan\`. */
export function columnSpan(stack: Stack, column: number): [from: number, to: number] {
  const { columns, columnWidth, overhang, slotWidth } = stack;
  const { last } = columns;
  const [steps, positive] = outward(columns, column);
  const side = (near: number, far: number): [number, number] =>
    positive ? [near, far] : [-far, -near];
  if (column === 0 || column === last) return side(OUTER - WALL_WIDTH, OUTER);
  if (!isPlain(columns, column)) return side(0, slotWidth);
  const inner = slotWidth > 0 ? INNER : 0;
  const [near, far] = [0, 1].map((end) => {
    const x = HALF_WIDTH + overhang - (middleOf(columns) - 1 - steps - end) * columnWidth;
    return Math.max(inner, Math.min(HALF_WIDTH, x));
  }) as [number, number];
  return side(near, far);
}

/** Middle of a column. */
export function columnX(stack: Stack, column: number): number {
  const [from, to] = columnSpan(stack, column);
  return (from + to) / 2;
}
