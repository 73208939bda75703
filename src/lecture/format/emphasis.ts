/**
 * Emphasis, strong emphasis and strikethrough: which delimiters belong together, by CommonMark
 * 0.31.2, section 6.2, and its amendment for CJK (see cjk.ts). GFM's tildes go by the same rules.
 */
import type { TokenizerObject, Tokens } from 'marked';
import { kindAfter, kindBefore } from './cjk';

/** Delimiters of one kind that stand together; some of them may be spoken for. */
interface Run {
  readonly mark: string;
  readonly length: number;
  readonly opens: boolean;
  readonly closes: boolean;
  /** Those that are not spoken for: the first of them, and how many. */
  at: number;
  rest: number;
}

/** What stands between two delimiters that belong together, from the first to behind the last. */
interface Span {
  readonly end: number;
  /** Of each of the two delimiters. */
  readonly width: number;
}

function runsIn(text: string): Run[] {
  return [...text.matchAll(/\*+|_+|~+/g)].map(({ 0: { length }, index: at }) => {
    const mark = text[at]!;
    // As in marked: a tilde is no punctuation to asterisks, so that **~~a~~**b is both.
    const isTilde = (i: number) => mark !== '~' && text[i] === '~';
    const before = isTilde(at - 1) ? 'other' : kindBefore(text, at);
    const after = isTilde(at + length) ? 'other' : kindAfter(text, at + length);
    const left = after !== 'space' && (after !== 'punctuation' || before !== 'other');
    const right = before !== 'space' && (before !== 'punctuation' || after !== 'other');
    // An underscore inside a word is a part of it.
    const isWord = mark === '_' && left && right;
    const isPunctuation = (i: number) => /^[\p{P}\p{S}]/u.test(text.slice(i, i + 2));
    return {
      mark,
      length,
      at,
      rest: length,
      opens: left && (!isWord || isPunctuation(at - 1)),
      closes: right && (!isWord || isPunctuation(at + length)),
    };
  });
}

const matches = (opener: Run, closer: Run) => {
  if (opener.mark !== closer.mark) return false;
  if (closer.mark === '~') return opener.length === closer.length && closer.length <= 2;
  // A run that does both closes nothing with which it adds up to a multiple of 3: **a*b**.
  const isBoth = (opener.opens && opener.closes) || (closer.opens && closer.closes);
  return !isBoth || (opener.length + closer.length) % 3 !== 0 || closer.length % 3 === 0;
};

/** The spans of a text, by the index at which each begins. */
export function spansIn(text: string): ReadonlyMap<number, Span> {
  const spans = new Map<number, Span>();
  const openers: Run[] = [];
  /** Below these, by kind of run, no opener matches: a text of a thousand runs is read in no time. */
  const bottoms = new Map<string, number>();

  function openerFor(closer: Run): Run | undefined {
    const kind = `${closer.mark}${closer.opens}${Math.min(closer.length, 3) + (closer.length % 3)}`;
    for (let i = openers.length - 1; i >= (bottoms.get(kind) ?? 0); i--) {
      if (!matches(openers[i]!, closer)) continue;
      // What stands between the two has no partner outside.
      openers.length = i + 1;
      for (const [other, bottom] of bottoms) bottoms.set(other, Math.min(bottom, i));
      return openers[i];
    }
    bottoms.set(kind, openers.length);
    return undefined;
  }

  for (const run of runsIn(text)) {
    while (run.closes && run.rest > 0) {
      const opener = openerFor(run);
      if (!opener) break;
      const width = Math.min(opener.rest, run.rest, 2);
      opener.rest -= width;
      run.rest -= width;
      run.at += width;
      spans.set(opener.at + opener.rest, { end: run.at, width });
      if (opener.rest === 0) openers.pop();
    }
    if (run.opens && run.rest > 0) openers.push(run);
  }
  return spans;
}

const TYPES = { '*1': 'em', '*2': 'strong', _1: 'em', _2: 'strong', '~1': 'del', '~2': 'del' };

/** In place of marked's own rules. */
export function emphasisTokenizer(): TokenizerObject {
  const known = new Map<string, ReadonlyMap<number, Span>>();

  /** The span with which a text begins, in the whole line that `masked` shows without its code. */
  function spanOf(source: string, masked: string) {
    if (!known.has(masked)) known.set(masked, spansIn(masked));
    const at = masked.length - source.length;
    const span = known.get(masked)!.get(at);
    if (!span) return undefined;
    const raw = source.slice(0, span.end - at);
    const type = TYPES[`${raw[0]}${span.width}` as keyof typeof TYPES];
    return { type, raw, text: raw.slice(span.width, -span.width) };
  }

  return {
    emStrong(source, masked) {
      const span = spanOf(source, masked);
      return span && ({ ...span, tokens: this.lexer.inlineTokens(span.text) } as Tokens.Strong);
    },
    del(source, masked) {
      const span = source.startsWith('~') ? spanOf(source, masked) : undefined;
      return span && ({ ...span, tokens: this.lexer.inlineTokens(span.text) } as Tokens.Del);
    },
  };
}
