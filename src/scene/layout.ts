import { SIGMAS } from '../model/axis';
import { BINS, type BinRange, LOG_BINS } from '../model/histogram';

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

/** The stack's geometry, which follows from the axis and the depth. */
export interface Stack {
  readonly depth: number;
  readonly range: BinRange | undefined;
  /** Distance between layers, and how much of it a layer fills. */
  readonly spacing: number;
  readonly thickness: number;
  readonly binWidth: number;
  /** Width of each of the two zero slots; 0 where the axis has none. */
  readonly slotWidth: number;
  /** Share of a layer that the fullest bin of a normal curve holds. */
  readonly peakShare: number;
}

const NORMAL_PEAK = 1 / Math.sqrt(2 * Math.PI);
/** Peak density of log₁₀|x| on one side: x·φ(x) is largest at x = 1. */
const LOG_PEAK = Math.LN10 * NORMAL_PEAK * Math.exp(-0.5);

export function stackOf(depth: number, range: BinRange | undefined): Stack {
  const spacing = Math.min(WIDEST_SPACING, LENGTH / (depth + 1));
  const thickness = spacing * 0.7;
  const common = { depth, range, spacing, thickness };
  if (range?.kind !== 'log')
    return {
      ...common,
      binWidth: (2 * HALF_WIDTH) / BINS,
      slotWidth: 0,
      peakShare: (NORMAL_PEAK * 2 * SIGMAS) / BINS,
    };
  return {
    ...common,
    binWidth: (HALF_WIDTH - SLOT_WIDTH - SLOT_GAP) / LOG_BINS,
    slotWidth: SLOT_WIDTH,
    peakShare: (LOG_PEAK * (range.high - range.low)) / LOG_BINS,
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
export const logX = (stack: Stack, low: number, high: number, exponent: number) =>
  HALF_WIDTH - ((high - exponent) / (high - low)) * LOG_BINS * stack.binWidth;
