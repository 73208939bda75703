import { type NumberFormatName, numberFormats } from '../model/number-format';
import type { Frame } from './frame';
import { textAt } from './label';
import { type Place, type Room, textWidth } from './room';
import { svg } from './svg';

/** Limits that lie on one line to the eye: bfloat16 reaches as far as float32, but for 0.4 %. */
const SAME = 0.1;

export interface Limit {
  /** log10 of the largest number. */
  readonly decades: number;
  readonly name: string;
  /** Whether it is the limit of the run that is shown. */
  readonly own: boolean;
}

/**
 * The formats' largest numbers, the run's own first: beyond it a variance can be known only outside
 * the format.
 */
export function limitsOf(format: NumberFormatName): Limit[] {
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
    name: `${[first, ...rest].map((name) => `${name}’s`).join(' and ')} largest number`,
    own: first === format,
  }));
}

/** A name on a line: at its left or right end, above or below it, or between. */
function placesOn(at: number, width: number, { left, right, fontSize }: Frame): Place[] {
  const starts = [left + 6, right - 6 - width, (left + right - width) / 2];
  return [at - 7, at + fontSize].flatMap((y) =>
    starts.map((x): Place => ({ x, y, anchor: 'start' })),
  );
}

/** Marked lines, each with its name where no curve and no other text is; else without. */
export function limits(frame: Frame, format: NumberFormatName, room: Room) {
  const { y, left, right, top, bottom, fontSize } = frame;
  return limitsOf(format).flatMap(({ decades, name, own }) => {
    const at = y(decades);
    if (at < top + fontSize || at > bottom) return [];
    const kind = own ? 'limit own' : 'limit';
    const line = svg('line', { class: kind, x1: left, x2: right, y1: at, y2: at });
    const place = room.take(name, placesOn(at, textWidth(name, fontSize), frame));
    return [line, ...(place ? [textAt(name, place, 'muted haloed')] : [])];
  });
}
