import { path, svg } from '../dom/svg';
import { type Point, visible } from './curves';
import type { Frame } from './frame';
import { label } from './label';
import type { Room } from './room';

/** The prediction where theory holds; it goes on where the number format has given up. */
export function predicted(frame: Frame, points: readonly (Point | undefined)[], room: Room) {
  // One point alone draws no line, and needs no name.
  if (visible(frame, points).length < 2) return [];
  const line = svg('path', { class: 'theory', d: path(points), 'clip-path': frame.clip });
  return [line, ...label(frame, room, points, 0.65, true, ['theory'])];
}
