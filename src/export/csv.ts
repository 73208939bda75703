/** Every figure as a table: a row for each quantity of each layer of each run. */
import { figureIn, figureNames } from '../model/figures';
import { type Quantity, quantities } from '../model/histogram';
import { properties, propertyNames } from '../model/properties';
import type { LayerReport } from '../model/report';
import type { Exported, ExportedRun } from './exported';

/** What a cell may hold; undefined is an empty one: there is no such figure. */
type Cell = string | number | boolean | undefined;

interface Row {
  readonly exported: Exported;
  readonly run: ExportedRun;
  readonly report: LayerReport;
  readonly quantity: Quantity;
}

/**
 * A property's value. Lists, and names that look like numbers, are written as JSON, so that a column
 * is of one type whatever was chosen.
 */
function propertyCell(value: unknown): Cell {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const isName = typeof value === 'string' && Number.isNaN(Number(value));
  return isName ? value : JSON.stringify(value);
}

type Column = readonly [name: string, read: (row: Row) => Cell];

const columns: readonly Column[] = [
  ['run', ({ run }) => run.name],
  ['layer', ({ report }) => report.layer],
  ['quantity', ({ quantity }) => quantity],
  ['fanIn', ({ report }) => report.fanIn],
  ['units', ({ report }) => report.units],
  ...figureNames.map(
    (name): Column => [name, ({ report, quantity }) => figureIn(name, report, quantity)],
  ),
  ...propertyNames.map(
    (name): Column => [`experiment.${name}`, ({ run }) => propertyCell(run.experiment[name])],
  ),
  ['adapter', ({ exported }) => exported.adapter],
  ['version', ({ exported }) => exported.version],
  ['link', ({ run }) => run.link],
];

/** Names of the columns of whole numbers, for those who check types. */
export const wholeColumns: readonly string[] = [
  'layer',
  'fanIn',
  'units',
  'count',
  ...propertyNames
    .filter((name) => 'step' in properties[name].control && name !== 'widths')
    .map((name) => `experiment.${name}`),
];

/** “inf”, “-inf” and “NaN” as pandas and R read them. */
const numberText = (x: number) =>
  Number.isNaN(x) || Number.isFinite(x) ? String(x) : x > 0 ? 'inf' : '-inf';

function cellText(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return numberText(cell);
  const text = String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line of a table, RFC 4180. */
export const csvLine = (cells: readonly Cell[]) => `${cells.map(cellText).join(',')}\n`;

/** The table as RFC 4180 has it, in UTF-8, with line feeds. Fractions are 0 … 1. */
export function csvOf(exported: Exported): string {
  const head = csvLine(columns.map(([name]) => name));
  const rows = exported.runs.flatMap((run) =>
    run.reports.flatMap((report) =>
      quantities
        .filter((quantity) => report[quantity])
        .map((quantity) =>
          csvLine(columns.map(([, read]) => read({ exported, run, report, quantity }))),
        ),
    ),
  );
  return head + rows.join('');
}
