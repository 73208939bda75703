import { path, svg } from '../dom/svg';
import { type Point, visible } from './curves';
import type { Frame } from './frame';
import { label } from './label';
import type { Room } from './room';

/** Draws the prediction where theory holds, also beyond the number format's range. */
export function predicted(frame: Frame, points: readonly (Point | undefined)[], room: Room) {
  // A single point makes no line.
  if (visible(frame, points).length < 2) return [];
  const line = svg('path', { class: 'theory', d: path(points), 'clip-path': frame.clip });
  return [line, ...label(frame, room, points, 0.65, true, ['theory'])];
}
