import { path, svg, textAt } from '../../../dom/svg';
import { readable } from '../../../model/format';
import { axes } from '../kit/axes';
import { bell } from '../kit/bell';
import { outline } from '../kit/histogram';
import { createPlane, type Plane } from '../kit/plane';
import { binned, momentsOf } from '../kit/sample';
import type { Size } from '../kit/stage';
import { divisorName, TERMS } from './numbers';

/** Four times the sums' standard deviation, and bins of 2 for the sums. */
const REACH = 4 * Math.sqrt(TERMS);
const BINS = REACH;
/** Room for the axis' last numbers. */
const END = 1.08 * REACH;
/** Height of a row, in shares of the sums: the normal curve has 0.08 in its highest bin. */
const HIGHEST = 0.09;

/** A square whose side is the standard deviation, so that its area is the variance. */
function square({ x, right, top, bottom, fontSize }: Plane, variance: number): SVGElement[] {
  const side = x(Math.sqrt(variance)) - x(0);
  // A square is a square, or it is left out.
  if (side > bottom - top) return [];
  const y = bottom - side;
  return [
    svg('rect', { class: 'area', x: right - side, y, width: side, height: side }),
    textAt(`std² = ${readable(variance, 3, true)}`, [right, y - 0.4 * fontSize], 'end'),
  ];
}

/**
 * The values divided by k, and the normal curve that theory expects of them: as high as they were
 * undivided, because the bins are divided as well.
 */
function row(size: Size, sums: Float64Array, k: number, title?: string): SVGElement[] {
  const reach = REACH / k;
  const values = sums.map((x) => x / k);
  const plane = createPlane(size, {
    x: { domain: [-END, END], ...(title && { title }) },
    y: { domain: [0, HIGHEST] },
    above: 0.2,
  });
  const { x, y, left, top, fontSize } = plane;
  const curve = bell(Math.sqrt(TERMS) / k, -reach, reach, (2 * reach) / BINS);
  return [
    svg('path', { class: 'heap', d: outline(plane, binned(values, -reach, reach, BINS)) }),
    ...axes(plane),
    svg('path', { class: 'theory', d: path(curve.map(([at, share]) => [x(at), y(share)])) }),
    ...square(plane, momentsOf(values).variance),
    textAt(title ? `÷ ${divisorName(k)}` : 'before', [left, top + 0.8 * fontSize]),
  ];
}

/** The sums above, and below them on the same axis the sums divided by k. */
export function dividePicture(size: Size, sums: Float64Array, k: number): SVGElement[] {
  const { height, fontSize } = size;
  // The axis below has its numbers.
  const upper = (height - 0.8 * fontSize) / 2;
  const below = { class: 'divided', transform: `translate(0 ${upper})` };
  return [
    svg('g', { class: 'undivided' }, ...row({ ...size, height: upper }, sums, 1)),
    svg('g', below, ...row({ ...size, height: height - upper }, sums, k, 'value')),
  ];
}
