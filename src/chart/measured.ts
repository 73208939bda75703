import { path, svg } from '../dom/svg';
import { cssColour, varianceColour } from '../model/colour';
import { type Dot, pointsOf } from './curves';
import type { Frame } from './frame';
import { label } from './label';
import type { Room } from './room';
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
