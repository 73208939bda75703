/** What is pointed at, over the picture: drawn by itself, so that the curves need not be redrawn. */
import { dotsOf, predictedPoints } from './curves';
import type { Frame } from './frame';
import { shortened } from './pins';
import { textWidth } from './room';
import type { ChartState } from './state';
import { svg } from './svg';
import { besides, type Tooltip, tooltipOf } from './tooltip';

/** Distances in font sizes: of lines, of a box's edge from its text, of a name from its figure. */
const [LINE, EDGE, BETWEEN] = [1.3, 0.6, 1];

/** Bold type is wider than the rest. */
const BOLD = 1.1;

function box(frame: Frame, { title, lines }: Tooltip, at: readonly [number, number]) {
  const { fontSize, width, height } = frame;
  const [line, edge] = [LINE * fontSize, EDGE * fontSize];
  const longest = width - 2 * edge;
  // As many lines as there is height for; the last ones are those of other runs.
  const fitting = lines.slice(0, Math.max(1, Math.floor((height - 2 * edge) / line) - 1));
  const rows = fitting.map(([name, value]) => {
    const rest = longest - textWidth(value, fontSize) - BETWEEN * fontSize;
    return [shortened(name, Math.min(rest, 14 * fontSize), fontSize), value] as const;
  });
  const inner = Math.max(
    BOLD * textWidth(title, fontSize),
    ...rows.map(([name, value]) => textWidth(name + value, fontSize) + BETWEEN * fontSize),
  );
  const extent = { width: inner + 2 * edge, height: (rows.length + 1) * line + 2 * edge };
  const { x, y } = besides(extent, frame, at);
  const baseline = (row: number) => y + edge + (row + 0.75) * line;
  return svg(
    'g',
    { class: 'tooltip' },
    svg('rect', { x, y, ...extent, rx: 4 }),
    svg('text', { class: 'title', x: x + edge, y: baseline(0) }, title),
    ...rows.flatMap(([name, value], i) => [
      svg('text', { class: 'muted', x: x + edge, y: baseline(i + 1) }, name),
      svg('text', { 'text-anchor': 'end', x: x + edge + inner, y: baseline(i + 1) }, value),
    ]),
  );
}

/** A line through a layer, a ring around what was measured and predicted there, and its figures. */
export function overlay(frame: Frame, state: ChartState): SVGElement[] {
  const { x, left, right, top, bottom } = frame;
  const layer = state.pointed;
  const tooltip = layer === undefined ? undefined : tooltipOf(state, layer);
  if (layer === undefined || !tooltip) return [];
  const at = x(layer);
  if (at < left - 1 || at > right + 1) return [];
  const dot = dotsOf(frame, state, state.reports).find((each) => each?.layer === layer);
  const told = predictedPoints(frame, state).find((point) => point?.[0] === at);
  const ring = (kind: string, [cx, cy]: readonly [number, number], r: number) =>
    cy < top || cy > bottom ? [] : [svg('circle', { class: kind, cx, cy, r })];
  return [
    svg('line', { class: 'pointed', x1: at, x2: at, y1: top, y2: bottom }),
    ...(told ? ring('pointed', told, 4) : []),
    ...(dot ? ring('pointed strong', dot.at, 8) : []),
    box(frame, tooltip, [at, dot?.at[1] ?? (top + bottom) / 2]),
  ];
}
