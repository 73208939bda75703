import './chart.css';
import { cssColour, type Theme, varianceColour } from '../model/colour';
import type { Quantity } from '../model/histogram';
import { firstNonFinite, type LayerReport, log10Variance } from '../model/report';
import type { Prediction } from '../model/theory';
import { verdict } from '../model/verdict';
import { axes } from './axes';
import { domainOf } from './domain';
import { createFrame, type Frame } from './frame';
import { path, svg } from './svg';

export interface ChartState {
  readonly reports: readonly LayerReport[];
  readonly predictions: readonly Prediction[];
  readonly quantity: Quantity;
  readonly depth: number;
  readonly theme: Theme;
}

const POINT = 4;

/** log10 of float32's largest value: no larger variance fits into a float32 number. */
const FLOAT32_MAX = 38.53;

/** The measured curve: a line, and a point a layer in the layer's colour of the scene. */
function measured({ x, y, bottom }: Frame, { reports, quantity, theme }: ChartState) {
  const points = reports.map((report) => {
    const decades = log10Variance(report[quantity]);
    // No spread at all lies infinitely deep: at the edge, and drawn hollow.
    const at = Number.isNaN(decades) ? undefined : Math.min(bottom, y(decades));
    return at === undefined ? undefined : { decades, at: [x(report.layer), at] as const };
  });
  const marks = points.flatMap((point) => {
    if (!point) return [];
    const { decades, at } = point;
    const colour = cssColour(varianceColour(decades, theme));
    const fill = Number.isFinite(decades) ? colour : 'none';
    return [svg('circle', { cx: at[0], cy: at[1], r: POINT, fill, stroke: colour })];
  });
  const line = svg('path', { class: 'measured', d: path(points.map((point) => point?.at)) });
  return [line, ...marks];
}

function theory({ x, y, top, bottom, clip }: Frame, { predictions, quantity }: ChartState) {
  const points = predictions.map((p) => [x(p.layer), y(Math.log10(p[quantity]))] as const);
  const visible = points.filter(([, at]) => at >= top && at <= bottom);
  const line = svg('path', { class: 'theory', d: path(points), 'clip-path': `url(#${clip})` });
  const at = visible[Math.floor(visible.length * 0.6)];
  if (!at) return [line];
  // Above a falling or level line there is room to the right, above a rising one to the left.
  const [first, last] = [visible[0]![1], visible.at(-1)![1]];
  const rising = first - last > 30;
  const anchor = rising ? 'end' : 'start';
  const place = { x: at[0] + (rising ? -12 : 4), y: Math.max(top + 16, at[1] - 14) };
  const label = svg('text', { class: 'haloed', 'text-anchor': anchor, ...place }, 'theory');
  return [line, label];
}

/** Where a layer is no longer finite there is no variance to draw. */
function broken({ x, top, bottom }: Frame, { reports, quantity, depth }: ChartState) {
  const first = firstNonFinite(reports, quantity);
  if (first === undefined) return [];
  const [left, right] = [x(first - 0.5), x(depth)];
  const area = { x: left, y: top, width: Math.max(2, right - left), height: bottom - top };
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const text = { class: 'on-broken', 'text-anchor': 'middle', ...middle };
  const label = right - left > 90 ? [svg('text', text, 'inf / NaN')] : [];
  return [svg('rect', { class: 'broken', ...area }), ...label];
}

/** The variance that float32's own arithmetic can no longer hold. */
function limit({ x, y, left, right, top }: Frame, { depth }: ChartState) {
  const at = y(FLOAT32_MAX);
  if (at < top + 20) return [];
  const text = { class: 'muted haloed', x: x(depth * 0.02), y: at - 7 };
  return [
    svg('line', { class: 'limit', x1: left, x2: right, y1: at, y2: at }),
    svg('text', text, 'a variance computed in float32 overflows here'),
  ];
}

/** log10 variance against layer: measured points, and the dashed prediction. */
export function createChart(container: HTMLElement) {
  let state: ChartState | undefined;

  function draw() {
    const { clientWidth: width, clientHeight: height } = container;
    if (!state || width === 0 || height === 0) return;
    const fontSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const domain = domainOf(state.reports, state.predictions, state.quantity);
    const frame = createFrame(width, height, fontSize, state.depth, domain);
    const { word, detail } = verdict(state.reports, state.quantity);
    const picture = svg(
      'svg',
      { role: 'img', 'aria-label': `Chart of variance by layer: ${word}, ${detail}` },
      frame.definitions,
      ...axes(frame, state.quantity),
      ...limit(frame, state),
      ...broken(frame, state),
      ...theory(frame, state),
      ...measured(frame, state),
    );
    container.replaceChildren(picture);
  }

  const observer = new ResizeObserver(draw);
  observer.observe(container);

  return {
    show(next: ChartState): void {
      state = next;
      draw();
    },
    dispose(): void {
      observer.disconnect();
      container.replaceChildren();
    },
  };
}
