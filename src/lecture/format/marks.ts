/**
 * Formulas and live values as single marks that Markdown takes for letters, so that nothing else is
 * read inside them: no emphasis, no bar of a table, no bracket of a link. Code alone goes before.
 */
import { createFenceReader } from './fences';
import { PLACEHOLDER } from './placeholder';

export interface Notation {
  readonly kind: 'display' | 'formula' | 'live';
  /** As it is written, and what it holds. */
  readonly source: string;
  readonly inside: string;
}

// Noncharacters, which Unicode keeps for a program’s own use: no text has them.
const [DISPLAY, INLINE, END] = ['\uFDD0', '\uFDD1', '\uFDD2'];
const NONCHARACTERS = /[\uFDD0-\uFDD2]/g;
const MARKS = /[\uFDD0\uFDD1](\d+)\uFDD2/g;
export const MARK = /^[\uFDD0\uFDD1](\d+)\uFDD2/;
/** A formula that stands on its own. */
export const DISPLAY_MARK = /^\uFDD0(\d+)\uFDD2[ \t]*(?:\n|$)/;
export const nextMark = (text: string) => text.search(/[\uFDD0\uFDD1]/);
export const nextDisplay = (text: string) => text.indexOf(DISPLAY);

const DISPLAYED = /\$\$((?:\\[\s\S]|[^\\$])+?)\$\$/.source;
// As pandoc reads dollars: no space inside them, and no digit behind, so that “$5 and $6” is money.
const FORMULA = /\$(?![\s$])((?:\\[\s\S]|[^\\$])*?(?:\\[\s\S]|[^\\$\s]))\$(?!\d)/.source;
const NOTATIONS = new RegExp(`\\\\[\\s\\S]|${DISPLAYED}|${FORMULA}|${PLACEHOLDER.source}`, 'g');
const CODE = /\\[\s\S]|(`+)(?!`)(?:[\s\S]*?[^`])??\1(?!`)|`+/g;

const INDENT = /^[ \t>]*/;
/** What stands before a text in quotes and items. */
const PREFIX = /^(?:[ \t>]|(?:[-+*]|\d{1,9}[.)])[ \t])*/;
/** On lines of its own a formula may hold even empty lines. */
const BLOCK = new RegExp(`(${PREFIX.source})${DISPLAYED}(?=[ \\t]*$)`, 'gm');
const ITEM = /^[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]/;
const ALONE = /^[ \t>]*(?:$|#{1,6}(?:[ \t]|$))/;
const TABLE = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

const lengthOf = (pattern: RegExp, line: string) => pattern.exec(line)![0].length;
const depthOf = (prefix: string) => prefix.split('>').length - 1;
const quotesOf = (line: string) => depthOf(INDENT.exec(line)![0]);

/** Whether a line is no part of what the lines before it are. */
const begins = (line: string, lines: readonly string[]) =>
  [line, lines.at(-1)!].some((one) => ALONE.test(one)) ||
  quotesOf(line) > quotesOf(lines[0]!) ||
  // The next item of a list; in a paragraph, a formula goes on with a plus or a minus.
  (ITEM.test(line) && lengthOf(INDENT, line) < lengthOf(PREFIX, lines[0]!));

/** Lines as they are, but a table’s rows apart. */
function rowsApart(lines: readonly string[]): string[] {
  const rule = lines.findIndex((line, i) => i > 0 && line.includes('|') && TABLE.test(line));
  if (rule < 0) return [lines.join('\n')];
  const [before, rows] = [lines.slice(0, rule - 1), lines.slice(rule - 1)];
  return before.length > 0 ? [before.join('\n'), ...rows] : rows;
}

/** What neither code nor a formula in a line can leave: a paragraph, an item, a row of a table. */
function segmentsOf(text: string): string[] {
  const segments: string[][] = [];
  for (const line of text.split('\n')) {
    const segment = segments.at(-1);
    if (segment && !begins(line, segment)) segment.push(line);
    else segments.push([line]);
  }
  return segments.flatMap(rowsApart);
}

/** A text’s lines in turn outside and inside fenced code. */
function partsOf(text: string): { readonly text: string; readonly isCode: boolean }[] {
  const reader = createFenceReader();
  const parts: { lines: string[]; isCode: boolean }[] = [];
  for (const line of text.split('\n')) {
    const isCode = reader.reads(line);
    if (parts.at(-1)?.isCode === isCode) parts.at(-1)!.lines.push(line);
    else parts.push({ lines: [line], isCode });
  }
  return parts.map(({ lines, isCode }) => ({ text: lines.join('\n'), isCode }));
}

/** What a formula holds, without the signs of the quote in which its lines stand. */
const unquoted = (inside: string, depth: number) =>
  inside.replace(new RegExp(`\\n(?: {0,3}> ?){0,${depth}}`, 'g'), '\n');

/** A text with marks for its formulas and live values, what they stand for, and the way back. */
export function withMarks(markdown: string) {
  const notations: Notation[] = [];
  const known = new Map<string, string>();

  function markOf(kind: Notation['kind'], source: string, inside: string): string {
    const key = kind + source;
    if (!known.has(key)) {
      const index = notations.push({ kind, source, inside }) - 1;
      known.set(key, `${kind === 'display' ? DISPLAY : INLINE}${index}${END}`);
    }
    return known.get(key)!;
  }

  function markSegment(segment: string): string {
    const depth = quotesOf(segment);
    const marked = (text: string) =>
      text.replace(NOTATIONS, (source, display?: string, formula?: string, live?: string) => {
        if (display !== undefined) return markOf('display', source, unquoted(display, depth));
        if (formula !== undefined) return markOf('formula', source, unquoted(formula, depth));
        return live === undefined ? source : markOf('live', source, live);
      });
    let [result, from] = ['', 0];
    for (const { 0: source, 1: ticks, index } of segment.matchAll(CODE)) {
      if (!ticks) continue;
      result += marked(segment.slice(from, index)) + source;
      from = index + source.length;
    }
    return result + marked(segment.slice(from));
  }

  const parts = partsOf(markdown.replace(NONCHARACTERS, '\uFFFD')).map(({ text, isCode }) => {
    if (isCode) return text;
    const marked = text.replace(
      BLOCK,
      (source, prefix: string, tex: string) =>
        prefix + markOf('display', source.slice(prefix.length), unquoted(tex, depthOf(prefix))),
    );
    return segmentsOf(marked).map(markSegment).join('\n');
  });

  return {
    text: parts.join('\n'),
    notationAt: (index: string): Notation => notations[Number(index)]!,
    /** A text as it was written; `as` is done to what comes back. */
    unmarked: (text: string, as = (source: string) => source) =>
      text.replace(MARKS, (_, index: string) => as(notations[Number(index)]!.source)),
  };
}
