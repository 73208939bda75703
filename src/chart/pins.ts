import { path, svg, textAt } from '../dom/svg';
import { textWidth } from '../dom/text';
import { type Dot, type Point, pointsOf } from './curves';
import type { Frame } from './frame';
import type { Place, Room } from './room';

/** Distance of two names, in font sizes. */
const LINE = 1.2;

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

/** A run's name as text, in the run's colour. */
const nameAt = (name: string, i: number, { x, y, anchor }: Place) =>
  textAt(name, [x, y], anchor, `haloed pin-name pin-${i + 1}`);

/** Where a name stands in the plane, by the end of its curve. */
export function placesBy([x, y]: Point, fontSize: number): Place[] {
  const heights = [y + fontSize / 3, y - 0.6 * fontSize, y + 1.2 * fontSize];
  return [
    ...heights.map((at): Place => ({ x: x + 8, y: at, anchor: 'start' })),
    ...heights.map((at): Place => ({ x: x - 8, y: at, anchor: 'end' })),
  ];
}

/** A name that stands beside the plane. */
interface Beside {
  readonly name: string;
  /** The run's place among those that are pinned. */
  readonly i: number;
  /** Where its curve ends, in pixels down. */
  readonly end: number;
}

/** Names in a column beside the plane, each with a line to the end of its curve. */
function column({ right, top, bottom, fontSize }: Frame, names: readonly Beside[]) {
  const heights = spread(
    names.map(({ end }) => end),
    LINE * fontSize,
    top + fontSize / 2,
    bottom - fontSize / 2,
  );
  return names.flatMap(({ i, name, end }, k) => {
    const y = heights[k]!;
    const leader = path([
      [right, Math.max(top, Math.min(bottom, end))],
      [right + 0.8 * fontSize, y],
    ]);
    const place: Place = { x: right + fontSize, y: y + fontSize / 3, anchor: 'start' };
    return [svg('path', { class: `pin pin-${i + 1} leader`, d: leader }), nameAt(name, i, place)];
  });
}

/**
 * Pinned runs: thin lines without points, each with its name at its end, which is beside the plane,
 * or in it where the run ends earlier.
 */
export function pinned(frame: Frame, pins: readonly Pin[], room: Room) {
  const lines = (kind: (i: number) => string) =>
    pins.map(({ dots }, i) =>
      svg('path', { class: kind(i), d: path(pointsOf(dots)), 'clip-path': frame.clip }),
    );
  const beside: Beside[] = [];
  const within = pins.flatMap((pin, i) => {
    const end = endOf(frame, pin);
    if (!end) return [];
    const early = end[0] < frame.right - 2;
    const place = early ? room.take(pin.name, placesBy(end, frame.fontSize)) : undefined;
    if (place) return [nameAt(pin.name, i, place)];
    beside.push({ i, name: pin.name, end: end[1] });
    return [];
  });
  return {
    // Halos keep lines legible where this run is no longer finite. They lie below all lines, so
    // that of two runs that are alike both show through the other's dashes.
    lines: [...lines(() => 'pin-halo'), ...lines((i) => `pin pin-${i + 1}`)],
    names: [...within, ...column(frame, beside)],
  };
}

/** The most that names beside the plane may take, as a fraction of the chart's width. */
const NAMES = 0.24;

/** Spare width for a name's halo, in font sizes. */
const SPARE = 0.5;

/** A name, or its beginning, in this width. */
export function shortened(name: string, width: number, fontSize: number): string {
  if (textWidth(name, fontSize) <= width) return name;
  const cut = (length: number) => `${name.slice(0, length).trimEnd()}…`;
  let length = name.length - 1;
  while (length > 1 && textWidth(cut(length), fontSize) > width) length -= 1;
  return cut(length);
}

/** Names as the picture has room for them, and what room they take beside the plane. */
export function pinNames(names: readonly string[], width: number, fontSize: number) {
  const short = names.map((name) => shortened(name, NAMES * width, fontSize));
  // A halo is around them.
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
