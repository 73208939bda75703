/** What is pointed at, over the picture: drawn by itself, so that the curves need not be redrawn. */

import { svg } from '../dom/svg';
import { STRONG, textWidth } from '../dom/text';
import { dotsOf, type Point, pointsOf, predictedPoints, visible } from './curves';
import type { Frame } from './frame';
import { shortened } from './pins';
import type { ChartState } from './state';
import { besides, type Line, type Tooltip, tooltipOf } from './tooltip';

/** Distances in font sizes: of lines, of a box's edge from its text, of a name from its figure. */
const [LINE, EDGE, BETWEEN] = [1.3, 0.6, 1.8];

/** Maximum width of a pinned run's name, in font sizes. */
const NAME = 12;

/** The tooltip's box, without the pinned runs where they would not fit. */
function tooltipBox(frame: Frame, { title, lines }: Tooltip, at: Point, curves: readonly Point[]) {
  const { fontSize, width, height } = frame;
  const [line, edge] = [LINE * fontSize, EDGE * fontSize];
  const most = Math.max(1, Math.floor((height - 2 * edge) / line) - 1);
  const layouts = [lines, lines.filter(([, , pin]) => !pin)].map((chosen) => {
    const rows = chosen
      .slice(0, most)
      .map(([name, ...rest]): Line => [shortened(name, NAME * fontSize, fontSize), ...rest]);
    const inner = Math.max(
      textWidth(title, fontSize, STRONG),
      ...rows.map(([name, value]) => textWidth(name + value, fontSize) + BETWEEN * fontSize),
    );
    const extent = { width: inner + 2 * edge, height: (rows.length + 1) * line + 2 * edge };
    return { rows, inner, extent, place: besides(extent, frame, at, curves) };
  });
  const { rows, inner, extent, place } = layouts.find((layout) => layout.place) ?? layouts[1]!;
  // In a chart too narrow for either side the box has to cover the layer.
  const { x, y } = place ?? { x: Math.max(0, (width - extent.width) / 2), y: 1 };
  const baseline = (row: number) => y + edge + (row + 0.75) * line;
  return svg(
    'g',
    { class: 'tooltip' },
    svg('rect', { x, y, ...extent, rx: 4 }),
    svg('text', { class: 'title', x: x + edge, y: baseline(0) }, title),
    ...rows.flatMap(([name, value, pin], i) => [
      svg(
        'text',
        { class: pin ? `pin-name pin-${pin}` : 'muted', x: x + edge, y: baseline(i + 1) },
        name,
      ),
      svg('text', { 'text-anchor': 'end', x: x + edge + inner, y: baseline(i + 1) }, value),
    ]),
  );
}

/** The layers that are being chosen to be looked at closely, from and to in pixels. */
export function brushed({ left, right, top, bottom }: Frame, [a, b]: readonly [number, number]) {
  const x = Math.max(left, Math.min(a, b));
  const width = Math.max(0, Math.min(right, Math.max(a, b)) - x);
  return svg('rect', { class: 'brush', x, width, y: top, height: bottom - top });
}

/** A line through a layer, a ring around what was measured and predicted there, and its figures. */
export function overlay(frame: Frame, state: ChartState): SVGElement[] {
  const { x, left, right, top, bottom } = frame;
  const layer = state.pointed;
  const tooltip = layer === undefined ? undefined : tooltipOf(state, layer);
  if (layer === undefined || !tooltip) return [];
  const at = x(layer);
  if (at < left - 1 || at > right + 1) return [];
  const dots = dotsOf(frame, state, state.reports);
  const dot = dots.find((each) => each?.layer === layer);
  const predicted = predictedPoints(frame, state).find((point) => point?.[0] === at);
  const ring = (kind: string, [cx, cy]: Point, r: number) =>
    cy < top || cy > bottom ? [] : [svg('circle', { class: kind, cx, cy, r })];
  return [
    svg('line', { class: 'pointed', x1: at, x2: at, y1: top, y2: bottom }),
    ...(predicted ? ring('pointed', predicted, 4) : []),
    ...(dot ? ring('pointed strong', dot.at, 8) : []),
    // Folded, the chart has no room for words.
    ...(state.spark
      ? []
      : [
          tooltipBox(
            frame,
            tooltip,
            [at, dot?.at[1] ?? (top + bottom) / 2],
            visible(frame, pointsOf(dots)),
          ),
        ]),
  ];
}
