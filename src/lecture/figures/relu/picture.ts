import { svg, textAt } from '../../../dom/svg';
import { textWidth } from '../../../dom/text';
import { activations } from '../../../model/activations';
import { percent } from '../../../model/format';
import { axes } from '../kit/axes';
import { outline } from '../kit/histogram';
import { createPlane, type Plane } from '../kit/plane';
import { binned, momentsOf } from '../kit/sample';
import type { Size } from '../kit/stage';
import { predictedBins } from './numbers';
import { reluTable, tableHeight } from './table';
import type { Measured } from './words';

export interface ReluState {
  readonly slope: number;
  /** Drawn from N(0, 1). */
  readonly draws: Float64Array;
  readonly measured: Measured;
}

/** Bins of half a standard deviation, one of them around 0. */
const [REACH, BINS] = [3.25, 13];
/** Height of a plane: half of all values, and the bin around 0. */
const HIGHEST = 0.66;

/** The longest of some texts that has room to the right of a place. */
function beside({ right, fontSize }: Plane, x: number, y: number, texts: readonly string[]) {
  const left = x + 0.3 * fontSize;
  const fitting = texts.find((text) => left + textWidth(text, fontSize) <= right + fontSize);
  return fitting ? [textAt(fitting, [left, y], 'start', 'haloed')] : [];
}

function mean(plane: Plane, at: number): SVGElement[] {
  const { x, y, bottom, fontSize } = plane;
  const [left, top] = [x(at), y(0.3)];
  const value = `${at.toFixed(2).replace('-', '−')} σ`;
  return [
    svg('line', { class: 'mean', x1: left, x2: left, y1: bottom, y2: top }),
    ...beside(plane, left, top + 0.5 * fontSize, [`mean ${value}`, value]),
  ];
}

/** The share of values that are exactly 0, at the foot of their bin. */
function spike(plane: Plane, share: number): SVGElement[] {
  if (share === 0) return [];
  const { x, y, bottom, fontSize } = plane;
  const half = REACH / BINS;
  const [left, right, top] = [x(-half), x(half), y(share)];
  const value = percent(share, 0);
  return [
    svg('rect', { class: 'spike', x: left, y: top, width: right - left, height: bottom - top }),
    ...beside(plane, right, top + 0.4 * fontSize, [
      `${value} at exactly 0`,
      `${value} at 0`,
      value,
    ]),
  ];
}

/** A histogram of values, and what theory expects of it after φ of this slope. */
function histogram(size: Size, values: Float64Array, slope: number, title: string): SVGElement[] {
  const { height, fontSize } = size;
  const plane = createPlane(
    { ...size, height: height - 0.8 * fontSize },
    { x: { domain: [-REACH, REACH] }, y: { domain: [0, HIGHEST] }, above: 0.9 },
  );
  const { x, left, top, bottom } = plane;
  const zeros = values.reduce((count, value) => count + (value === 0 ? 1 : 0), 0) / values.length;
  return [
    textAt(title, [left, top], 'start', 'muted'),
    svg('path', { class: 'heap', d: outline(plane, binned(values, -REACH, REACH, BINS)) }),
    ...spike(plane, zeros),
    ...axes(plane),
    ...['−2σ', '0', '2σ'].map((tick, i) =>
      textAt(tick, [x(2 * i - 2), bottom + 1.15 * fontSize], 'middle'),
    ),
    svg('path', { class: 'theory', d: outline(plane, predictedBins(slope, -REACH, REACH, BINS)) }),
    ...mean(plane, momentsOf(values).mean),
  ];
}

/** Before φ and after it, side by side; below them measured factors beside predicted ones. */
export function reluPicture(size: Size, { slope, draws, measured }: ReluState): SVGElement[] {
  const table = tableHeight(size);
  const half = { ...size, width: size.width / 2, height: size.height - table };
  const after = draws.map((h) => activations.leaky_relu.phi(h, slope));
  return [
    svg('g', { class: 'before' }, ...histogram(half, draws, 1, 'before: h')),
    svg(
      'g',
      { class: 'after', transform: `translate(${half.width} 0)` },
      ...histogram(half, after, slope, 'after: a'),
    ),
    ...(table > 0 ? reluTable(size, slope, measured) : []),
  ];
}
