import { path, svg } from '../dom/svg';
import { textWidth } from '../dom/text';
import { cssColour, varianceColour } from '../model/colour';
import { isGradient } from '../model/histogram';
import { brokenField, inFlow } from '../model/report';
import { type Dot, type Point, pointsOf, visible } from './curves';
import type { Frame } from './frame';
import { label } from './label';
import { type Room, textBox } from './room';
import type { ChartState } from './state';

/** Radius of a layer's point: less where layers lie close. */
const [SMALLEST, LARGEST] = [2, 4];
const radius = ({ x }: Frame) => Math.max(SMALLEST, Math.min(LARGEST, 0.45 * (x(1) - x(0))));

/** The measured curve: a line, and a point a layer in the layer's colour of the scene. */
export function measured(
  frame: Frame,
  { theme }: ChartState,
  dots: readonly (Dot | undefined)[],
  room: Room,
) {
  const marks = dots.flatMap((dot) => {
    if (!dot || dot.at[0] < frame.left - 1 || dot.at[0] > frame.right + 1) return [];
    const colour = cssColour(varianceColour(dot.variance, theme));
    // Hollow where every value is the same: the variance is 0, infinitely far down.
    const fill = Number.isFinite(dot.variance) ? colour : 'none';
    const [cx, cy] = dot.at;
    return [svg('circle', { cx, cy, r: radius(frame), fill, stroke: colour })];
  });
  const points = pointsOf(dots);
  const line = svg('path', { class: 'measured', d: path(points), 'clip-path': frame.clip });
  return [line, ...marks, ...label(frame, room, points, 0.25, false, ['measured'])];
}

/** Draws the prediction where theory holds, also beyond the number format's range. */
export function predicted(frame: Frame, points: readonly (Point | undefined)[], room: Room) {
  // A single point makes no line.
  if (visible(frame, points).length < 2) return [];
  const line = svg('path', { class: 'theory', d: path(points), 'clip-path': frame.clip });
  return [line, ...label(frame, room, points, 0.65, true, ['theory'])];
}

/**
 * From where to where layers are no longer finite, in pixels. What the pass has yet to reach beyond
 * them will hardly be finite again.
 */
function brokenExtent({ x, left, right }: Frame, { reports, quantity, depth }: ChartState) {
  const field = brokenField(reports, quantity);
  if (!field) return undefined;
  const unbroken = inFlow(reports, quantity).at(-1)!.layer === field.to;
  const end = isGradient(quantity) ? 0 : depth;
  const [a, b] = [field.from, unbroken ? end : field.to];
  return {
    from: Math.max(left, x(Math.min(a, b) - 0.5)),
    to: Math.min(right, x(Math.max(a, b) + 0.5)),
  };
}

/** Marks layers that are not finite: there is no curve, and no name may be placed there. */
export function broken(frame: Frame, state: ChartState, room: Room) {
  const extent = brokenExtent(frame, state);
  if (!extent || extent.to < extent.from) return [];
  const { top, bottom, fontSize } = frame;
  const width = Math.max(2, extent.to - extent.from);
  const area = { x: extent.from, y: top, width, height: bottom - top };
  room.avoid({ left: extent.from, right: extent.to, top, bottom });
  const text = 'inf / NaN';
  const place = { x: (extent.from + extent.to) / 2, y: (top + bottom) / 2 };
  const start = place.x - textWidth(text, fontSize) / 2;
  room.reserve(textBox(text, { x: start, y: place.y, anchor: 'start' }, fontSize));
  const name = svg('text', { class: 'on-broken', 'text-anchor': 'middle', ...place }, text);
  return [svg('rect', { class: 'broken', ...area }), ...(width > 90 ? [name] : [])];
}
