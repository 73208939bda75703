/** Which key a person means, whatever the keyboard's layout. */

/** The part of a keyboard event that identifies the key. */
export interface KeyEvent {
  /** What it prints, or its name. */
  readonly key: string;
  /** Where it is, named by what a US keyboard prints there. */
  readonly code: string;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** `keyCode` of every key that an input method takes. */
const INPUT_METHOD = 229;

/** Signs that go by what is printed, and what else prints them. */
const SIGNS: Readonly<Record<string, string>> = {
  '+': '+',
  // The same key without Shift on many keyboards.
  '=': '+',
  '-': '-',
  '−': '-',
  '?': '?',
  '؟': '?',
};

const isLatin = (text: string) => /^\p{Script=Latin}/u.test(text);

/**
 * The key that an event means: a digit, a letter of a to z, a sign, or a name, all in lower case;
 * undefined while an input method composes a text, or for a dead key. In this order:
 *
 * 1. A key with a name (“PageDown”) is that, a numeric pad's without Num Lock among them.
 * 2. A digit's key is the digit, with Shift or without, though it prints “-” (AZERTY's 6), “+”
 *    (Czech 1) or “!”. But where Shift makes it print one of + − ?, the sign is meant (Russian ?).
 * 3. Signs, and the point, are what they print, wherever they are.
 * 4. A Latin letter is what it prints: A is A on AZERTY, and Dvorak's letters are Dvorak's.
 * 5. All else goes by place. A key that prints a letter of another script, or Hebrew's apostrophe
 *    where W is, is the letter of a US keyboard; but a comma there is only a comma (Dvorak's W). The
 *    key of the point is the point: a clicker's black button presses it, and prints “:” on AZERTY,
 *    “ю” on a Russian layout, “ç” on a Turkish one; and “v” on Dvorak, which is the point as long as
 *    the page does not use the letter itself.
 */
export function keyMeant(
  { key, code, shiftKey, isComposing, keyCode }: KeyEvent,
  isUsed: (key: string) => boolean,
): string | undefined {
  if (isComposing || keyCode === INPUT_METHOD || key === 'Process' || key === 'Dead')
    return undefined;
  const name = key.toLowerCase();
  // “PageDown”; but Arabic has a key that prints two letters.
  if (/^[a-z]\w+$/.test(name)) return name;
  const sign = SIGNS[key];
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return shiftKey && sign && key !== '=' ? sign : digit;
  if (sign) return sign;
  if (key === '.') return '.';
  if (code === 'Period' && !shiftKey && !(isLatin(key) && isUsed(name))) return '.';
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter && !isLatin(key) && key !== ',') return letter.toLowerCase();
  return name;
}
