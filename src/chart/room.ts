import { textWidth } from '../dom/text';
import type { Point } from './curves';

/** A rectangle in the picture, in pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export type Anchor = 'start' | 'end';

/** A text where it could stand: its anchor on its baseline. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly anchor: Anchor;
}

export function textBox(text: string, { x, y, anchor }: Place, fontSize: number): Box {
  const width = textWidth(text, fontSize);
  const left = anchor === 'start' ? x : x - width;
  return { left, right: left + width, top: y - 0.8 * fontSize, bottom: y + 0.25 * fontSize };
}

/** Whether a line from one point to another comes through a box (Liang & Barsky 1984). */
export function crosses([ax, ay]: Point, [bx, by]: Point, box: Box): boolean {
  let [from, to] = [0, 1];
  const sides = [
    [ax - bx, ax - box.left],
    [bx - ax, box.right - ax],
    [ay - by, ay - box.top],
    [by - ay, box.bottom - ay],
  ] as const;
  for (const [step, distance] of sides) {
    if (step === 0 && distance < 0) return false;
    if (step < 0) from = Math.max(from, distance / step);
    if (step > 0) to = Math.min(to, distance / step);
  }
  return from <= to;
}

const overlap = (a: Box, b: Box) =>
  a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

const within = (a: Box, b: Box) =>
  a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;

/** What keeps texts from standing on one another and on curves. */
export interface Room {
  /** Keeps a box free of texts. */
  reserve(box: Box): void;
  /** Keeps texts off a box as off a curve. */
  avoid(box: Box): void;
  /** Reserves the first place that is free, and of curves too unless they may be covered. */
  take(
    text: string,
    places: readonly Place[],
    options?: { readonly overCurves: boolean },
  ): Place | undefined;
}

export function createRoom(
  plane: Box,
  curves: readonly (readonly (Point | undefined)[])[],
  fontSize: number,
): Room {
  const taken: Box[] = [];
  const avoided: Box[] = [];
  const covered = (box: Box) =>
    avoided.some((other) => overlap(box, other)) ||
    curves.some((curve) =>
      curve.some((b, i) => {
        const a = curve[i - 1] ?? b;
        return a !== undefined && b !== undefined && crosses(a, b, box);
      }),
    );
  return {
    reserve: (box) => taken.push(box),
    avoid: (box) => avoided.push(box),
    take(text, places, { overCurves } = { overCurves: false }) {
      for (const place of places) {
        const box = textBox(text, place, fontSize);
        // Two names on a line read as one without a space between them.
        const space = { left: box.left - fontSize / 2, right: box.right + fontSize / 2 };
        const wide = { ...box, ...space };
        if (!within(box, plane) || taken.some((other) => overlap(wide, other))) continue;
        if (!overCurves && covered(box)) continue;
        taken.push(box);
        return place;
      }
      return undefined;
    },
  };
}
