import './table.css';
import { readable } from '../model/format';
import type { Quantity } from '../model/histogram';
import { finiteCount, isFiniteLayer } from '../model/moments';
import type { LayerReport, Statistics } from '../model/report';

const finiteShare = (s: Statistics) => {
  const percent = (100 * finiteCount(s)) / s.count;
  // 99.996 % must not read as 100 %: that is what the column is for.
  const digits = percent === 100 || percent === 0 ? 0 : 2;
  const shown = Math.min(percent, percent < 100 ? 99.99 : 100);
  return `${shown.toFixed(digits)} %`;
};

const figure = (x: number) => readable(x, 3, true);

/** The table's columns after the layer's number. */
const columns: Record<string, (s: Statistics) => string> = {
  mean: ({ mean }) => figure(mean),
  variance: ({ variance }) => figure(variance),
  'second moment': ({ secondMoment }) => figure(secondMoment),
  finite: finiteShare,
};

const cell = (name: 'th' | 'td', text: string, scope?: string) => {
  const element = document.createElement(name);
  element.textContent = text;
  if (scope) element.setAttribute('scope', scope);
  return element;
};

function row(report: LayerReport, quantity: Quantity): HTMLTableRowElement {
  const tr = document.createElement('tr');
  const statistics = report[quantity];
  tr.toggleAttribute('data-broken', !isFiniteLayer(statistics));
  tr.append(
    cell('th', report.layer === 0 ? 'input' : String(report.layer), 'row'),
    ...Object.values(columns).map((text) => cell('td', text(statistics))),
  );
  return tr;
}

/** Every layer's figures, for reading; rows are added as reports come. */
export function createTable(container: HTMLElement) {
  const table = document.createElement('table');
  const caption = table.createCaption();
  const head = table.createTHead().insertRow();
  head.append(...['layer', ...Object.keys(columns)].map((name) => cell('th', name, 'col')));
  const body = table.createTBody();
  container.tabIndex = 0;
  container.setAttribute('role', 'region');
  container.setAttribute('aria-label', 'Table of layers');
  container.append(table);
  let shown: { first: LayerReport | undefined; count: number; quantity: Quantity } | undefined;

  return {
    show(reports: readonly LayerReport[], quantity: Quantity): void {
      caption.textContent = `${quantity}-activations, over the finite values of all samples and units`;
      const continues =
        shown?.first === reports[0] &&
        shown?.quantity === quantity &&
        shown.count <= reports.length;
      const from = continues ? (shown?.count ?? 0) : 0;
      const rows = reports.slice(from).map((report) => row(report, quantity));
      if (continues) body.append(...rows);
      else body.replaceChildren(...rows);
      shown = { first: reports[0], count: reports.length, quantity };
    },
  };
}
