/** A figure's plane: where it lies in the picture, and its two scales. */
import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from 'd3-scale';
import type { Size } from './stage';

export type Scale = ScaleContinuousNumeric<number, number>;

export interface AxisOptions {
  readonly domain: readonly [number, number];
  readonly log?: true;
  /** Without one there are neither ticks nor a title. */
  readonly title?: string;
}

export interface PlaneOptions {
  readonly x: AxisOptions;
  readonly y: AxisOptions;
  /** Left free to the right of the plane and above it, in font sizes. */
  readonly beside?: number;
  readonly above?: number;
}

export interface Plane extends Size {
  readonly x: Scale;
  readonly y: Scale;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly titles: { readonly x: string | undefined; readonly y: string | undefined };
}

/** Room for the ticks' numbers and the title, in font sizes. */
const [LEFT, BELOW, EDGE] = [4.4, 1.5, 1];

const scaleOf = ({ domain, log }: AxisOptions, range: readonly [number, number]): Scale =>
  (log ? scaleLog : scaleLinear)(domain, range);

/** Fills a picture with a plane, leaving room for the axes that have a title. */
export function createPlane(size: Size, { x, y, beside = 0, above = 0 }: PlaneOptions): Plane {
  const { width, height, fontSize } = size;
  const left = (y.title === undefined ? EDGE : LEFT) * fontSize;
  const right = width - (EDGE + beside) * fontSize;
  const top = (EDGE + above) * fontSize;
  const bottom = height - (x.title === undefined ? EDGE : BELOW) * fontSize;
  return {
    ...size,
    x: scaleOf(x, [left, right]),
    y: scaleOf(y, [bottom, top]),
    left,
    right,
    top,
    bottom,
    titles: { x: x.title, y: y.title },
  };
}
