/** Where everything stands: five lanes with a point each, beside them its numbers, squares below. */
import { type ScaleLinear, scaleLinear } from 'd3-scale';
import type { Size } from '../kit/stage';
import { HIGH, LOW } from './numbers';

/** Sides of the squares to the line's scale: in one row they are up to three times as long as it. */
const SHRUNK = 1 / 2;
/**
 * The widest row in lengths of the line: with two points at one end and three at the other the five
 * deviations are 2.4 long, and their root mean square 0.49.
 */
const WIDEST = 2.9;
/** The tallest: four points at one end and one at the other. */
const TALLEST = 0.8;
/** The share of the height that squares may take. */
const SHARE = 0.34;

/** Lowest lane, in font sizes, that holds its numbers. */
const LOWEST = 1.1;

export interface Layout extends Size {
  readonly x: ScaleLinear<number, number>;
  /** Top of the first lane, height of each, and its middle. */
  readonly top: number;
  readonly lane: number;
  middle(lane: number): number;
  /** Where the lanes end and the line with its numbers lies. */
  readonly line: number;
  /** Right ends of the columns of deviations and of squares. */
  readonly columns: readonly [number, number];
  /** Where the squares stand; in a low picture they have no room. */
  readonly squares: Squares | undefined;
}

export interface Squares {
  /** Length of 1 in their sides. */
  readonly unit: number;
  readonly floor: number;
  readonly gap: number;
}

export function layoutOf(size: Size): Layout {
  const { width, height, fontSize } = size;
  const edge = 0.7 * fontSize;
  const gap = 0.35 * fontSize;
  const [left, end] = [edge + 0.3 * fontSize, width - edge];
  const long = HIGH - LOW;
  // Five gaps, and an arrow in the last one.
  const byWidth = (end - left - 5 * gap - fontSize) / (WIDEST * long);
  const byHeight = (SHARE * height) / (TALLEST * long);
  const unit = Math.min(byWidth, byHeight);
  const top = 1.3 * fontSize;
  const floor = height - 0.3 * fontSize;
  // Numbers below the line, and a caption above the squares.
  const above = floor - TALLEST * long * unit - 2.9 * fontSize;
  const fits = above - top >= 5 * LOWEST * fontSize;
  const line = fits ? above : height - 1.5 * fontSize;
  const lane = (line - top) / 5;
  const right = left + (long * (fits ? unit : byWidth)) / SHRUNK;
  return {
    ...size,
    x: scaleLinear([LOW, HIGH], [left, right]),
    top,
    lane,
    middle: (i) => top + (i + 0.5) * lane,
    line,
    columns: [right + 0.42 * (end - right), end],
    squares: fits ? { unit, floor, gap } : undefined,
  };
}
