import { cssColour, varianceColour } from '../model/colour';
import { isFiniteLayer } from '../model/moments';
import { firstNonFinite, type LayerReport, log10Variance } from '../model/report';
import type { ChartState } from './chart';
import type { Frame } from './frame';
import { path, svg } from './svg';

type Point = readonly [number, number];

/** Radius of a layer's point. */
const POINT = 4;

/** Width of a character, roughly, in font sizes. */
const CHARACTER = 0.55;

/** log10 of float32's largest number. */
const FLOAT32_MAX = 38.53;

/**
 * A curve's name beside it, at a share of its length: where the curve rises, to the left above it
 * or to the right below it; else the other way round.
 */
function label(
  frame: Frame,
  points: readonly Point[],
  share: number,
  above: boolean,
  text: string,
) {
  const at = points[Math.floor(points.length * share)];
  if (!at) return [];
  const rising = points[0]![1] - points.at(-1)![1] > 30;
  const [dx, dy] = [rising === above ? -10 : 6, above ? -14 : 24];
  const y = Math.max(frame.top + frame.fontSize, at[1] + dy);
  // Never over the ticks on the left.
  const width = text.length * CHARACTER * frame.fontSize;
  const x = rising === above ? Math.max(frame.left + width + 4, at[0] + dx) : at[0] + dx;
  const anchor = rising === above ? 'end' : 'start';
  return [svg('text', { class: 'haloed', 'text-anchor': anchor, x, y }, text)];
}

/** Where a layer's point lies: nowhere if it is not finite, at the edge if it has no spread. */
function pointOf({ x, y, bottom }: Frame, { quantity }: ChartState, report: LayerReport) {
  if (!isFiniteLayer(report[quantity])) return undefined;
  const decades = log10Variance(report[quantity]);
  // A scale turns −Infinity into NaN.
  const at = Number.isFinite(decades) ? Math.min(bottom, y(decades)) : bottom;
  return { decades, at: [x(report.layer), at] as const };
}

/** The measured curve: a line, and a point a layer in the layer's colour of the scene. */
export function measured(frame: Frame, state: ChartState) {
  const points = state.reports.map((report) => pointOf(frame, state, report));
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

/** The prediction, which goes on where float32 has given up. */
export function theory(frame: Frame, { predictions, quantity }: ChartState) {
  const { x, y, top, bottom, clip } = frame;
  // A variance of 0, or one beyond double precision, has no place on the scale.
  const points = predictions.flatMap((p): Point[] => {
    const at = y(Math.log10(p[quantity]));
    return Number.isFinite(at) ? [[x(p.layer), at]] : [];
  });
  const visible = points.filter(([, at]) => at >= top && at <= bottom);
  const line = svg('path', { class: 'theory', d: path(points), 'clip-path': `url(#${clip})` });
  return [line, ...label(frame, visible, 0.65, true, 'theory')];
}

/** Where a layer is no longer finite there is no variance to draw. */
export function broken({ x, top, bottom }: Frame, { reports, quantity, depth }: ChartState) {
  const first = firstNonFinite(reports, quantity);
  if (first === undefined) return [];
  const [left, right] = [x(first - 0.5), x(depth)];
  const area = { x: left, y: top, width: Math.max(2, right - left), height: bottom - top };
  const place = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const text = svg('text', { class: 'on-broken', 'text-anchor': 'middle', ...place }, 'inf / NaN');
  return [svg('rect', { class: 'broken', ...area }), ...(right - left > 90 ? [text] : [])];
}

/** float32's largest number: a variance beyond it can be known only outside float32. */
export function limit(
  { x, y, left, right, top, fontSize }: Frame,
  { predictions, quantity }: ChartState,
) {
  const at = y(FLOAT32_MAX);
  if (at < top + fontSize) return [];
  const line = svg('line', { class: 'limit', x1: left, x2: right, y1: at, y2: at });
  // The name stands on the left, if it ends before the curve comes through the line.
  const crossing = predictions.find((p) => Math.log10(p[quantity]) > FLOAT32_MAX)?.layer ?? 0;
  const name = 'float32’s largest number';
  const fits = x(crossing) - left > name.length * CHARACTER * fontSize;
  const text = svg('text', { class: 'muted haloed', x: left + 6, y: at - 7 }, name);
  return fits ? [line, text] : [line];
}
