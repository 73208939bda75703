import { make } from '../dom/make';
import { SATURATED_IN_WORDS } from '../model/activations';
import { percent } from '../model/format';
import { isActivation, type Quantity } from '../model/histogram';
import { finiteCount } from '../model/moments';
import type { LayerReport, Statistics } from '../model/report';
import { figure } from './figures';

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
  'below the axis': ({ histogram: { below }, count }) => percent(below / count),
  'above the axis': ({ histogram: { above }, count }) => percent(above / count),
  'sample correlation': (_, { correlation }, quantity) =>
    isActivation(quantity) ? figure(correlation[quantity]) : undefined,
  'dead units': onlyOf('post', ({ dead }) => percent(dead)),
  [SATURATED_IN_WORDS]: onlyOf('post', ({ saturated }) => percent(saturated)),
};

const shortNames: Record<Quantity, string> = {
  pre: 'pre',
  post: 'post',
  weight: 'weights',
  gradPre: 'grad pre',
  gradPost: 'grad post',
  gradWeight: 'grad weights',
};

type Row = readonly [name: string, text: Text];

function tableOf(rows: readonly Row[], report: LayerReport, quantities: readonly Quantity[]) {
  const table = make('table');
  const head = table.createTHead().insertRow();
  const header = (text: string, scope: 'row' | 'col') => make('th', { scope, text });
  head.append(make('td'), ...quantities.map((name) => header(shortNames[name], 'col')));
  const body = table.createTBody();
  for (const [name, text] of rows) {
    const row = body.insertRow();
    row.append(header(name, 'row'));
    for (const quantity of quantities)
      row.insertCell().textContent = text(report[quantity]!, report, quantity) ?? '–';
  }
  return table;
}

/**
 * Every statistic of a layer: a row each, and a column for each quantity. In two tables side by
 * side, for what lies over a picture is to be low.
 */
export function insetTables(report: LayerReport, quantities: readonly Quantity[]) {
  const all = Object.entries(rows);
  const half = Math.ceil(all.length / 2);
  return [all.slice(0, half), all.slice(half)].map((part) => tableOf(part, report, quantities));
}
