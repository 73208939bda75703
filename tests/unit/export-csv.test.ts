import { beforeAll, describe, expect, it } from 'vitest';
import { csvOf, wholeColumns } from '../../src/export/csv';
import type { Exported } from '../../src/export/exported';
import { figureIn, figureNames, quantitiesWith } from '../../src/model/figures';
import { type Quantity, quantities } from '../../src/model/histogram';
import { exportedWith, runOf, strange } from './export-making';
import { made } from './making';

/** A text in RFC 4180's form, as its rows of cells. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === '\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

/** Rows as records by their columns' names. */
function recordsOf(exported: Exported): Record<string, string>[] {
  const [head, ...rows] = cellsOf(csvOf(exported));
  return rows.map((row) => {
    expect(row).toHaveLength(head!.length);
    return Object.fromEntries(head!.map((name, i) => [name, row[i]!]));
  });
}

const asNumber: Readonly<Record<string, number>> = {
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
};

describe('the table of everything measured', () => {
  let exported: Exported;
  beforeAll(async () => {
    exported = await strange();
  });

  it('has every figure of every layer and quantity, to the last bit', () => {
    const records = recordsOf(exported);
    const reportsOf = (name: string) => exported.runs.find((run) => run.name === name)!.reports;
    expect(records).toHaveLength(
      exported.runs.flatMap(({ reports }) =>
        reports.flatMap((report) => quantities.filter((one) => report[one])),
      ).length,
    );
    const kinds = new Set<string>();
    for (const record of records)
      for (const name of figureNames) {
        const quantity = record.quantity as Quantity;
        const figure = figureIn(name, reportsOf(record.run!)[Number(record.layer)]!, quantity);
        const text = record[name]!;
        expect(figure === undefined).toBe(text === '');
        expect(figure === undefined).toBe(!quantitiesWith(name).includes(quantity));
        // −0 is written as 0.
        if (figure !== undefined) expect(asNumber[text] ?? Number(text)).toBe(figure + 0);
        kinds.add(/^-?\d/.test(text) ? 'number' : text);
      }
    // Otherwise nothing would have shown how they are written.
    expect([...kinds].sort()).toEqual(['', 'NaN', 'inf', '-inf', 'number'].sort());
  });

  it('keeps names with commas, quotes and line ends, and columns of one type', async () => {
    const name = 'He, "Kaiming"\n& co.';
    const other = made({ widths: [6, 4], depth: 1, batch: 2, branch: '1/√2' });
    const both = exportedWith(exported.page, exported.runs[0]!, await runOf(other, name));
    const records = recordsOf(both);
    expect(new Set(records.map(({ run }) => run))).toEqual(new Set(['A', name]));
    const ofOther = records.find(({ run }) => run === name)!;
    expect(ofOther['experiment.widths']).toBe('[6,4]');
    expect(records[0]!['experiment.widths']).toBe('[200]');
    expect(ofOther['experiment.branch']).toBe('1/√2');
    expect(records[0]!['experiment.branch']).toBe('"1"');
    expect(records[0]!['experiment.backward']).toBe('true');
    for (const column of wholeColumns)
      for (const record of records) expect(record[column]).toMatch(/^\d+$/);
  });
});
