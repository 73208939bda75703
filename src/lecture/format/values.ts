/** A field's value as what it must be, or a mistake that says what it is. */
import { advice, toNumber, toWhole } from '../../model/typed-number';
import { refuse, type Where } from './blocks';
import { type Entry, QUOTE_IT, type Written } from './entries';

/** A text as it is written: YAML would read 3.10 as a number, and true as no text at all. */
export function textOf({ text, said, where }: Pick<Written, 'text' | 'said'> & { where: Where }) {
  if (text === undefined) refuse(where, `${said} is not a text. ${QUOTE_IT}`);
  return text.trim() || refuse(where, `${said} is not a text.`);
}

export const flagOf = ({ value, said, where }: Entry): boolean =>
  typeof value === 'boolean' ? value : refuse(where, `${said} is not true or false.`);

/** A number in a range, whole if it is said so. */
export function numberOf(
  { value, said, where }: Entry,
  [low, high]: readonly [number, number] = [-Infinity, Infinity],
  whole = false,
): number {
  const isKind = whole ? Number.isInteger : Number.isFinite;
  const accepts = (x: number) => isKind(x) && x >= low && x <= high;
  // YAML knows no “−0.5”, which the page prints.
  const read = whole ? toWhole : toNumber;
  const number = typeof value === 'string' ? read(value) : value;
  if (typeof number === 'number' && accepts(number)) return number;
  const range = Number.isFinite(high) ? ` from ${low} to ${high}` : '';
  const remedy = typeof value === 'string' ? advice(value, (text) => accepts(read(text))) : '';
  refuse(where, `${said} is not a ${whole ? 'whole ' : ''}number${range}${remedy}.`);
}

/** One of the keys of a table, as the table names it. */
export function keyOf<K extends string | number>(
  { text, said, where }: Entry,
  table: Readonly<Record<K, unknown>>,
): string {
  const names = Object.keys(table);
  return (
    names.find((name) => name === text) ??
    refuse(where, `${said} is not one of ${names.join(', ')}.`)
  );
}
