import type { Frame } from './frame';
import { svg } from './svg';

export type Point = readonly [number, number];

/** Width of a character, roughly, in font sizes. */
const CHARACTER = 0.55;

export const textWidth = (text: string, fontSize: number) => text.length * CHARACTER * fontSize;

/**
 * A curve's name beside it, at a share of its length: where the curve rises, to the left above it
 * or to the right below it; else the other way round.
 */
export function label(
  frame: Frame,
  points: readonly Point[],
  share: number,
  above: boolean,
  text: string,
) {
  const at = points[Math.floor(points.length * share)];
  if (!at) return [];
  const rising = points[0]![1] - points.at(-1)![1] > 30;
  const toLeft = rising === above;
  const [dx, dy] = [toLeft ? -10 : 6, above ? -14 : 24];
  const y = Math.max(frame.top + frame.fontSize, Math.min(frame.bottom - 4, at[1] + dy));
  // Never over the ticks below or on the left, nor beyond the picture on the right.
  const width = textWidth(text, frame.fontSize);
  const x = toLeft
    ? Math.max(frame.left + width + 4, at[0] + dx)
    : Math.min(frame.right - width, at[0] + dx);
  const anchor = toLeft ? 'end' : 'start';
  return [svg('text', { class: 'haloed', 'text-anchor': anchor, x, y }, text)];
}
