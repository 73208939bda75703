import { brokenField, inFlow } from '../model/flow';
import { isGradient } from '../model/histogram';
import type { ChartState } from './chart';
import type { Frame } from './frame';
import { svg } from './svg';

/**
 * From where to where layers are no longer finite, in pixels. What the pass has yet to reach beyond
 * them will hardly be finite again.
 */
export function brokenExtent({ x, left, right }: Frame, { reports, quantity, depth }: ChartState) {
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

/** Where a layer is no longer finite there is no variance to draw. */
export function broken(frame: Frame, state: ChartState) {
  const extent = brokenExtent(frame, state);
  if (!extent) return [];
  const { top, bottom } = frame;
  const width = Math.max(2, extent.to - extent.from);
  const area = { x: extent.from, y: top, width, height: bottom - top };
  const place = { x: (extent.from + extent.to) / 2, y: (top + bottom) / 2 };
  const text = svg('text', { class: 'on-broken', 'text-anchor': 'middle', ...place }, 'inf / NaN');
  return [svg('rect', { class: 'broken', ...area }), ...(width > 90 ? [text] : [])];
}
