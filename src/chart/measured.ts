import { cssColour, varianceColour } from '../model/colour';
import { isFiniteLayer } from '../model/moments';
import { log10Variance, measurementsOf } from '../model/report';
import type { ChartState } from './chart';
import type { Frame } from './frame';
import { label } from './label';
import { path, svg } from './svg';

/** Radius of a layer's point. */
const POINT = 4;

type Measurement = ReturnType<typeof measurementsOf>[number];

/** Where a layer's point lies: nowhere if it is not finite, at the edge if it has no spread. */
function pointOf({ x, y, bottom }: Frame, { layer, statistics }: Measurement) {
  if (!isFiniteLayer(statistics)) return undefined;
  const decades = log10Variance(statistics);
  // A scale turns −Infinity into NaN.
  const at = Number.isFinite(decades) ? Math.min(bottom, y(decades)) : bottom;
  return { decades, at: [x(layer), at] as const };
}

export const measuredPoints = (frame: Frame, { reports, quantity }: ChartState) =>
  measurementsOf(reports, quantity).map((measurement) => pointOf(frame, measurement));

/** The measured curve: a line, and a point a layer in the layer's colour of the scene. */
export function measured(frame: Frame, state: ChartState) {
  const points = measuredPoints(frame, state);
  const marks = points.flatMap((point) => {
    if (!point) return [];
    const colour = cssColour(varianceColour(point.decades, state.theme));
    // Hollow where every value is the same: the variance is 0, infinitely far down.
    const fill = Number.isFinite(point.decades) ? colour : 'none';
    const [cx, cy] = point.at;
    return [svg('circle', { cx, cy, r: POINT, fill, stroke: colour })];
  });
  const finite = points.flatMap((point) => (point ? [point.at] : []));
  const line = svg('path', { class: 'measured', d: path(points.map((point) => point?.at)) });
  return [line, ...marks, ...label(frame, finite, 0.25, false, 'measured')];
}
