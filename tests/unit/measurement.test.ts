import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { measure } from '../../src/engine/measure';
import { kinds } from '../../src/export/kinds';
import {
  byLayer,
  columns,
  type Measurement,
  numberIn,
  ofShard,
  plannedRuns,
  rowsOf,
  toCsv,
  toJson,
  VERSION,
} from '../../src/export/measurement';
import { merged, readMeasurement } from '../../src/export/read-measurement';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { figureIn, figureNames } from '../../src/model/figures';
import { type Quantity, quantities } from '../../src/model/histogram';
import { Problem } from '../../src/model/problem';

/** Explodes within its layers, so that infinities and NaNs are among its figures. */
const experiment = experimentWith(defaultExperiment, {
  widths: [12],
  depth: 6,
  batch: 8,
  std: 10,
  inputStd: 100,
  format: 'float16',
  backward: true,
}) as Experiment;

const head: Measurement = {
  kind: kinds.sweep,
  version: VERSION,
  initscope: '0.1.0',
  experiment,
  seeds: 2,
  sweep: { name: 'std', values: [0, 10] },
  columns,
  runs: [],
};

async function measured() {
  const engine = createCpuEngine();
  const runs = [];
  const reports = [];
  for (const { experiment: one, value } of plannedRuns(head)) {
    const all = await measure(engine, one, { weights: true });
    reports.push(all);
    const { name, flushesSubnormals } = engine;
    runs.push({ engine: name, flushesSubnormals, seed: one.seed, value, rows: rowsOf(all) });
  }
  return { reports, measurement: { ...head, runs } };
}
const { reports, measurement } = await measured();

/** As a reader of CSV reads a number. */
const fromCsv = (text: string) => {
  if (text === '') return undefined;
  return { inf: Infinity, '-inf': -Infinity, NaN: Number.NaN }[text] ?? Number(text);
};

