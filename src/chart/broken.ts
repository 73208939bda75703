import { svg } from '../dom/svg';
import { textWidth } from '../dom/text';
import { brokenField, inFlow } from '../model/flow';
import { isGradient } from '../model/histogram';
import type { Frame } from './frame';
import { type Room, textBox } from './room';
import type { ChartState } from './state';

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
