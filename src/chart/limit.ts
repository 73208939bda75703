import { path, svg, textAt } from '../dom/svg';
import { textWidth } from '../dom/text';
import { type NumberFormatName, numberFormats } from '../model/number-format';
import type { Point } from './curves';
import type { Frame } from './frame';
import type { Place, Room } from './room';

/** Limits closer than this share a line: bfloat16's maximum is within 0.4 % of float32's. */
const SAME = 0.1;

export interface Limit {
  /** log10 of the largest number. */
  readonly decades: number;
  /** From the fullest name to the shortest: a narrow place takes a short one. */
  readonly names: readonly string[];
  /** Whether it is the limit of the run that is shown. */
  readonly own: boolean;
}

/**
 * The formats' largest numbers, the run's own first: beyond it a variance can be known only outside
 * the format.
 */
export function formatLimits(format: NumberFormatName): Limit[] {
  const names = Object.keys(numberFormats) as NumberFormatName[];
  const groups: { decades: number; names: NumberFormatName[] }[] = [];
  for (const name of [format, ...names.filter((other) => other !== format)]) {
    const decades = Math.log10(numberFormats[name].largest);
    const same = groups.find((group) => Math.abs(group.decades - decades) < SAME);
    if (same) same.names.push(name);
    else groups.push({ decades, names: [name] });
  }
  return groups.map(({ decades, names: [first, ...rest] }) => ({
    decades,
    names: [`${[first, ...rest].join(' and ')} maximum`, `${first} maximum`, `${first}`],
    own: first === format,
  }));
}

/** Where a name may start along its line, as fractions of the free length, best first. */
const STARTS = [0, 1, 0.5, 0.25, 0.75];

/** Places for a name on a line, above or below it. */
function placesOn(at: number, width: number, { left, right, fontSize }: Frame): Place[] {
  const starts = STARTS.map((share) => left + 6 + share * (right - left - 12 - width));
  return [at - 7, at + fontSize].flatMap((y) =>
    starts.map((x): Place => ({ x, y, anchor: 'start' })),
  );
}

/** The limits that lie in the plane, and their lines. */
export const limitLines = (
  { y, left, right, top, bottom, fontSize }: Frame,
  format: NumberFormatName,
) =>
  formatLimits(format).flatMap((limit) => {
    const at = y(limit.decades);
    const line: Point[] = [
      [left, at],
      [right, at],
    ];
    return at < top + fontSize || at > bottom ? [] : [{ ...limit, at, line }];
  });

/** Draws the lines, each with its name where it covers no curve and no other text; else without. */
export const limits = (frame: Frame, lines: ReturnType<typeof limitLines>, room: Room) =>
  lines.flatMap(({ at, names, own, line }) => {
    const kind = own ? 'limit own' : 'limit';
    const mark = svg('path', { class: kind, d: path(line) });
    for (const name of names) {
      const place = room.take(name, placesOn(at, textWidth(name, frame.fontSize), frame));
      if (place) return [mark, textAt(name, [place.x, place.y], place.anchor, 'muted haloed')];
    }
    return [mark];
  });