describe('a measurement', () => {
  it('plans a run for each value and seed, which is the experiment but for these', () => {
    const planned = plannedRuns({ ...head, experiment: { ...experiment, seed: 2 ** 32 - 1 } });
    expect(planned.map(({ value, experiment: { std, seed } }) => [value, std, seed])).toEqual([
      [0, 0, 2 ** 32 - 1],
      [0, 0, 0],
      [10, 10, 2 ** 32 - 1],
      [10, 10, 0],
    ]);
    expect(planned[2]!.experiment).toEqual({ ...experiment, seed: 2 ** 32 - 1 });
  });

  it('has in JSON every figure of the reports, exactly', () => {
    const { runs } = JSON.parse(toJson(measurement)) as Measurement;
    const seen = new Set<string>();
    for (const [i, { rows }] of runs.entries()) {
      const wanted = reports[i]!.flatMap((report) =>
        quantities.filter((quantity) => report[quantity]).map((quantity) => ({ report, quantity })),
      );
      expect(rows).toHaveLength(wanted.length);
      for (const [k, { report, quantity }] of wanted.entries()) {
        const [layer, fanIn, units, named, ...figures] = rows[k]!;
        expect([layer, fanIn, units, named]).toEqual([
          report.layer,
          report.fanIn,
          report.units,
          quantity,
        ]);
        for (const [j, name] of figureNames.entries()) {
          const value = figureIn(name, report, quantity);
          // −0 is written as 0.
          expect(numberIn(figures[j])).toBe(value === 0 ? 0 : value);
          seen.add(Number.isFinite(value ?? 0) ? typeof value : String(value));
        }
      }
    }
    // Otherwise it would show nothing of what JSON has no numbers for.
    expect([...seen].sort()).toEqual(['-Infinity', 'NaN', 'number', 'undefined']);
  });

  it('has in CSV the same rows', () => {
    const [first, ...lines] = toCsv(measurement)
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    expect(first).toEqual(['experiment.std', 'seed', ...columns]);
    const rows = measurement.runs.flatMap(({ value, seed, rows: all }) =>
      all.map((row) => [value, seed, ...row] as const),
    );
    expect(lines).toHaveLength(rows.length);
    const atQuantity = first!.indexOf('quantity');
    for (const [i, line] of lines.entries())
      for (const [j, text] of line.entries())
        if (j === atQuantity) expect(text).toBe(rows[i]![j]);
        else expect(fromCsv(text)).toBe(numberIn(rows[i]![j] as number));
  });

  it('quotes in CSV what has commas', () => {
    const sweep = { name: 'widths', values: [[4, 5]] } as const;
    const [, line] = toCsv({
      ...measurement,
      sweep,
      runs: [{ ...measurement.runs[0]!, value: [4, 5] }],
    }).split('\n');
    expect(line).toMatch(/^"4,5",1,0,/);
  });

  it('gives a figure layer by layer', () => {
    const run = measurement.runs[2]!;
    const of = (quantity: Quantity) => byLayer(measurement, run, quantity, 'log10Variance');
    expect(of('post').map(({ layer }) => layer)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(of('post').map(({ value }) => value)).toEqual(
      reports[2]!.map((report) => figureIn('log10Variance', report, 'post')),
    );
    expect(of('weight').map(({ layer }) => layer)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('a measurement’s file', () => {
  const content = () => JSON.parse(toJson(measurement));

  it('is read as what it was', () => {
    expect(toJson(readMeasurement(content(), 'a.json') as Measurement)).toBe(toJson(measurement));
  });

  it.each([
    ['no measurement', () => [], 'a.json cannot be read: it is no measurement of Initscope.'],
    ['another kind', () => ({ ...content(), kind: 'page' }), 'no measurement'],
    ['a later version', () => ({ ...content(), version: 2 }), 'it has version 2'],
    ['no experiment', () => ({ ...content(), experiment: 1 }), 'it has no experiment'],
    [
      'an experiment that is not allowed',
      () => ({ ...content(), experiment: { depth: 0 } }),
      'depth 0 is not a whole number from 1 to 200.',
    ],
    ['no seeds', () => ({ ...content(), seeds: 0 }), 'its seeds are no count'],
    [
      'a sweep of nothing',
      () => ({ ...content(), sweep: { name: 'constructor', values: [1] } }),
      'its sweep is of “constructor”',
    ],
    [
      'a value that is not allowed',
      () => ({ ...content(), sweep: { name: 'std', values: [0, 'x'] } }),
      'std “x” is not a number',
    ],
    ['a wrong shard', () => ({ ...content(), shard: [3, 2] }), 'its shard is not'],
    ['a column missing', () => ({ ...content(), columns: ['layer'] }), 'its columns are not all'],
    [
      'a short row',
      () => ({ ...content(), runs: [{ ...content().runs[0], rows: [[1]] }] }),
      'a run of it is not as its columns say',
    ],
    [
      'a run missing',
      () => ({ ...content(), runs: content().runs.slice(1) }),
      'it has 3 runs instead of 4',
    ],
  ])('is refused with %s', (_, wrong, sentence) => {
    const result = readMeasurement(wrong(), 'a.json');
    expect(result).toBeInstanceOf(Problem);
    expect((result as Problem).sentence).toContain(sentence);
  });
});

describe('shards', () => {
  const parts = (of: number) =>
    Array.from({ length: of }, (_, i) => {
      const shard = [i + 1, of] as const;
      const part = { ...measurement, shard, runs: ofShard(measurement.runs, shard) };
      const name = `${i + 1}.json`;
      return { name, measurement: readMeasurement(JSON.parse(toJson(part)), name) as Measurement };
    });

  it('make the whole, byte for byte, in whatever order they come', () => {
    const shuffled = fc
      .integer({ min: 1, max: 7 })
      .chain((of) => fc.shuffledSubarray(parts(of), { minLength: of }));
    fc.assert(
      fc.property(shuffled, (all) => {
        expect(toJson(merged(all) as Measurement)).toBe(toJson(measurement));
      }),
    );
  });

  const [one, two, three] = parts(3) as [ReturnType<typeof parts>[0], ...ReturnType<typeof parts>];
  const other = { ...two!.measurement, seeds: 3 };
  it.each([
    ['nothing', [], 'Nothing is no shard'],
    ['a whole one', [{ name: 'all.json', measurement }], 'all.json is no shard'],
    ['a part missing', [three!, one], 'Of 3 parts 2 is missing.'],
    ['parts missing', [one], 'Of 3 parts 2, 3 are missing.'],
    [
      'a part twice',
      [one, { ...one, name: 'again.json' }],
      '1.json and again.json are both part 1',
    ],
    [
      'another’s part',
      [one, { name: 'x.json', measurement: other }],
      'x.json and 1.json are parts of different',
    ],
    ['another’s division', [one, ...parts(2)], '1.json and 1.json are parts of different'],
  ])('are refused with %s', (_, all, sentence) => {
    const result = merged(all);
    expect(result).toBeInstanceOf(Problem);
    expect((result as Problem).sentence).toContain(sentence);
  });
});
