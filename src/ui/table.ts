import './table.css';
import { createButton } from '../dom/controls';
import { make } from '../dom/make';
import { figureNames, figureOf, figureTextIn, headingOf, quantitiesWith } from '../model/figures';
import { layerName } from '../model/format';
import type { Quantity } from '../model/histogram';
import { isFiniteLayer } from '../model/moments';
import type { LayerReport, Statistics } from '../model/report';
import { quantityWords } from '../model/view';

/** The table's columns after the layer's number. */
const columnsOf = (quantity: Quantity) =>
  figureNames.filter(
    (name) => figureOf(name).shown === 'table' && quantitiesWith(name).includes(quantity),
  );

export const headingsOf = (quantity: Quantity) => columnsOf(quantity).map(headingOf);

/** A layer's figures, in the order of the headings. */
export const textsOf = (report: LayerReport, quantity: Quantity) =>
  columnsOf(quantity).map((name) => figureTextIn(name, report, quantity)!);

// Roles in words: a phone folds the rows with a grid, and some browsers then forget that it is a table.
const cell = (name: 'th' | 'td', text: string, scope?: 'row' | 'col') => {
  const role = scope ? `${scope}${scope === 'col' ? 'umn' : ''}header` : 'cell';
  return make(name, { scope, role, text });
};

const emptyRow = () => make('tr', { role: 'row' });

/** Opens a layer's details. */
type Select = (layer: number) => void;

/** The layer's number, as a button to read it closely. */
function layerCell(layer: number, select: Select) {
  const header = cell('th', '', 'row');
  const name = layer === 0 ? layerName(0) : String(layer);
  const label = `${layerName(layer)} in detail`;
  header.append(createButton(name, () => select(layer), { value: layer, 'aria-label': label }));
  return header;
}

function rowOf(report: LayerReport, statistics: Statistics, quantity: Quantity, select: Select) {
  const tr = emptyRow();
  tr.toggleAttribute('data-broken', !isFiniteLayer(statistics));
  tr.append(
    layerCell(report.layer, select),
    ...textsOf(report, quantity).map((text) => cell('td', text)),
  );
  return tr;
}

/** Makes these a body's rows, and moves none that is in its place: a reader's scroll stays. */
function arrange(body: HTMLTableSectionElement, rows: readonly HTMLTableRowElement[]) {
  for (const [i, row] of rows.entries())
    if (body.rows[i] !== row) body.insertBefore(row, body.rows[i] ?? null);
  while (body.rows.length > rows.length) body.deleteRow(-1);
}

/** Every layer's figures, for reading; only rows whose report is new are made anew. */
export function createTable(container: HTMLElement, select: Select) {
  const table = make('table', { role: 'table' });
  const caption = table.createCaption();
  const head = emptyRow();
  table.createTHead().append(head);
  const body = table.createTBody();
  for (const part of [table.tHead!, body]) part.setAttribute('role', 'rowgroup');
  container.tabIndex = 0;
  container.setAttribute('role', 'region');
  container.setAttribute('aria-label', 'Table of layers');
  container.append(table);
  let rows = new Map<LayerReport, HTMLTableRowElement>();
  let shown: Quantity | undefined;

  return {
    show(reports: readonly LayerReport[], quantity: Quantity): void {
      const { caption: name, over } = quantityWords[quantity];
      if (quantity !== shown) {
        const names = ['layer', ...headingsOf(quantity)];
        head.replaceChildren(...names.map((text) => cell('th', text, 'col')));
      }
      caption.textContent = `${name}, over the finite values of all ${over}`;
      const kept = quantity === shown ? rows : undefined;
      rows = new Map();
      for (const report of reports) {
        const statistics = report[quantity];
        if (!statistics) continue;
        rows.set(report, kept?.get(report) ?? rowOf(report, statistics, quantity, select));
      }
      shown = quantity;
      arrange(body, [...rows.values()]);
    },
  };
}
