import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { axisFor, linearRange } from '../../src/model/axis';
import { sharedDecades } from '../../src/model/decades';
import type { Experiment } from '../../src/model/experiment';
import { layerShapes } from '../../src/model/layer-shapes';
import { type SchemeName, schemes } from '../../src/model/schemes';
import { caveatOf, predict, predictionsOf } from '../../src/model/theory/theory';
import { verdict } from '../../src/model/verdict';
import { made, SEEDS } from './making';

/** Layers that widen, keep their width and taper, of one sample: the weights are all that matters. */
const experiment = (changes: Record<string, unknown>) =>
  made({ widths: [33, 65, 65, 16], shape: 'list', depth: 3, batch: 1, ...changes });

async function measured(e: Experiment) {
  const reports = [];
  for await (const report of createCpuEngine().run(e, { weights: true })) reports.push(report);
  return reports;
}

/** Excess kurtosis of a normal cut at ±2: E[x⁴] = 3 E[x²] − 2 · 2³ φ(2) / (2 Φ(2) − 1), with E[x²] = 0.7737. */
const CUT = (3 * 0.7737413 - (16 * 0.053991) / 0.9544997) / 0.7737413 ** 2 - 3;

/**
 * Excess kurtosis κ of the weights that are not 0: over n of them a second moment varies by (κ + 2) / n of
 * its square. Of an exact one nothing varies.
 */
const rows: [SchemeName, object, kurtosis: number | 'exact', fault: object][] = [
  ['normal', { std: 0.3, gain: 2 }, 0, { gain: 1.9 }],
  ['uniform', { bound: 0.3 }, -1.2, { scheme: 'normal', std: 0.3 }],
  ['trunc_normal', { std: 0.5 }, CUT, { scheme: 'normal', std: 0.5 }],
  ['xavier_normal', {}, 0, { scheme: 'lecun_normal' }],
  ['xavier_uniform', {}, -1.2, { scheme: 'lecun_normal' }],
  ['kaiming_normal', { mode: 'fan_out' }, 0, { mode: 'fan_in' }],
  ['kaiming_uniform', { a: 1 }, -1.2, { a: 0 }],
  ['lecun_normal', { format: 'bfloat16' }, 0, { scheme: 'xavier_normal' }],
  ['lecun_uniform', {}, -1.2, { scheme: 'xavier_normal' }],
  ['linear_default', {}, -1.2, { scheme: 'lecun_normal' }],
  ['sparse', { sparsity: 0.8, std: 2 }, 0, { sparsity: 0.75 }],
  ['orthogonal', { gain: 1.5 }, 'exact', { gain: 1.49 }],
  ['eye', { gain: 3 }, 'exact', { gain: 2.99 }],
  ['constant', { value: -0.1 }, 'exact', { value: 0.101 }],
  ['zeros', {}, 'exact', { scheme: 'constant', value: 1e-9 }],
];

/** float32's rounding of each weight. */
const ROUNDING = 1e-6;

describe('what the weights are predicted to be', () => {
  it('is tested of every scheme that can be', () => {
    expect(new Set([...rows.map(([name]) => name), 'lsuv'])).toEqual(new Set(Object.keys(schemes)));
  });

  it.each(rows)('%s: %o', async (scheme, changes, kurtosis, fault) => {
    const runs = await Promise.all(
      SEEDS.map((seed) => measured(experiment({ scheme, ...changes, seed }))),
    );
    /** Largest distance of the seeds' mean from the prediction, in what is allowed. */
    const worst = (e: Experiment) => {
      const predictions = predictionsOf(predict(e), 'weight');
      expect(predictions.map(({ layer }) => layer)).toEqual([1, 2, 3]);
      const distances = predictions.flatMap(({ layer, predicted }) => {
        const { fanIn, fanOut, filled } = layerShapes(e)[layer - 1]!;
        const n = fanIn * fanOut * (kurtosis === 'exact' ? 1 : filled) * SEEDS.length;
        const error = kurtosis === 'exact' ? 0 : Math.sqrt((kurtosis + 2) / n);
        return (['variance', 'secondMoment'] as const).map((moment) => {
          const values = runs.map((reports) => reports[layer]!.weight![moment]);
          const mean = values.reduce((a, b) => a + b, 0) / values.length;
          // A mean of n weights varies by 1 / n of their second moment, which the variance lacks.
          const lacking = moment === 'variance' && kurtosis !== 'exact' ? 1 / (fanIn * fanOut) : 0;
          const orthogonal = scheme === 'orthogonal' && moment === 'variance';
          const allowed = 4 * error + lacking + ROUNDING + (orthogonal ? 25 / (fanIn * fanOut) : 0);
          return Math.abs(mean - predicted[moment]) / (allowed * predicted.secondMoment || 1e-300);
        });
      });
      return Math.max(...distances);
    };
    expect(worst(experiment({ scheme, ...changes }))).toBeLessThan(1);
    expect(worst(experiment({ scheme, ...changes, ...fault }))).toBeGreaterThan(1);
  });

  it('is told wherever activations are not, but not of LSUV', () => {
    const digits = predict(made({ scheme: 'constant', input: 'digits', backward: true }));
    expect(predictionsOf(digits, 'post')).toHaveLength(1);
    expect(predictionsOf(digits, 'weight')).toHaveLength(50);
    expect(caveatOf(digits, 'post')).toBeDefined();
    expect(caveatOf(digits, 'weight')).toBeUndefined();
    const lsuv = predict(made({ scheme: 'lsuv' }));
    expect(predictionsOf(lsuv, 'weight')).toEqual([]);
    expect(caveatOf(lsuv, 'weight')).toMatch(/LSUV/);
  });
});

