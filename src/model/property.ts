import { Problem } from './problem';
import { advice, toNumber, toWhole } from './typed-number';

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
  | { readonly kind: 'flag' }
  /** Shown, and set by other means. */
  | { readonly kind: 'text' };

interface NumberRow {
  readonly label: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** The number is typed, because a slider over so wide a range would be useless. */
  readonly typed?: boolean;
}

/** The most characters of a text that a sentence quotes. */
const LONGEST = 60;

/** A text in one line, cut where a sentence would grow too long. */
export function clipped(text: string): string {
  const line = text.trim().replace(/[\t\n\r ]+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** A value as sentences name it. */
function quoted(value: unknown): string {
  if (typeof value === 'string') return `“${clipped(value)}”`;
  if (Array.isArray(value)) return value.map(quoted).join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * A property that refuses with one sentence and reads text with `read`. `fault` says what is wrong
 * with a text, where more can be said than what is allowed.
 */
export function property<T>(
  row: Omit<Property<T>, 'check' | 'parse'>,
  accept: (value: unknown) => T | undefined,
  read: (text: string) => unknown,
  fault: (text: string) => string = () => `is not ${row.allowed}`,
): Property<T> {
  const refused = (value: unknown, reason: string) =>
    new Problem(`${row.label} ${quoted(value)} ${reason}.`);
  return {
    ...row,
    check: (value) => accept(value) ?? refused(value, `is not ${row.allowed}`),
    parse: (text) => accept(read(text)) ?? refused(text, fault(text)),
  };
}

interface Kind {
  readonly noun: string;
  readonly step?: number;
  is(x: number): boolean;
  read(text: string): number;
}

function number(row: NumberRow, { noun, step, is, read }: Kind) {
  const { label, min, max } = row;
  const allowed = `${noun} from ${min} to ${max}`;
  const isAllowed = (x: number) => is(x) && x >= min && x <= max;
  return property<number>(
    {
      label,
      default: row.default,
      allowed,
      format: String,
      control: { kind: row.typed ? 'number' : 'slider', min, max, ...(step && { step }) },
    },
    // `+ 0` turns −0 into 0, so that equal values also print alike.
    (x) => (typeof x === 'number' && isAllowed(x) ? x + 0 : undefined),
    read,
    (text) => `is not ${allowed}${advice(text, (written) => isAllowed(read(written)))}`,
  );
}

const whole: Kind = { noun: 'a whole number', step: 1, is: Number.isInteger, read: toWhole };
const decimal: Kind = { noun: 'a number', is: Number.isFinite, read: toNumber };

export const integer = (row: NumberRow) => number(row, whole);
export const real = (row: NumberRow) => number(row, decimal);

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
