import { SIGMAS } from '../model/axis';
import {
  type AxisRange,
  type Columns,
  columnsOf,
  decadesPerColumn,
  MOST_OF_A_SIGN,
} from '../model/columns';
import { LINEAR_BINS, stepsAt } from '../model/histogram';

/**
 * Where things stand, in world units: x is the value, y the height, and layers recede along −z from
 * the input at 0.
 */
export const HALF_WIDTH = 5;
/** Height of a normal curve's peak. */
export const UNIT_HEIGHT = 1.9;
/** Height of a wall or of the zero slot that holds a whole layer, in units. */
export const WALL_HEIGHT = 1.4;
/** Units that a bin ten times as high as a normal curve's peak adds to it. */
export const SPIKE_HEIGHT = 0.35;
export const WALL_GAP = 0.16;
export const WALL_WIDTH = 0.4;
/** Outer edge of the walls, and of the floor. */
export const OUTER = HALF_WIDTH + WALL_GAP + WALL_WIDTH;
export const PLATE_HEIGHT = 0.05;

const LENGTH = 13;
const WIDEST_SPACING = 1;
/** A log axis' two slots for what is nearer zero than its first decade, and the gap beside them. */
const SLOT_WIDTH = 0.2;
const SLOT_GAP = 0.14;
/** Where a log axis' decades begin, on either side of the middle. */
export const INNER = SLOT_WIDTH + SLOT_GAP;

/** The stack's geometry, which follows from the axis and the depth. */
export interface Stack {
  readonly depth: number;
  readonly range: AxisRange | undefined;
  /** Distance between layers, and how much of it a layer fills. */
  readonly spacing: number;
  readonly thickness: number;
  readonly columns: Columns;
  /** Width of a whole column. */
  readonly columnWidth: number;
  /** How far the outermost columns would reach beyond the axis, whose ends cut them off. */
  readonly overhang: number;
  /** Width of each of the two zero slots; 0 where the axis has none. */
  readonly slotWidth: number;
  /** Share of a layer that the fullest column of a normal curve holds. */
  readonly peakShare: number;
}

const NORMAL_PEAK = 1 / Math.sqrt(2 * Math.PI);
/** Peak density of log₁₀|x| on one side: x·φ(x) is largest at x = 1. */
const LOG_PEAK = Math.LN10 * NORMAL_PEAK * Math.exp(-0.5);

/** `most`: the most columns of one sign on a log axis. */
export function stackOf(depth: number, range: AxisRange | undefined, most = MOST_OF_A_SIGN): Stack {
  const spacing = Math.min(WIDEST_SPACING, LENGTH / (depth + 1));
  const thickness = spacing * 0.7;
  const columns = columnsOf(range, most);
  const common = { depth, range, spacing, thickness, columns };
  if (range?.kind !== 'log')
    return {
      ...common,
      columnWidth: (2 * HALF_WIDTH) / LINEAR_BINS,
      overhang: 0,
      slotWidth: 0,
      peakShare: (NORMAL_PEAK * 2 * SIGMAS) / LINEAR_BINS,
    };
  const [low, high] = [stepsAt(range.low), stepsAt(range.high)];
  const step = (HALF_WIDTH - INNER) / (high - low);
  const end = columns.first + ((columns.last - 3) / 2) * columns.merge;
  return {
    ...common,
    columnWidth: columns.merge * step,
    overhang: (end - high) * step,
    slotWidth: SLOT_WIDTH,
    peakShare: LOG_PEAK * decadesPerColumn(columns),
  };
}

/** Middle of a layer. */
export const layerZ = (stack: Stack, layer: number) => -layer * stack.spacing - stack.thickness / 2;

/** Front and back edge of the floor. */
export const floorEnds = (stack: Stack): [front: number, back: number] => {
  const margin = stack.spacing * 0.5;
  return [margin, -stack.depth * stack.spacing - stack.thickness - margin];
};

/** Place of a value on a linear axis. */
export const linearX = (low: number, high: number, value: number) =>
  ((value - low) / (high - low) - 0.5) * 2 * HALF_WIDTH;

/** Place of 10^exponent on the positive side of a log axis. */
export const logX = ({ low, high }: { low: number; high: number }, exponent: number) =>
  HALF_WIDTH - ((high - exponent) / (high - low)) * (HALF_WIDTH - INNER);
