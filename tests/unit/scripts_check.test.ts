import { describe, expect, it } from 'vitest';
import { measure, planted } from '../../scripts/pytorch/compare';
import { presets, randomExperiments } from '../../scripts/pytorch/experiments';
import {
  distance,
  figuresOf,
  misquoted,
  OUTSIDE,
  read,
  roundingOf,
} from '../../scripts/pytorch/figures';
import { scripts } from '../../src/export/scripts/scripts';
import { presetNames } from '../../src/model/presets';
import { propertyNames } from '../../src/model/properties';
import type { LayerReport, Statistics } from '../../src/model/report';
import { made } from './making';

/** What a script prints: a table of activations, then one of gradients. */
const PRINTED = `layer         pre   Initscope        post   Initscope
    0  1.0000e+00  1.1000e+00  1.0000e+00  1.1000e+00
    1  1.0000e-40  0.0000e+00         nan         nan
layer    grad_pre   Initscope   grad_post   Initscope grad_weight   Initscope
    0                          1.0000e+02                                    
    1  1.0000e+75  1.0000e+74  1.0000e+01  1.0000e+01  1.0000e+00  1.0000e+00
`;

describe('what a script prints', () => {
  it('is read by quantity and layer, ours apart from its own', () => {
    const { own, given } = read(PRINTED);
    expect(own.get('pre 1')).toBe(-40);
    expect(given.get('pre 1')).toBe(Number.NEGATIVE_INFINITY);
    expect(own.get('post 1')).toBeNaN();
    expect(own.get('grad_pre 1')).toBe(75);
    expect(given.get('grad_pre 1')).toBe(74);
    expect(own.get('grad_post 0')).toBe(2);
    // Blank where there is none: the input has no gradient of h or W.
    for (const side of [own, given])
      for (const key of ['grad_pre 0', 'grad_weight 0']) expect(side.has(key)).toBe(false);
    expect(given.has('grad_post 0')).toBe(false);
  });

  it('quotes what was measured', async () => {
    const [run] = await measure(made({ depth: 2, widths: [16], batch: 4, backward: true }), {
      from: 3,
      count: 1,
    });
    const ours = figuresOf(run!.reports);
    expect(misquoted(ours, new Map(ours))).toEqual([]);
    expect(misquoted(ours, new Map([...ours, ['post 2', ours.get('post 2')! + 1e-4]]))).toEqual([
      'post 2',
    ]);
    expect(misquoted(ours, new Map())).toEqual([...ours.keys()]);
    expect(scripts.pytorch.write(run!.experiment, run!.reports)).toContain('manual_seed(3)');
  });
});

describe('the distance of two sides', () => {
  const around = (mean: number) => [-3, -2, -1, 0, 0, 1, 2, 3].map((x) => mean + x / 10);

  it('is in standard errors of the difference', () => {
    // Of variance 0.28 / 7 each, so that the difference has √(2 · 0.04 / 8) = 0.1.
    expect(distance(around(0), around(0.3))).toBeCloseTo(3, 10);
    expect(distance(around(0), around(-0.5))).toBeCloseTo(5, 10);
  });

  it('is not that of the last printed digit, where all seeds agree', () => {
    const same = Array<number>(8).fill(0);
    expect(distance(same, Array<number>(8).fill(2e-5))).toBeLessThan(1);
    expect(distance(same, Array<number>(8).fill(1e-3))).toBeGreaterThan(OUTSIDE);
  });

  it('is none where neither side has a number, and far where one has none', () => {
    const none = Array<number>(8).fill(Number.NEGATIVE_INFINITY);
    const nan = Array<number>(8).fill(Number.NaN);
    expect(distance(none, none)).toBe(0);
    expect(distance(nan, nan)).toBe(0);
    expect(distance(around(0), none)).toBe(Number.POSITIVE_INFINITY);
    expect(distance(none, nan)).toBe(Number.POSITIVE_INFINITY);
    // As often as by chance.
    const some = (count: number) => around(0).map((x, i) => (i < count ? Number.NaN : x));
    expect(distance(some(2), some(3))).toBeLessThan(OUTSIDE);
  });
});

