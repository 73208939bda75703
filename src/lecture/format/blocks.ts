/** A lesson file cut into its blocks, before anything in them is read. */
import { refuse } from './mistake';

/** Consecutive lines, and the number of the first, from 1. */
export interface Part {
  readonly text: string;
  readonly line: number;
}

/** One step as it is written: fields between two lines of dashes, text, and perhaps notes. */
export interface Block {
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

function textAndNotes(lines: readonly string[], from: number, to: number) {
  const mark = lines.slice(from, to).findIndex((line) => QUESTION_MARKS.test(line));
  const end = mark < 0 ? to : from + mark;
  return { text: part(lines, from, end), notes: part(lines, Math.min(to, end + 1), to) };
}

/** The blocks of a file, which has at least one. */
export function blocksOf(text: string, file: string): Block[] {
  // A byte order mark says nothing of the text.
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const dashes = lines.flatMap((line, i) => (DASHES.test(line) ? [i] : []));
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) refuse({ file, line: 1 }, 'The file is empty.');
  if (first !== dashes[0])
    refuse({ file, line: first + 1 }, 'A lesson begins with a line of three dashes: ---.');
  const starts = dashes.filter((_, i) => i % 2 === 0);
  return starts.map((start, i) => {
    const end = dashes[2 * i + 1];
    if (end === undefined)
      refuse(
        { file, line: start + 1 },
        'The fields that begin here have no end: a second line of three dashes.',
      );
    return {
      line: start + 1,
      fields: part(lines, start + 1, end),
      ...textAndNotes(lines, end + 1, starts[i + 1] ?? lines.length),
    };
  });
}
