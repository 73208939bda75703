/**
 * CJK characters as the CommonMark amendment for emphasis defines them, from issue 650 of
 * commonmark/commonmark-spec (specification.md of tats-u/markdown-cjk-friendly): of East Asian Width
 * W, F or H and no emoji by default, or of the script Hangul. Unicode 17.
 */
const RANGES = [
  '\\u1100-\\u11ff\\u20a9\\u2329\\u232a\\u2630-\\u2637\\u268a-\\u268f\\u2e80-\\u303e\\u3041-\\u321e',
  '\\u3220-\\u3247\\u3250-\\ua4c6\\ua960-\\ua97c\\uac00-\\ud7fb\\uf900-\\ufaff\\ufe10-\\ufe19',
  '\\ufe30-\\ufe6b\\uff01-\\uffdc\\uffe0-\\uffe6\\uffe8-\\uffee\\u{16fe0}-\\u{18df2}',
  '\\u{1aff0}-\\u{1b2fb}\\u{1d300}-\\u{1d376}\\u{1f200}-\\u{1f265}\\u{20000}-\\u{3fffd}',
].join('');
const CJK = new RegExp(`^(?!\\p{Emoji_Presentation})[${RANGES}]`, 'u');

const VARIATION = /^[\uFE00-\uFE0E]/;
const IDEOGRAPHIC_VARIATION = /^[\u{E0100}-\u{E01EF}]/u;
/** Quotation marks are CJK where a variation selector makes them wide. */
const WIDE_QUOTES = /^[‘’“”]\uFE01/;
const PUNCTUATION = /^[\p{P}\p{S}]/u;
const SPACE = /^\s/;

export type Neighbour = 'space' | 'punctuation' | 'cjk' | 'other';

/** What a character is, or one with its variation selector. Nothing is the end of a text: space. */
function kindOf(sequence: string): Neighbour {
  if (sequence === '' || SPACE.test(sequence)) return 'space';
  if ([CJK, IDEOGRAPHIC_VARIATION, WIDE_QUOTES].some((kind) => kind.test(sequence))) return 'cjk';
  return PUNCTUATION.test(sequence) ? 'punctuation' : 'other';
}

/** The character that begins at an index. */
export function kindAfter(text: string, at: number): Neighbour {
  const code = text.codePointAt(at);
  return kindOf(code === undefined ? '' : String.fromCodePoint(code));
}

/** The character that ends before an index, seen through a variation selector. */
export function kindBefore(text: string, at: number): Neighbour {
  // Two characters have up to four code units.
  const [character = '', before = ''] = [...text.slice(Math.max(0, at - 4), at)].reverse();
  return kindOf(VARIATION.test(character) ? before + character : character);
}
