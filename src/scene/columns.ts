import { BINS, HISTOGRAM_WORDS } from '../model/histogram';
import { HALF_WIDTH, OUTER, type Stack, WALL_WIDTH } from './layout';

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
