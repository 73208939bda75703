import { textAt } from '../dom/svg';
import { textWidth } from '../dom/text';
import { type Point, visible } from './curves';
import type { Frame } from './frame';
import type { Place, Room } from './room';

/** Offsets along a curve from the best place for its name, as fractions of its length. */
const STEPS = [0, 0.08, -0.08, 0.16, -0.16, 0.24, -0.24, 0.34, -0.34, 0.5, -0.5];

/**
 * Beside a curve at a share of its length: where the curve rises, to the left above it or to the
 * right below it; else the other way round.
 */
function placeAt(
  frame: Frame,
  points: readonly Point[],
  share: number,
  above: boolean,
  text: string,
): Place | undefined {
  const at = points[Math.floor(points.length * share)];
  if (!at) return undefined;
  const rising = points[0]![1] - points.at(-1)![1] > 30;
  const toLeft = rising === above;
  const [dx, dy] = [toLeft ? -10 : 6, above ? -14 : 24];
  const y = Math.max(frame.top + frame.fontSize, Math.min(frame.bottom - 4, at[1] + dy));
  // Never over the ticks below or on the left, nor beyond the picture on the right.
  const width = textWidth(text, frame.fontSize);
  const x = toLeft
    ? Math.max(frame.left + width + 4, at[0] + dx)
    : Math.min(frame.right - width, at[0] + dx);
  return { x, y, anchor: toLeft ? 'end' : 'start' };
}

/**
 * A curve's name beside it, near a share of its length: the first of its names that fits, better
 * over a curve than over a text.
 */
export function label(
  frame: Frame,
  room: Room,
  points: readonly (Point | undefined)[],
  share: number,
  above: boolean,
  names: readonly string[],
) {
  const shown = visible(frame, points);
  for (const overCurves of [false, true])
    for (const name of names) {
      const places = [above, !above].flatMap((side) =>
        STEPS.flatMap((step) => placeAt(frame, shown, share + step, side, name) ?? []),
      );
      const place = room.take(name, places, { overCurves });
      if (place) return [textAt(name, [place.x, place.y], place.anchor, 'haloed')];
    }
  return [];
}
