/** Numbers as people type and paste them, and as the page prints them. */
import { fromSuperscript } from './format';

// Number('') is 0 and Number('0x10') is 16: neither is what a person meant.
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Typography as a programming language has it: “−1.2×10⁻³” is -1.2e-3. */
const plain = (text: string) =>
  text
    .trim()
    .replaceAll('−', '-')
    .replace(/×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/, (_, power: string) => `e${fromSuperscript(power)}`);

/** Reads a decimal number; anything else is NaN, which no property allows. */
export function toNumber(text: string): number {
  // A file has millions, hardly ever with typography.
  if (DECIMAL.test(text)) return Number(text);
  const typed = plain(text);
  return DECIMAL.test(typed) ? Number(typed) : Number.NaN;
}

/** Thousands set apart by a point, a comma, an apostrophe or any space: “1,024”, “1 024”. */
const SEPARATED = /^[+-]?[1-9]\d{0,2}([.,'’\s]\d{3})+$/;

/** “0,5”. */
const DECIMAL_COMMA = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;

/** Reads a whole number. “1.000” is a thousand where it is not 1, so it is NaN. */
export const toWhole = (text: string): number =>
  SEPARATED.test(plain(text)) ? Number.NaN : toNumber(text);

/**
 * How to write what is meant by a text that is no number here: “; write 0.5, with a point”. Nothing
 * where that would not be accepted either.
 */
export function advice(text: string, accepts: (text: string) => boolean): string {
  const typed = plain(text);
  const ways = [
    SEPARATED.test(typed) && ([typed.replace(/[^\d+-]/g, ''), 'without a separator'] as const),
    DECIMAL_COMMA.test(typed) && ([typed.replace(',', '.'), 'with a point'] as const),
  ];
  const told = ways
    .filter((way) => way !== false)
    .filter(([written]) => accepts(written))
    .map(([written, how]) => `${written}, ${how}`);
  return told.length > 0 ? `; write ${told.join(', or ')}` : '';
}
