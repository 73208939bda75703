import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import type { LogRange } from '../../src/model/columns';
import { ownDecades, sharedDecades } from '../../src/model/decades';
import type { Experiment } from '../../src/model/experiment';
import type { Quantity } from '../../src/model/histogram';
import { isFiniteLayer } from '../../src/model/moments';
import { type LayerReport, measurementsOf } from '../../src/model/report';
import { made } from './making';
import { normalReport } from './scene-state';

async function run(experiment: Experiment): Promise<LayerReport[]> {
  const reports: LayerReport[] = [];
  for await (const report of createCpuEngine().run(experiment)) reports[report.layer] = report;
  return reports;
}

const small = { batch: 32, depth: 30 };
const foreseen = (changes: Record<string, unknown>, quantity: Quantity = 'post') =>
  sharedDecades([{ experiment: made(changes), reports: [] }], quantity);

/** Largest magnitude and root mean square without zeros, as log10, of every layer that has bars. */
const sizesOf = (reports: readonly LayerReport[], names: readonly Quantity[]) =>
  names.flatMap((name) =>
    measurementsOf(reports, name)
      .map(({ statistics }) => statistics)
      .filter((s) => isFiniteLayer(s) && s.zeros < s.count)
      .map((s) => ({
        largest: Math.log10(Math.max(-s.min, s.max)),
        typical: Math.log10(Math.sqrt(s.secondMoment / (1 - s.zeros / s.count))),
      })),
  );

describe('decades before a layer has been measured', () => {
  it('hold every layer’s predicted scale, within float32', () => {
    expect(foreseen({})).toEqual({ kind: 'log', low: -3, high: 39 });
    // Values that are all alike have no spread, but a size: 0.5 grows to 4.9e26.
    const alike = { scheme: 'constant', value: 0.5, widths: [1000], depth: 10 };
    const input = { input: 'constant', constant: 0.5, noise: 0 };
    expect(foreseen({ ...alike, ...input }).high).toBeGreaterThan(26);
    expect(foreseen({ depth: 200 })).toMatchObject({ low: -3, high: 39 });
    const vanishing = foreseen({ scheme: 'lecun_normal', activation: 'relu' });
    expect(vanishing.low).toBeLessThan(-8);
    expect(vanishing.high).toBe(1);
  });

  it('are of gradients apart', () => {
    const vanishing = { scheme: 'xavier_normal', activation: 'sigmoid', backward: true };
    expect(foreseen(vanishing, 'gradPost').low).toBeLessThan(-20);
    expect(foreseen(vanishing).low).toBeGreaterThan(-6);
  });

  it('are some even where nothing has a size', () => {
    for (const { low, high } of [foreseen({ inputStd: 0 }), foreseen({ scheme: 'lsuv' }, 'weight')])
      expect(high - low).toBeGreaterThan(1);
  });
});

describe.each<[string, Record<string, unknown>]>([
  ['a thin network', { widths: [4], scheme: 'lecun_normal', activation: 'tanh' }],
  [
    'a tapering tanh network',
    { widths: [64], shape: 'geometric', lastWidth: 4, activation: 'tanh' },
  ],
  ['a tapering network that explodes', { widths: [64], shape: 'geometric', lastWidth: 4 }],
  ['one value a layer', { widths: [1], scheme: 'normal', batch: 1 }],
  ['LSUV', { widths: [33], scheme: 'lsuv', activation: 'relu', inputStd: 1e-6 }],
  ['what vanishes to zeros', { widths: [16], scheme: 'normal', std: 1e-3, activation: 'relu' }],
  ['digits', { widths: [784, 32], shape: 'list', depth: 2, input: 'digits', activation: 'relu' }],
  ['float32’s end', { widths: [64], depth: 60 }],
])('decades of %s', (_, changes) => {
  it('hold every layer that has been measured, whenever that was, and waste little', async () => {
    const experiment = made({ ...small, ...changes });
    const reports = await run(experiment);
    let range: LogRange | undefined;
    for (let known = 0; known <= reports.length; known++) {
      const part = reports.slice(0, known);
      range = sharedDecades([{ experiment, reports: part }], 'post', range);
      for (const { largest, typical } of sizesOf(part, ['pre', 'post'])) {
        expect(largest).toBeLessThan(range.high);
        // A bell's own hundredths are on the axis too.
        expect(Math.max(-45, typical - 2.5)).toBeGreaterThanOrEqual(range.low);
      }
    }
    const sizes = sizesOf(reports, ['pre', 'post']);
    const top = Math.max(...sizes.map(({ largest }) => largest));
    const bottom = Math.max(-45, Math.min(...sizes.map(({ typical }) => typical - 2.5)));
    // Up to a whole decade, and as much again that an axis that stays where it is may waste.
    expect(range!.high - top).toBeLessThanOrEqual(2);
    expect(bottom - range!.low).toBeLessThanOrEqual(2);
  });
});

describe('decades', () => {
  const experiment = made({ scheme: 'lecun_normal', depth: 1 });
  const bell = (std: number) => {
    const moments = { variance: std ** 2, secondMoment: std ** 2, min: -4 * std, max: 4 * std };
    return { experiment, reports: [normalReport(0, moments), normalReport(1, moments)] };
  };

  it('stay the same object while they hold what there is and waste at most a decade an end', () => {
    const first = sharedDecades([bell(1)], 'post');
    expect(first).toEqual({ kind: 'log', low: -3, high: 1 });
    expect(sharedDecades([bell(2)], 'post', first)).toBe(first);
    // 8 % of the values of another seed lie a little farther out.
    expect(sharedDecades([bell(3)], 'post', first)).toEqual({ kind: 'log', low: -3, high: 2 });
    expect(sharedDecades([bell(1)], 'post', { kind: 'log', low: -4, high: 2 }).low).toBe(-4);
    expect(sharedDecades([bell(1)], 'post', { kind: 'log', low: -5, high: 2 })).toEqual(first);
    expect(sharedDecades([bell(1)], 'post', { kind: 'log', low: -2, high: 1 })).toEqual(first);
  });

  it('hold all runs that are seen together', () => {
    const both = sharedDecades([bell(1e-6), bell(1e3)], 'post');
    expect(both).toEqual({ kind: 'log', low: -9, high: 4 });
    expect(sharedDecades([bell(1e3), bell(1e-6)], 'post')).toEqual(both);
  });

  it('leave a value at a power of ten inside, and one layer’s own are its own', () => {
    const ones = normalReport(1, { variance: 0, secondMoment: 1, min: 1, max: 1 }).post;
    expect(ownDecades(ones)).toEqual({ kind: 'log', low: -3, high: 1 });
    const zeros = normalReport(1, { zeros: 100_000, secondMoment: 0, min: 0, max: 0 }).post;
    expect(ownDecades(zeros).high).toBeGreaterThan(ownDecades(zeros).low);
  });
});
