import { beforeAll, describe, expect, it } from 'vitest';
import { tooltipOf } from '../../src/chart/tooltip';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { liveValues } from '../../src/lecture/live';
import type { Experiment } from '../../src/model/experiment';
import {
  figureIn,
  figureNames,
  figureOf,
  figureText,
  figureTextIn,
  headingOf,
  quantitiesWith,
} from '../../src/model/figures';
import { quantities } from '../../src/model/histogram';
import type { LayerReport } from '../../src/model/report';
import { predict } from '../../src/model/theory/theory';
import { defaultView, type Measure, measures } from '../../src/model/view';
import { insetRows } from '../../src/ui/inset-table';
import { headingsOf, textsOf } from '../../src/ui/table';
import { chartState } from './chart-making';
import { made } from './making';

/** The last reports of a network of three layers, with everything that can be measured of it. */
async function reportsOf(experiment: Experiment): Promise<LayerReport[]> {
  const reports: LayerReport[] = [];
  for await (const report of createCpuEngine().run(experiment, { weights: true }))
    reports[report.layer] = report;
  return reports;
}

const small = { depth: 3, widths: [32], batch: 16, scheme: 'kaiming_normal', activation: 'relu' };
const experiment = made({ ...small, backward: true });
const single = made({ ...small, backward: true, batch: 1 });
/** N(0, 1) weights at 64 units: float16 overflows at layer 6, and has nothing finite in the end. */
const overflowing = made({ depth: 8, widths: [64], batch: 16, format: 'float16', backward: true });

let reports: LayerReport[];
beforeAll(async () => {
  reports = await reportsOf(experiment);
});

const forms = {
  none: /^−?\d+(\.\d+)?(×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?$/,
  '%': /^\d+(\.\d\d)? %$/,
  values: /^\d+$/,
};

describe('a figure', () => {
  it.each(figureNames)('%s has words and a unit, or says that it has none', (name) => {
    const { words, unit } = figureOf(name);
    expect(words).toMatch(/^\S.*\S$/);
    expect(Object.keys(forms)).toContain(unit);
  });

  it('has a name of its own, one that a lesson can tell from a layer and a quantity', () => {
    const names = figureNames.map((name) => figureOf(name).name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names)
      expect(name.split(' ').at(-1)).not.toMatch(
        new RegExp(`^(\\d+|last|shown|${quantities.join('|')})$`),
      );
  });

  it.each(figureNames)('%s is a number and has a text where the row says so', (name) => {
    const { missing, unit } = figureOf(name);
    expect(missing?.(experiment)).toBeUndefined();
    const there = quantitiesWith(name);
    expect(there.length).toBeGreaterThan(0);
    for (const report of reports)
      for (const quantity of quantities) {
        const value = figureIn(name, report, quantity);
        const where = `layer ${report.layer}, ${quantity}`;
        if (!report[quantity] || !there.includes(quantity)) {
          expect(value, where).toBeUndefined();
          continue;
        }
        expect(Number.isFinite(value), where).toBe(true);
        expect(figureText(name, value!), where).toMatch(forms[unit]);
      }
    // Every quantity was measured somewhere, so nothing above was passed over.
    for (const quantity of there) expect(reports.some((report) => report[quantity])).toBe(true);
  });

  it.each(figureNames)('%s has no number where an experiment has none of it', async (name) => {
    const reason = figureOf(name).missing?.(single);
    const [, layer] = await reportsOf(single);
    for (const quantity of reason ? quantitiesWith(name) : []) {
      expect(figureIn(name, layer!, quantity)).toBeNaN();
      expect(figureTextIn(name, layer!, quantity)).toBe('none');
    }
    expect(reason !== undefined).toBe(name === 'sampleCorrelation');
  });

  it('has no number where nothing is finite, and never reads NaN', async () => {
    const last = (await reportsOf(overflowing)).at(-1)!;
    expect(figureIn('finite', last, 'post')).toBe(0);
    for (const name of ['variance', 'mean', 'min', 'log10Variance', 'excessKurtosis'] as const)
      expect(figureTextIn(name, last, 'post'), name).toBe('none');
    for (const name of ['inf', 'nan', 'finite', 'zeros'] as const)
      expect(figureTextIn(name, last, 'post'), name).toMatch(forms['%']);
  });
});

/** Everywhere that shows a figure, as rows of its name and its text. */
describe.each(quantities)('of %s, the same figures read the same', (quantity) => {
  const shown = () => reports.filter((report) => report[quantity]);

  it('in the table and in the inset', () => {
    for (const report of shown()) {
      const inset = new Map(insetRows(report, [quantity]).map(([name, text]) => [name, text]));
      const headings = headingsOf(quantity);
      const once = ['deadUnits', 'saturated'] as const;
      // What is of the layer as a whole, the inset tells beside the post-activation only.
      const told = quantity === 'pre' ? once.map(headingOf) : [];
      for (const [i, text] of textsOf(report, quantity).entries())
        expect([headings[i], inset.get(headings[i]!)]).toEqual([
          headings[i],
          told.includes(headings[i]!) ? '–' : text,
        ]);
      expect(headings.length).toBe(quantity === 'pre' || quantity === 'post' ? 8 : 5);
    }
  });

  it('in the chart’s tooltip and in the inset', () => {
    for (const measure of Object.keys(measures) as Measure[]) {
      const state = chartState({ reports, quantity, measure, theory: predict(experiment) });
      for (const report of shown()) {
        const inset = insetRows(report, [quantity]);
        const [line] = tooltipOf(state, report.layer)!.lines;
        expect(inset).toContainEqual([...line!]);
      }
    }
  });

  it('in a lesson, by the name that the inset has', () => {
    const state = {
      experiment,
      view: defaultView,
      theme: 'dark' as const,
      place: undefined,
      reports,
      done: true,
    };
    const values = liveValues({ ...state, current: true }, {});
    for (const report of shown())
      for (const name of figureNames) {
        const { ofLayer, name: title } = figureOf(name);
        const live = `${title} ${report.layer}${ofLayer ? '' : ` ${quantity}`}`;
        const text = figureTextIn(name, report, quantity);
        if (text !== undefined) expect([live, values(live)]).toEqual([live, text]);
        else if (!ofLayer) expect(values(live), live).toBeUndefined();
      }
    for (const report of shown())
      for (const [heading, text] of insetRows(report, [quantity])) {
        const title = heading.replace(/ \(.*\)$/, '');
        const live = [`${title} ${report.layer} ${quantity}`, `${title} ${report.layer}`];
        if (text !== '–') expect(live.map(values), heading).toContain(text);
      }
  });
});
