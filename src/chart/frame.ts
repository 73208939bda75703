import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { svg } from './svg';

/** Where the chart's plane lies in its picture, in pixels, and what its scales are. */
export interface Frame {
  /** Layer to pixels. */
  readonly x: ScaleLinear<number, number>;
  /** log10 variance to pixels. */
  readonly y: ScaleLinear<number, number>;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly fontSize: number;
  /** Name of a clip path over the plane, and the element that defines it. */
  readonly clip: string;
  readonly definitions: SVGElement;
}

/** What a frame is made for. */
export interface FrameOptions {
  readonly width: number;
  readonly height: number;
  /** Height of what stands above the plane. */
  readonly above: number;
  readonly fontSize: number;
  readonly depth: number;
  readonly domain: [number, number];
}

/** Font sizes to the left and to the right of the plane. */
const [LEFT, RIGHT] = [4.3, 1.2];

export const planeWidth = (width: number, fontSize: number) => width - (LEFT + RIGHT) * fontSize;

export function createFrame({
  width,
  height,
  above,
  fontSize,
  depth,
  domain,
}: FrameOptions): Frame {
  const left = LEFT * fontSize;
  const right = width - RIGHT * fontSize;
  const top = 0.7 * fontSize + above;
  const bottom = height - 1.7 * fontSize;
  const x = scaleLinear([0, depth], [left, right]);
  const y = scaleLinear(domain, [bottom, top]);
  const clip = 'chart-plane';
  const plane = svg('rect', { x: left, y: top, width: right - left, height: bottom - top });
  const definitions = svg('clipPath', { id: clip }, plane);
  return { x, y, left, right, top, bottom, fontSize, clip, definitions };
}