describe('the weights’ axis', () => {
  it.each<[Record<string, unknown>, number]>([
    [{ std: 0.2 }, 0.2],
    // The narrowest layer has 33 inputs, and the largest weights.
    [{ scheme: 'lecun_normal', gain: 2 }, 2 / Math.sqrt(33)],
    [{ scheme: 'constant', value: -0.25 }, 0.25],
    // Their standard deviation of 0.12 would leave all ones outside.
    [{ scheme: 'eye' }, 1],
    [{ scheme: 'sparse', std: 2, sparsity: 0.9 }, 2],
    // 4 in all.
    [{ scheme: 'zeros' }, 0.25],
  ])('of %o is ±4 times the largest layer’s size', (changes, size) => {
    const { low, high } = linearRange([experiment(changes)], 'weight');
    expect(low).toBeCloseTo(-4 * size, 9);
    expect(high).toBeCloseTo(4 * size, 9);
  });

  it.each([
    {},
    { scheme: 'constant', value: 1e-6 },
    { scheme: 'eye', gain: 9 },
    { scheme: 'lsuv', activation: 'relu', inputStd: 100 },
  ])('of %o holds them on log too, whatever becomes of activations', async (changes) => {
    const e = experiment({ std: 10, ...changes });
    const reports = await measured(e);
    // Before anything has been measured, and after.
    for (const known of [[], reports]) {
      const { low, high } = sharedDecades([{ experiment: e, reports: known }], 'weight');
      expect(high - low).toBeLessThan(8);
      for (const { weight } of reports.slice(1)) {
        expect(weight!.histogram).toEqual({ range: { kind: 'log' }, below: 0, above: 0 });
        expect(Math.log10(Math.max(weight!.max, -weight!.min))).toBeLessThan(high);
        expect(Math.log10(weight!.max)).toBeGreaterThan(low + 1);
      }
    }
  });

  it('is linear of itself where layers are alike, and logarithmic where they are not', () => {
    const automatic = (changes: Record<string, unknown>) =>
      axisFor('automatic', [made(changes)], 'weight');
    // Activations explode, which the weights know nothing of.
    expect(axisFor('automatic', [made({})], 'post')).toBe('log');
    expect(automatic({})).toBe('linear');
    expect(automatic({ scheme: 'eye' })).toBe('linear');
    const tapering = { scheme: 'lecun_normal', widths: [784], lastWidth: 10, shape: 'geometric' };
    expect(automatic(tapering)).toBe('log');
  });
});

describe('the verdict on weights', () => {
  it.each([
    [{ std: 1 }, 'held', 'level', /^variance [\d.]+ in layer 1, [\d.]+ in layer 3$/],
    [
      { scheme: 'constant', value: 0.1 },
      'held',
      'level',
      /^second moment 0.01 in layer 1, 0.01 in layer 3; no spread: every weight is 0.1$/,
    ],
    [{ scheme: 'zeros' }, 'vanished', 'all 0', /^every weight from layer 1 on$/],
    [
      { scheme: 'lsuv', format: 'float16', inputStd: 1e-6 },
      'exploded',
      'exploded',
      /^inf first at layer 1$/,
    ],
    // 1 / fan_in: they do not fall from layer to layer, they are drawn so.
    [
      { widths: [1, 2000, 2], depth: 2, scheme: 'lecun_normal' },
      'shrinking',
      /^differ [12]\d00-fold$/,
      /^variance (0\.\d+|1|1\.\d+) in layer 1, [\d.×⁻⁰-⁹¹²³]+ in layer 2$/u,
    ],
  ])('%o: %s', async (changes, word, headline, detail) => {
    const said = verdict(await measured(experiment(changes)), 'weight');
    expect(said.word).toBe(word);
    expect(said.headline).toMatch(headline);
    expect(said.detail).toMatch(detail);
  });

  it('waits for the first layer, and tells a network of one', async () => {
    const reports = await measured(experiment({ depth: 1, widths: [5] }));
    expect(verdict(reports.slice(0, 1), 'weight')).toMatchObject({
      word: 'waiting',
      detail: 'no weights yet',
    });
    expect(verdict(reports, 'weight').word).toBe('held');
  });
});
