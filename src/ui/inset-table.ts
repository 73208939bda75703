import type { Quantity } from '../model/histogram';
import { finiteCount } from '../model/moments';
import type { LayerReport, Statistics } from '../model/report';
import { quantityWords } from '../model/view';
import { figure, percent } from './figures';

type Text = (statistics: Statistics, report: LayerReport, quantity: Quantity) => string | undefined;

/** What is known of the layer rather than of all its numbers: of one quantity only. */
const onlyOf =
  (name: Quantity, text: (report: LayerReport) => string): Text =>
  (_, report, quantity) =>
    quantity === name ? text(report) : undefined;

const rows: Readonly<Record<string, Text>> = {
  mean: ({ mean }) => figure(mean),
  variance: ({ variance }) => figure(variance),
  'second moment': ({ secondMoment }) => figure(secondMoment),
  std: ({ variance }) => figure(Math.sqrt(variance)),
  'excess kurtosis': ({ kurtosis }) => figure(kurtosis),
  min: ({ min }) => figure(min),
  max: ({ max }) => figure(max),
  zeros: ({ zeros, count }) => percent(zeros / count),
  finite: (s) => percent(finiteCount(s) / s.count),
  'below, above the axis': ({ histogram: { below, above }, count }) =>
    `${percent(below / count)}, ${percent(above / count)}`,
  'correlation of samples': (_, { correlation }, quantity) =>
    quantity === 'pre' || quantity === 'post' ? figure(correlation[quantity]) : undefined,
  'dead units': onlyOf('post', ({ dead }) => percent(dead)),
  saturated: onlyOf('post', ({ saturated }) => percent(saturated)),
};

/** Every statistic of a layer: a row each, and a column for each quantity. */
export function insetTable(report: LayerReport, quantities: readonly Quantity[]) {
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  const header = (text: string, scope: 'row' | 'col') => {
    const cell = document.createElement('th');
    cell.scope = scope;
    cell.textContent = text;
    return cell;
  };
  const corner = document.createElement('td');
  head.append(corner, ...quantities.map((name) => header(quantityWords[name].button, 'col')));
  const body = table.createTBody();
  for (const [name, text] of Object.entries(rows)) {
    const row = body.insertRow();
    row.append(header(name, 'row'));
    for (const quantity of quantities)
      row.insertCell().textContent = text(report[quantity]!, report, quantity) ?? '–';
  }
  return table;
}
