import { textWidth } from '../dom/text';

/** Names of pinned runs, as long as there is room for, and where they stand beside the plane. */

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
