import { Problem } from './problem';

/**
 * One property of an experiment: everything the panel, a link, a message or a test needs to show,
 * read and write it.
 */
export interface Property<T> {
  readonly label: string;
  readonly default: T;
  /** What is allowed, in words that end a sentence: "a whole number from 1 to 200". */
  readonly allowed: string;
  /** The value if it is allowed, else what is wrong with it. */
  check(value: unknown): T | Problem;
  /** Reads what `format` wrote, and what a person would type. */
  parse(text: string): T | Problem;
  /** Shortest text that `parse` reads back to the same value. */
  format(value: T): string;
  readonly control: Control;
}

/** How a value is edited. */
export type Control =
  | { readonly kind: 'slider'; readonly min: number; readonly max: number; readonly step?: number }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly step?: number }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'flag' };

interface NumberRow {
  readonly label: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** A slider over so wide a range would be of no use: the number is typed. */
  readonly typed?: boolean;
}

// Number('') is 0 and Number('0x10') is 16: neither is what a person meant.
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Reads a decimal number; anything else is NaN, which no property allows. */
export const toNumber = (text: string): number =>
  DECIMAL.test(text.trim()) ? Number(text) : Number.NaN;

/** A value as sentences name it. */
export function quoted(value: unknown): string {
  if (typeof value === 'string') return `“${value}”`;
  if (Array.isArray(value)) return value.map(quoted).join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A property that refuses with one sentence and reads text with `read`. */
export function property<T>(
  row: Omit<Property<T>, 'check' | 'parse'>,
  accept: (value: unknown) => T | undefined,
  read: (text: string) => unknown,
): Property<T> {
  const check = (value: unknown, shown: unknown = value) =>
    accept(value) ?? new Problem(`${row.label} ${quoted(shown)} is not ${row.allowed}.`);
  return { ...row, check: (value) => check(value), parse: (text) => check(read(text), text) };
}

function number(row: NumberRow, noun: string, isKind: (x: number) => boolean, step?: number) {
  const { label, min, max } = row;
  return property<number>(
    {
      label,
      default: row.default,
      allowed: `${noun} from ${min} to ${max}`,
      format: String,
      control: { kind: row.typed ? 'number' : 'slider', min, max, ...(step && { step }) },
    },
    // `+ 0` turns −0 into 0, so that equal values also print alike.
    (x) => (typeof x === 'number' && isKind(x) && x >= min && x <= max ? x + 0 : undefined),
    toNumber,
  );
}

export const integer = (row: NumberRow) => number(row, 'a whole number', Number.isInteger, 1);
export const real = (row: NumberRow) => number(row, 'a number', Number.isFinite);

/** One of a few names. */
export const choice = <T extends string>(row: {
  label: string;
  default: T;
  options: readonly T[];
}): Property<T> =>
  property<T>(
    {
      label: row.label,
      default: row.default,
      allowed: `one of ${row.options.join(', ')}`,
      format: (value) => value,
      control: { kind: 'choice', options: row.options },
    },
    (x) => row.options.find((option) => option === x),
    (text) => text.trim(),
  );

/** On or off. */
export const flag = (row: { label: string; default: boolean }): Property<boolean> =>
  property<boolean>(
    {
      ...row,
      allowed: 'one of true, false',
      format: String,
      control: { kind: 'flag' },
    },
    (x) => (typeof x === 'boolean' ? x : undefined),
    (text) => ({ true: true, false: false })[text.trim()],
  );