describe('what rounding makes', () => {
  const all = (x: number) => Array<number>(8).fill(x);
  const rounding = -12;

  it('is none on either side', () => {
    const none = all(Number.NEGATIVE_INFINITY);
    expect(distance(none, all(-12.5))).toBe(Number.POSITIVE_INFINITY);
    for (const [ours, theirs] of [
      [none, all(-12.5)],
      [all(-17), none],
      [all(-13), all(-30)],
    ] as const)
      expect(distance(ours, theirs, rounding)).toBe(0);
    expect(distance(none, all(-11), rounding)).toBe(Number.POSITIVE_INFINITY);
    expect(distance(all(Number.NaN), none, rounding)).toBe(Number.POSITIVE_INFINITY);
  });

  it('moves a spread that is not much larger, and no other', () => {
    // √(10⁻¹² / 10⁻⁶) = 10⁻³ of the spread, 9e-4 of its logarithm; means of 8 differ by half of that.
    expect(distance(all(-6), all(-6 + 8.7e-4), rounding)).toBeCloseTo(2, 1);
    expect(distance(all(0), all(1e-3), rounding)).toBeGreaterThan(OUTSIDE);
  });

  it('is of the size that float32 leaves of sums in another order', async () => {
    // Units alike, whose spread in exact arithmetic is 0 in each sample: the batch is one sample, so
    // that all of it is what the order of adding leaves.
    const units = 64;
    const experiment = made({
      depth: 1,
      widths: [units],
      batch: 1,
      scheme: 'constant',
      value: 0.3,
    });
    const [run] = await measure(experiment, { from: 1, count: 1 });
    const f = Math.fround;
    const draws = Array.from({ length: units }, (_, i) => f(2 + Math.sin(i ** 2)));
    const sums = Array.from({ length: 200 }, (_, turn) =>
      draws.reduce((sum, _, i) => f(sum + f(0.3 * draws[(i * 37 + turn) % units]!)), 0),
    );
    const mean = sums.reduce((a, b) => a + b, 0) / sums.length;
    const relative = sums.reduce((a, b) => a + (b - mean) ** 2, 0) / sums.length / mean ** 2;
    const told =
      10 ** roundingOf(experiment, run!.reports).get('pre 1')! / run!.reports[1]!.pre.secondMoment;
    // n = 64 + 64 + 1, of which a sum has 64, each off by a third of the most in mean square.
    expect(told).toBeCloseTo(129 * 2 ** -48, 20);
    expect(relative).toBeGreaterThan(0);
    expect(relative).toBeLessThan(told);
  });
});

describe('what rounding has made', () => {
  it('stays with a spread when a norm takes the mean away', () => {
    const statistics = (variance: number, mean: number) =>
      ({ variance, secondMoment: variance + mean ** 2 }) as Statistics;
    const report = (layer: number, pre: Statistics, post: Statistics) =>
      ({ layer, pre, post, fanIn: 16, units: 16 }) as LayerReport;
    const [one, narrow] = [statistics(1, 0), statistics(1e-6, 1)];
    const told = roundingOf(made({ batch: 8 }), [
      report(0, one, one),
      report(1, one, narrow),
      report(2, one, statistics(0, 2)),
      report(3, one, statistics(1e-20, 0)),
    ]);
    const n = 3 * 32 + 8;
    const of = (variance: number) => Math.log10(n * 2 ** -48 * variance);
    expect(told.get('pre 1')).toBeCloseTo(of(1), 4);
    expect(told.get('post 1')).toBeCloseTo(of(1), 4);
    // 10⁶ times as much beside a variance of 1.
    expect(told.get('pre 2')).toBeCloseTo(of(1e6), 4);
    // Where there is no spread, there is nothing to stay with.
    expect(told.get('post 2')).toBeCloseTo(of(4), 4);
    expect(told.get('pre 3')).toBeCloseTo(of(1e6), 4);
    expect(told.get('post 3')).toBeCloseTo(of(1e-14), 4);
  });
});

describe('what is run', () => {
  it('is every preset, and random experiments that are the same every time', () => {
    expect(presets().map(({ name }) => name)).toEqual(presetNames);
    const random = randomExperiments(200);
    expect(randomExperiments(200)).toEqual(random);
    // Each value of every choice, and both of every flag, comes up.
    const seen = new Map(
      propertyNames.map((name) => [
        name,
        new Set(random.map(({ experiment }) => experiment[name])),
      ]),
    );
    expect(seen.get('scheme')!.size).toBe(16);
    expect(seen.get('activation')!.size).toBe(20);
    expect(seen.get('norm')!.size).toBe(4);
    expect(seen.get('input')!.size).toBe(6);
    expect(seen.get('features')!.size).toBe(2);
    expect(seen.get('format')!.size).toBe(3);
    expect(seen.get('backward')!.size).toBe(2);
  });

  it('is nothing that only rounding decides', () => {
    for (const { experiment } of randomExperiments(200)) {
      const { scheme, norm, input, correlation, backward } = experiment;
      if (norm === 'layer' || norm === 'batch') expect(scheme).not.toBe('zeros');
      if (norm === 'layer' || (norm !== 'none' && backward)) expect(scheme).not.toBe('constant');
      if (norm !== 'none' && norm !== 'rms' && input === 'digits') expect(scheme).not.toBe('eye');
      if (norm === 'batch' && input === 'correlated') expect(correlation).toBeLessThan(1);
    }
  });

  it.each(Object.entries(scripts))('has another fan where it is planted in %s', (_, { write }) => {
    for (const [mode, other] of [
      ['fan_in', 'fan_out'],
      ['fan_out', 'fan_in'],
    ]) {
      const script = (of: string | undefined) =>
        write(made({ scheme: 'kaiming_normal', mode: of }), []);
      const wrong = planted(script(mode));
      expect(wrong).not.toBe(script(mode));
      // In JAX and Keras that is all that the other mode's script has different.
      if (!wrong.includes('torch')) expect(wrong).toBe(script(other));
      else expect(wrong.includes("mode='fan_out'")).toBe(other === 'fan_out');
    }
  });
});
