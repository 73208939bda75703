/** A lesson file cut into its blocks, before anything in them is read. */
import { createFenceReader } from './fences';

/** Consecutive lines, and the number of the first, from 1. */
export interface Part {
  readonly text: string;
  readonly line: number;
}

/** One step as it is written: fields between two lines of dashes, text, and perhaps notes. */
export interface Block {
  readonly file: string;
  /** The line of dashes that it begins with. */
  readonly line: number;
  readonly fields: Part;
  readonly text: Part;
  readonly notes: Part;
}

const DASHES = /^---\s*$/;
const QUESTION_MARKS = /^\?\?\?\s*$/;

/** Lines `from` up to, not including, `to`; both count from 0. */
const part = (lines: readonly string[], from: number, to: number): Part => ({
  text: lines.slice(from, to).join('\n'),
  line: from + 1,
});

/** Where a text and its notes end. What stands in fenced code is neither dashes nor marks. */
function endsOf(lines: readonly string[], from: number, file: string) {
  const reader = createFenceReader();
  let [mark, begun, to]: (number | undefined)[] = [];
  for (let i = from; i < lines.length && to === undefined; i++) {
    const wasOpen = reader.fence() !== undefined;
    const isCode = reader.reads(lines[i]!);
    if (isCode && !wasOpen) begun = i;
    if (!isCode && DASHES.test(lines[i]!)) to = i;
    if (!isCode && QUESTION_MARKS.test(lines[i]!)) mark ??= i;
  }
  const fence = reader.fence();
  if (fence)
    refuse(
      { file, line: begun! + 1 },
      `The code that begins here has no end: a line of ${fence} alone.`,
    );
  return { mark, to: to ?? lines.length };
}

/** The block that begins at a line of dashes, and the line after it; both count from 0. */
function blockAt(lines: readonly string[], start: number, file: string) {
  const end = lines.findIndex((line, i) => i > start && DASHES.test(line));
  if (end < 0)
    refuse(
      { file, line: start + 1 },
      'The fields that begin here have no end: a second line of three dashes.',
    );
  const { mark, to } = endsOf(lines, end + 1, file);
  const block: Block = {
    file,
    line: start + 1,
    fields: part(lines, start + 1, end),
    text: part(lines, end + 1, mark ?? to),
    notes: part(lines, mark === undefined ? to : mark + 1, to),
  };
  return { block, to };
}

/** The blocks of a file, which has at least one. */
export function blocksOf(text: string, file: string): Block[] {
  // A byte order mark says nothing of the text.
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) refuse({ file, line: 1 }, 'The file is empty.');
  if (!DASHES.test(lines[first]!))
    refuse({ file, line: first + 1 }, 'A lesson begins with a line of three dashes: ---.');
  const blocks: Block[] = [];
  for (let at = first; at < lines.length; ) {
    const { block, to } = blockAt(lines, at, file);
    blocks.push(block);
    at = to;
  }
  return blocks;
}

/** What is wrong with a lesson file, and where. */

export interface Where {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** “question.right”. */
  readonly field?: string;
}

/** Thrown while a file is read, so that the first mistake ends it; `parseLesson` alone catches it. */
export class Mistake extends Error {}

export function refuse({ file, line, field }: Where, sentence: string): never {
  throw new Mistake(`${file}, line ${line}${field ? `, ${field}` : ''}: ${sentence}`);
}

/** Refuses a name that a table does not have. */
export function refuseName(
  where: Where,
  noun: string,
  name: string,
  names: readonly string[],
): never {
  refuse(where, `There is no ${noun} “${name}”; there are ${names.join(', ')}.`);
}
