import { make } from '../dom/make';
import { type FigureName, figureNames, figureOf, figureTextIn, headingOf } from '../model/figures';
import type { Quantity } from '../model/histogram';
import type { LayerReport } from '../model/report';

const shortNames: Record<Quantity, string> = {
  pre: 'pre',
  post: 'post',
  weight: 'weights',
  gradPre: 'grad pre',
  gradPost: 'grad post',
  gradWeight: 'grad weights',
};

/** A figure of the whole layer is shown in one column only, because it is the same in the other. */
function textOf(name: FigureName, report: LayerReport, quantity: Quantity): string {
  const again = quantity === 'pre' && figureOf(name).ofLayer;
  return (again ? undefined : figureTextIn(name, report, quantity)) ?? '–';
}

/** A figure's heading, and its text for each quantity. */
type Row = readonly [heading: string, ...texts: readonly string[]];

/** What the tables say, figure by figure. */
export const insetRows = (report: LayerReport, quantities: readonly Quantity[]): Row[] =>
  figureNames
    .filter((name) => figureOf(name).shown)
    .map((name) => [
      headingOf(name),
      ...quantities.map((quantity) => textOf(name, report, quantity)),
    ]);

/** Every statistic of a layer: a row each, and a column for each quantity. */
export function insetTable(report: LayerReport, quantities: readonly Quantity[]) {
  const table = make('table');
  const head = table.createTHead().insertRow();
  const header = (text: string, scope: 'row' | 'col') => make('th', { scope, text });
  head.append(make('td'), ...quantities.map((name) => header(shortNames[name], 'col')));
  const body = table.createTBody();
  for (const [heading, ...texts] of insetRows(report, quantities)) {
    const row = body.insertRow();
    row.append(header(heading, 'row'));
    for (const text of texts) row.insertCell().textContent = text;
  }
  return table;
}
