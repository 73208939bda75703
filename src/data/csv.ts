/** A text of samples, one a row, with or without a row of names: RFC 4180, as programs write it. */
import { dsvFormat } from 'd3-dsv';
import { Problem } from '../model/problem';
import { MAX_BATCH } from '../model/properties';
import { clipped } from '../model/property';
import { nextTask } from '../model/soon';
import { advice, toNumber } from '../model/typed-number';
import { faultOfFeatures, faultOfNumber, placeInWords, type Table } from './table';

/** Words for what is a number and not finite, as NumPy and pandas write them. */
const NOT_FINITE = /^[+-]?(nan|inf|infinity)$/i;

/** What parts the cells: a semicolon where the comma is the decimal sign, a tab, or a comma. */
function delimiterOf(text: string): string {
  const [line = ''] = /[^\r\n]+/.exec(text.slice(0, 2 ** 16)) ?? [];
  const bare = line.replace(/"[^"]*"/g, '');
  return [';', '\t'].find((sign) => bare.includes(sign)) ?? ',';
}

/** Reads a cell; NaN where it is no decimal number. */
const readers: Readonly<Record<string, (cell: string) => number>> = {
  ';': (cell) => toNumber(/^[^.,]*,[^.,]*$/.test(cell) ? cell.replace(',', '.') : cell),
};

/** Characters that are read at once: a large file must not hold up the page. */
const BLOCK = 2 ** 18;

/** A text in blocks of whole rows: a line's end between quotes ends no row. */
function* blocksOf(text: string): Generator<string> {
  for (let begin = 0; begin < text.length; ) {
    let end = begin;
    let isQuoted = false;
    do {
      const next = text.indexOf('\n', end === begin ? begin + BLOCK : end) + 1 || text.length;
      for (let at = text.indexOf('"', end); at >= 0 && at < next; at = text.indexOf('"', at + 1))
        isQuoted = !isQuoted;
      end = next;
    } while (isQuoted && end < text.length);
    yield text.slice(begin, end);
    begin = end;
  }
}

/** Reads a CSV's text; every cell of its samples must be a number. */
export async function readCsv(text: string): Promise<Table | Problem> {
  const delimiter = delimiterOf(text);
  const read = readers[delimiter] ?? toNumber;
  const isNumber = (cell: string) => !Number.isNaN(read(cell)) || NOT_FINITE.test(cell.trim());
  let names: readonly string[] | undefined;
  let values = new Float32Array();
  let [first, features, inFile] = [0, 0, 0];
  let problem: Problem | undefined;

  function faultOfCell(cell: string, place: string): Problem {
    const told = clipped(cell);
    if (!told) return new Problem(`${place} is empty.`);
    if (NOT_FINITE.test(told)) return new Problem(`${place}: ${told} is not a finite number.`);
    const isAllowed = (written: string) => Number.isFinite(toNumber(written));
    return new Problem(`${place}: “${told}” is not a number${advice(cell, isAllowed)}.`);
  }

  function take(cells: readonly string[], row: number): Problem | undefined {
    if (inFile === 0 && !names) {
      [first, features] = [row, cells.length];
      const tooMany = faultOfFeatures(features);
      if (tooMany) return tooMany;
      values = new Float32Array(features * MAX_BATCH);
      if (!cells.some(isNumber) && cells.some((cell) => cell.trim())) {
        names = cells.map((cell) => clipped(cell));
        return undefined;
      }
    }
    if (inFile++ >= MAX_BATCH) return undefined;
    if (cells.length !== features)
      return new Problem(
        `row ${row} has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, and row ${first} has ${features}: every row must have the same number.`,
      );
    for (const [i, cell] of cells.entries()) {
      const value = read(cell);
      const place = () => placeInWords(row, i + 1, names?.[i]);
      if (Number.isNaN(value)) return faultOfCell(cell, place());
      if (!Number.isFinite(Math.fround(value))) return faultOfNumber(value, clipped(cell), place());
      values[(inFile - 1) * features + i] = value;
    }
    return undefined;
  }

  const { parseRows } = dsvFormat(delimiter);
  let row = 0;
  for (const block of blocksOf(text)) {
    if (row > 0) await nextTask();
    parseRows(block, (cells) => {
      // Rows are counted as a spreadsheet does, names and empty rows included.
      row++;
      const isEmpty = cells.length === 1 && !cells[0]!.trim();
      if (!problem && !isEmpty) problem = take(cells, row);
      return undefined;
    });
    if (problem) return problem;
  }
  if (inFile === 0)
    return new Problem(names ? 'It has a row of names and no samples.' : 'It is empty.');
  const samples = Math.min(inFile, MAX_BATCH);
  return { shape: [samples, features], values: values.slice(0, samples * features), inFile };
}
