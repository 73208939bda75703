/** Which way a text runs: by its first letter, as dir="auto" does it for a text that is no markup. */

/** Letters, and the marks that stand for one of either direction. */
const LETTER = /[\p{L}\u200E\u200F]/u;
/** Of Hebrew, Arabic, Syriac, Thaana, N’Ko and the others (Unicode’s classes R and AL). */
const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** The direction of a text; of one without letters there is none. */
export function directionOf(text: string): 'ltr' | 'rtl' | undefined {
  const letter = LETTER.exec(text)?.[0];
  if (!letter) return undefined;
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}
