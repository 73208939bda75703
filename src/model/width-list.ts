/** Widths as a text: “784,256,64”. */

import type { ExperimentValues } from './experiment';
import type { Shape } from './kinds';
import { advice, toWhole } from './typed-number';

/**
 * A comma parts two widths, but people also write thousands with it, and “1,024” must not become a
 * layer of 1 before one of 24. Asked about is what is hardly ever a list:
 *
 * - a width that begins with 0, which nobody writes: “1,024”, “4,096”;
 * - three digits directly behind the comma, where both together are an allowed width: “1,536”, also
 *   inside a list. One unit before hundreds is rare, and to say so costs a space;
 * - the same where it is all of the text and the first width is below 16: “8,192” and “12,288” are
 *   sizes that people know. From 16 on a list is the likelier: “28,784”.
 *
 * Longer lists begin as they like: “2,128,784” is an autoencoder's second half, and no two million.
 * A space behind the comma always says that it is a list.
 */
const ASKED_BELOW = 16;

/** The first two widths of a text that may be one number, if any. */
function doubtful(text: string, max: number) {
  const items = text.trim().split(',');
  const pairs = items.slice(1).map((second, i) => ({ first: items[i]!.trim(), second }));
  return pairs.find(({ first, second }) => {
    if (!/^\d+$/.test(first)) return false;
    if (/^0\d+$/.test(second.trim())) return true;
    if (!/^[1-9]\d{0,2}$/.test(first) || !/^\d{3}$/.test(second)) return false;
    return Number(first + second) <= max || (items.length === 2 && Number(first) < ASKED_BELOW);
  });
}

/** Widths with commas between them, and spaces where they could be taken for thousands. */
export function formatWidths(widths: readonly number[], max: number): string {
  const text = widths.join(',');
  return doubtful(text, max) ? widths.join(', ') : text;
}

/** The widths that a text names, allowed or not; undefined where it is unclear. */
export const readWidths = (text: string, max: number): number[] | undefined =>
  doubtful(text, max) ? undefined : text.split(',').map(toWhole);

/** Why a text is refused: what follows it in a sentence. */
export function faultOfWidths(text: string, max: number, allowed: string): string {
  const isAllowed = (x: number) => x >= 1 && x <= max;
  const pair = doubtful(text, max);
  if (!pair) {
    const told = text
      .split(',')
      .map((item) => advice(item, (written) => isAllowed(toWhole(written))));
    return `is not ${allowed}${told.find(Boolean) ?? ''}`;
  }
  const [one, first, second] = [
    Number(pair.first + pair.second.trim()),
    Number(pair.first),
    Number(pair.second),
  ];
  // No layer has 0 units: “1,000” is no list.
  if (second === 0)
    return isAllowed(one)
      ? `has a comma in a number: write ${one}`
      : `is not ${allowed}, and a number has no comma`;
  const list = `“${first}, ${second}” with a space`;
  const ways = isAllowed(one)
    ? `Write ${one}, or ${list}`
    : `${one} is above ${max}; write ${list}`;
  return `is unclear: ${one}, or ${first} and ${second}? ${ways}`;
}

type Values = Pick<ExperimentValues, 'widths' | 'lastWidth' | 'depth' | 'shape'>;

const interpolated = (from: number, to: number, t: number) => from + (to - from) * t;

/** Width at layer i (0 is the input) of each shape, before rounding. */
const rows: Record<Shape, (e: Values, i: number) => number> = {
  constant: ({ widths }, i) => widths[Math.min(i, widths.length - 1)]!,
  list: ({ widths }, i) => widths[Math.min(i, widths.length - 1)]!,
  linear: ({ widths, lastWidth, depth }, i) => interpolated(widths[0]!, lastWidth, i / depth),
  geometric: ({ widths, lastWidth, depth }, i) =>
    Math.exp(interpolated(Math.log(widths[0]!), Math.log(lastWidth), i / depth)),
  hourglass: ({ widths, lastWidth, depth }, i) =>
    interpolated(lastWidth, widths[0]!, Math.abs(2 * i - depth) / depth),
};

/** The input's width, then every layer's. */
export const layerWidths = (experiment: Values): number[] =>
  Array.from({ length: experiment.depth + 1 }, (_, i) =>
    Math.round(rows[experiment.shape](experiment, i)),
  );
