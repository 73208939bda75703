import { type Dot, pointsOf } from './curves';
import type { Frame } from './frame';
import { textAt } from './label';
import { type Room, textWidth } from './room';
import { path, svg } from './svg';

/** As many as can be told apart; each has a row of `.pin-…` in the style sheet. */
export const PINS = 4;

/** Of a picture's width, at most, for names beside the plane. */
const NAMES = 0.24;

/** In font sizes: distance of two names, and what one may be wider than it should. */
const [LINE, SPARE] = [1.2, 0.5];

/** A name, or its beginning, in this width. */
export function shortened(name: string, width: number, fontSize: number): string {
  if (textWidth(name, fontSize) <= width) return name;
  const room = Math.max(1, Math.floor(width / textWidth('x', fontSize)) - 1);
  return `${name.slice(0, room).trimEnd()}…`;
}

/** Names as the picture has room for them, and what room they take beside the plane. */
export function pinNames(names: readonly string[], width: number, fontSize: number) {
  const short = names.map((name) => shortened(name, NAMES * width, fontSize));
  // Some letters are wider than others, and a halo is around them.
  const widths = short.map((name) => textWidth(name, fontSize) + SPARE * fontSize);
  return { names: short, width: Math.max(0, ...widths) };
}

/** Heights as near as can be to those wanted, at least `gap` apart, between `low` and `high`. */
export function spread(wanted: readonly number[], gap: number, low: number, high: number) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
  const at = [...wanted];
  let least = low;
  for (const i of order) {
    at[i] = Math.max(least, at[i]!);
    least = at[i]! + gap;
  }
  let most = high;
  for (const i of order.reverse()) {
    at[i] = Math.min(most, at[i]!);
    most = at[i]! - gap;
  }
  return at;
}

export interface Pin {
  readonly name: string;
  readonly dots: readonly (Dot | undefined)[];
}

/** Where a curve ends, or leaves the plane. */
export function endOf({ left, right }: Pick<Frame, 'left' | 'right'>, { dots }: Pin) {
  const last = dots.findLastIndex((dot) => dot && dot.at[0] >= left - 1 && dot.at[0] <= right + 1);
  const [end, next] = [dots[last]?.at, dots[last + 1]?.at];
  if (!end || !next) return end;
  const share = Math.max(0, (right - end[0]) / (next[0] - end[0]));
  return [right, end[1] + share * (next[1] - end[1])] as const;
}

/**
 * Pinned runs: thin lines without points, each with its name at its end, which is beside the plane,
 * or in it where the run ends earlier.
 */
export function pinned(frame: Frame, pins: readonly Pin[], room: Room) {
  const { right, top, bottom, fontSize } = frame;
  const lines = (kind: (i: number) => string) =>
    pins.map(({ dots }, i) =>
      svg('path', { class: kind(i), d: path(pointsOf(dots)), 'clip-path': frame.clip }),
    );
  const beside: { i: number; name: string; end: number }[] = [];
  const names = pins.flatMap((pin, i) => {
    const end = endOf(frame, pin);
    if (!end) return [];
    const classes = `haloed pin-name pin-${i + 1}`;
    const [x, y] = end;
    if (x < right - 2) {
      const heights = [y + fontSize / 3, y - 0.6 * fontSize, y + 1.2 * fontSize];
      const places = [
        ...heights.map((at) => ({ x: x + 8, y: at, anchor: 'start' as const })),
        ...heights.map((at) => ({ x: x - 8, y: at, anchor: 'end' as const })),
      ];
      const place = room.take(pin.name, places);
      if (place) return [textAt(pin.name, place, classes)];
    }
    beside.push({ i, name: pin.name, end: y });
    return [];
  });
  const heights = spread(
    beside.map(({ end }) => end),
    LINE * fontSize,
    top + fontSize / 2,
    bottom - fontSize / 2,
  );
  const column = beside.flatMap(({ i, name, end }, k) => {
    const y = heights[k]!;
    const from = Math.max(top, Math.min(bottom, end));
    const leader = path([
      [right, from],
      [right + 0.8 * fontSize, y],
    ]);
    return [
      svg('path', { class: `pin pin-${i + 1} leader`, d: leader }),
      textAt(
        name,
        { x: right + fontSize, y: y + fontSize / 3, anchor: 'start' },
        `haloed pin-name pin-${i + 1}`,
      ),
    ];
  });
  return {
    // Halos keep lines legible where this run is no longer finite. They lie below all lines, so
    // that of two runs that are alike both show through the other's dashes.
    lines: [...lines(() => 'pin-halo'), ...lines((i) => `pin pin-${i + 1}`)],
    names: [...names, ...column],
  };
}
