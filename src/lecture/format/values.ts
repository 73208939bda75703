/** A field's value as what it must be, or a mistake that says what it is. */
import { quoted } from '../../model/property';
import type { Entry } from './entries';
import { refuse } from './mistake';

export const textOf = ({ value, where }: Entry): string => {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.trim() === '')
    refuse(where, `${quoted(value)} is not a text.`);
  return text.trim();
};

export const flagOf = ({ value, where }: Entry): boolean =>
  typeof value === 'boolean' ? value : refuse(where, `${quoted(value)} is not true or false.`);

/** A number in a range, whole if it is said so. */
export function numberOf(
  { value, where }: Entry,
  [low, high]: readonly [number, number] = [-Infinity, Infinity],
  whole = false,
): number {
  const isKind = whole ? Number.isInteger : Number.isFinite;
  if (typeof value === 'number' && isKind(value) && value >= low && value <= high) return value;
  const range = Number.isFinite(high) ? ` from ${low} to ${high}` : '';
  refuse(where, `${quoted(value)} is not a ${whole ? 'whole ' : ''}number${range}.`);
}

/** One of the keys of a table, as the table names it. */
export function keyOf<K extends string | number>(
  { value, where }: Entry,
  table: Readonly<Record<K, unknown>>,
): string {
  const names = Object.keys(table);
  return (
    names.find((name) => name === String(value)) ??
    refuse(where, `${quoted(value)} is not one of ${names.join(', ')}.`)
  );
}
