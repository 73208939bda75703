import { path, svg, textAt } from '../../../dom/svg';
import { readable } from '../../../model/format';
import { axes } from '../kit/axes';
import { bell } from '../kit/bell';
import { outline } from '../kit/histogram';
import { createPlane, type Plane } from '../kit/plane';
import { binned } from '../kit/sample';
import type { Size } from '../kit/stage';
import { targetOf } from './running-sums';

export interface SumsState {
  readonly terms: number;
  readonly sums: readonly number[];
  /** How far the last one has fallen: 0 at the top, 1 when it has landed. */
  readonly fallen: number;
}

/** The axis stays, so that sums of 5 and of 100 can be compared; four times the std of 100. */
const [HIGH, WIDTH] = [40, 1];
const BINS = (2 * HIGH) / WIDTH;

/** The last sum, with its value, on its way down to the top of its bin. */
function mark(plane: Plane, { sums, fallen }: SumsState, shares: Float64Array) {
  const { x, y, top, left, right, fontSize } = plane;
  const last = sums.at(-1);
  if (last === undefined || Math.abs(last) >= HIGH) return [];
  const floor = y(shares[Math.floor((last + HIGH) / WIDTH)]!);
  const from = top + fontSize;
  const [cx, cy] = [x(last), from + (Math.max(from, floor) - from) * fallen];
  // Beside it, never over the edge.
  const toLeft = last > 0 ? cx > right - 5 * fontSize : cx > left + 5 * fontSize;
  const text = `${last > 0 ? '+' : ''}${readable(last)}`;
  const beside = cx + (toLeft ? -0.6 : 0.6) * fontSize;
  return [
    svg('circle', { class: 'last', cx, cy, r: 0.3 * fontSize }),
    textAt(text, [beside, cy - 0.2 * fontSize], toLeft ? 'end' : 'start', 'haloed strong'),
  ];
}

/** How many sums lie beyond the axis, at the end where they do. */
function beyond({ left, right, top, fontSize }: Plane, sums: readonly number[]) {
  const low = sums.filter((sum) => sum < -HIGH).length;
  const high = sums.filter((sum) => sum >= HIGH).length;
  const y = top + 2.5 * fontSize;
  return [
    ...(low ? [textAt(`← ${low}`, [left, y], 'start', 'haloed')] : []),
    ...(high ? [textAt(`${high} →`, [right, y], 'end', 'haloed')] : []),
  ];
}

/** A histogram whose bars grow with the number of sums, into the normal curve of variance k. */
export function sumsPicture(size: Size, state: SumsState): SVGElement[] {
  const { terms, sums } = state;
  const bins = binned(sums, -HIGH, HIGH, BINS);
  const shares = bins.shares.map((share) => share * (sums.length / targetOf(sums.length)));
  const curve = bell(Math.sqrt(terms), -HIGH, HIGH, WIDTH);
  const highest = Math.max(1.2 * Math.max(...curve.map(([, y]) => y)), 1.05 * Math.max(...shares));
  const plane = createPlane(size, {
    x: { domain: [-HIGH, HIGH], title: 'sum' },
    y: { domain: [0, highest] },
    above: 0.6,
  });
  const { x, y } = plane;
  return [
    svg('path', { class: 'bars', d: outline(plane, { ...bins, shares }) }),
    ...axes(plane),
    svg('path', { class: 'theory', d: path(curve.map(([at, share]) => [x(at), y(share)])) }),
    ...beyond(plane, sums),
    ...mark(plane, state, shares),
  ];
}
