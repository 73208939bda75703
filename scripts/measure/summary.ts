/** A measurement in words, for whoever looks at the terminal. */
import { applies } from '../../src/model/applies';
import type { Experiment } from '../../src/model/experiment';
import { figureNames, figureOf, figureTextIn } from '../../src/model/figures';
import type { Quantity } from '../../src/model/histogram';
import type { PropertyName } from '../../src/model/properties';
import type { LayerReport } from '../../src/model/report';
import type { Arithmetic } from '../../src/model/telling';
import { verdict } from '../../src/model/verdict';

/** Columns as wide as their widest cell, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows
    .map((row) => row.map((cell, i) => cell.padStart(widths[i]!)).join('  '))
    .map((line) => `${line}\n`)
    .join('');
}

/** The page's table: its figures of one quantity, layer by layer. */
export function table(reports: readonly LayerReport[], quantity: Quantity): string {
  const shown = figureNames.filter((name) => figureOf(name).shown === 'table');
  const own = reports.filter((report) => report[quantity]);
  const used = shown.filter((name) => own.some((one) => figureTextIn(name, one, quantity)));
  return aligned([
    ['layer', ...used.map((name) => figureOf(name).name)],
    ...own.map((report) => [
      String(report.layer),
      ...used.map((name) => figureTextIn(name, report, quantity) ?? ''),
    ]),
  ]);
}

/** “post-activation exploded, …”. */
export function outcome(
  reports: readonly LayerReport[],
  quantity: Quantity,
  machine: Arithmetic,
): string {
  const { headline, detail } = verdict(reports, quantity, machine);
  return `${headline}, ${detail}`;
}

/** What a sweep changes nothing by, if so. */
export const idle = (name: PropertyName, experiment: Experiment): string | undefined =>
  applies(name, experiment)
    ? undefined
    : `${name} changes nothing here: this experiment does not use it.`;
