import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { uniqueId } from '../dom/make';
import { svg } from '../dom/svg';

/** Where the chart's plane lies in its picture, in pixels, and what its scales are. */
export interface Frame {
  /** Layer to pixels. */
  readonly x: ScaleLinear<number, number>;
  /** log10 of the measure to pixels. */
  readonly y: ScaleLinear<number, number>;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly fontSize: number;
  readonly width: number;
  readonly height: number;
  /** Refers to a clip path over the plane, which `definitions` defines. */
  readonly clip: string;
  readonly definitions: SVGElement;
}

/** The input of a frame. */
export interface FrameOptions {
  readonly width: number;
  readonly height: number;
  /** Height of what stands above the plane. */
  readonly above: number;
  /** Without room for layers' numbers below the plane. */
  readonly spark?: boolean;
  /** Width of what stands to the right of it. */
  readonly beside: number;
  readonly fontSize: number;
  /** The first and last layer, and the lowest and highest log10, to be shown. */
  readonly layers: readonly [number, number];
  readonly decades: readonly [number, number];
  /** The clip path's id; one that nothing else has if it is not said. */
  readonly clip?: string | undefined;
}

/** Font sizes to the left and to the right of the plane. */
const [LEFT, RIGHT] = [4.3, 1.2];

/** Font sizes above the plane, and below it with the layers' numbers and without them. */
const [SPARE, AXIS] = [0.7, 1.7];

/** From where the plane begins, and how wide it is. */
export const planeAcross = (width: number, beside: number, fontSize: number) => ({
  left: LEFT * fontSize,
  width: width - beside - (LEFT + RIGHT) * fontSize,
});

export function createFrame({
  width,
  height,
  above,
  spark,
  beside,
  fontSize,
  layers,
  decades,
  clip: id = uniqueId('plane'),
}: FrameOptions): Frame {
  const across = planeAcross(width, beside, fontSize);
  const { left } = across;
  const right = left + across.width;
  const top = SPARE * fontSize + above;
  const bottom = height - (spark ? SPARE : AXIS) * fontSize;
  const x = scaleLinear(layers, [left, right]);
  const y = scaleLinear(decades, [bottom, top]);
  const area = svg('rect', { x: left, y: top, width: right - left, height: bottom - top });
  const definitions = svg('clipPath', { id }, area);
  const plane = { left, right, top, bottom, width, height, fontSize };
  return { x, y, ...plane, clip: `url(#${id})`, definitions };
}
