import { describe, expect, it } from 'vitest';
import type { LectureState } from '../../src/lecture/host';
import { isLiveName, liveNameInWords, liveValues, readLiveName } from '../../src/lecture/live';
import { liveRows, shortNames } from '../../src/lecture/live-rows';
import { readable } from '../../src/model/format';
import { propertyNames } from '../../src/model/properties';
import type { LayerReport, Statistics } from '../../src/model/report';
import { defaultView } from '../../src/model/view';
import { made } from './making';

/** Statistics in which no two figures are the same. */
const statistics = (changes: Partial<Statistics>): Statistics => ({
  count: 1000,
  mean: 0.5,
  variance: 4,
  secondMoment: 4.25,
  kurtosis: -0.2,
  min: -7,
  max: 8,
  zeros: 250,
  infinities: 0,
  nans: 0,
  histogram: { range: { kind: 'linear', low: -1, high: 1 }, below: 30, above: 50 },
  ...changes,
});

/** Variance 10^(3 layer) before the activation, and a quarter of it after. */
const report = (layer: number, changes: Partial<LayerReport> = {}): LayerReport => ({
  layer,
  fanIn: 100,
  units: 100,
  correlation: { pre: 0.1, post: 0.2 },
  dead: 0.03,
  saturated: 0.04,
  pre: statistics({ variance: 4 * 10 ** (3 * layer), secondMoment: 5 * 10 ** (3 * layer) }),
  post: statistics({
    variance: 10 ** (3 * layer),
    secondMoment: 2 * 10 ** (3 * layer),
    mean: layer,
  }),
  ...changes,
});

const broken = statistics({ infinities: 1 });
const experiment = made({ depth: 4, widths: [100, 200], scheme: 'lecun_normal', gain: 2 });
const all = [0, 1, 2, 3, 4].map((layer) => report(layer));

function values(reports: readonly LayerReport[], changes: Partial<LectureState> = {}, figure = {}) {
  const state = {
    experiment,
    view: defaultView,
    theme: 'dark' as const,
    place: undefined,
    reports,
    done: true,
    current: true,
    ...changes,
  };
  return liveValues(state, figure);
}

/** What all of the above comes to. */
const told: [name: string, text: string][] = [
  ['variance 2', readable(1e6)],
  ['variance 2 post', readable(1e6)],
  ['variance 2 pre', readable(4e6)],
  ['variance last', readable(1e12)],
  ['mean 3', '3.00'],
  ['std 2', '1000'],
  ['second moment 1', '2000'],
  ['log10 variance 4', '12.0'],
  ['excess kurtosis 1', '−0.200'],
  ['kurtosis 1', '−0.200'],
  ['min 1', '−7.00'],
  ['max 1', '8.00'],
  ['count 0', '1000'],
  ['zeros 1', '25.00 %'],
  ['inf 1', '0 %'],
  ['NaN 1', '0 %'],
  ['below the axis 1', '3.00 %'],
  ['above the axis 1', '5.00 %'],
  // √(E[x²] · count).
  ['L2 norm 1', readable(Math.sqrt(2000 * 1000))],
  ['finite 1', '100 %'],
  // √(variance / count), and variance · √((kurtosis + 2) / count).
  ['error of mean 0', readable(Math.sqrt(1 / 1000), 3, true)],
  ['error of variance 0', readable(Math.sqrt(1.8 / 1000), 3, true)],
  ['variance factor 3', '1000'],
  ['second moment factor 3', '1000'],
  ['kept variance 2', '0.25'],
  ['kept second moment 2', '0.4'],
  // Mean 2, and √(4·10⁶) before.
  ['mean in stds 2', '0.001'],
  ['sample correlation 1', '0.200'],
  ['sample correlation 1 pre', '0.100'],
  ['correlation 1', '0.200'],
  ['dead units 1', '3.00 %'],
  ['dead 1', '3.00 %'],
  ['saturated 1', '4.00 %'],
  ['growth', '1000'],
  ['first broken', 'none'],
  ['last finite', '4'],
  // lecun_normal: std = gain / √fan_in.
  ['std of weights', '0.2'],
  ['std of weights 2', readable(2 / Math.sqrt(200))],
  ['variance of weights', '0.04'],
  ['fan_in', '100'],
  ['fan_in 2', '200'],
  ['fan_out', '200'],
  ['width 0', '100'],
  ['width', '200'],
  ['largest', readable(3.4028234663852886e38)],
  // Var(W) · fan_in = 4 a layer, and exactly so in theory.
  ['theory variance 3', '64.0'],
  ['theory second moment 3', '64.0'],
  ['theory log10 variance 3', readable(Math.log10(64), 3, true)],
  ['depth', '4'],
  ['batch', '256'],
  ['scheme', 'lecun_normal'],
  ['gain', '2'],
];

describe('live values', () => {
  it.each(told)('{{%s}} is %s', (name, text) => {
    expect(isLiveName(name)).toBe(true);
    expect(values(all)(name)).toBe(text);
  });

  it('are all told above', () => {
    const rows = told.map(([name]) => {
      const read = readLiveName(name)!;
      return read.kind === 'row' ? read.row : 'property';
    });
    expect(new Set(rows)).toEqual(
      new Set([...Object.keys(liveRows), ...Object.keys(shortNames), 'property']),
    );
  });

  it('are not there before their layer is', () => {
    const read = values(all.slice(0, 3));
    expect(read('variance 3')).toBeUndefined();
    expect(read('variance last')).toBeUndefined();
    expect(read('variance shown')).toBe(readable(1e6));
    expect(read('first broken')).toBeUndefined();
    expect(read('last finite')).toBeUndefined();
    expect(read('growth')).toBe('1000');
    expect(values([])('variance shown')).toBeUndefined();
    expect(values([])('growth')).toBeUndefined();
    expect(values(all)('variance factor 0')).toBeUndefined();
  });

  it('say where a pass breaks', () => {
    const read = values([
      report(0),
      report(1),
      report(2, { post: broken }),
      report(3, { post: broken }),
    ]);
    expect(read('first broken')).toBe('2');
    expect(read('last finite')).toBe('1');
    expect(read('growth')).toBe('1000');
    expect(read('first broken pre')).toBeUndefined();
    expect(read('last finite pre')).toBeUndefined();
    expect(values([report(0, { post: broken })])('last finite')).toBe('none');
  });

  it('follow a gradient back from the last layer', () => {
    const gradient = (layer: number) => statistics({ variance: 2 ** (4 - layer) });
    const read = values(
      all.map((r) => (r.layer >= 1 ? { ...r, gradPost: gradient(r.layer) } : r)),
      { experiment: made({ depth: 4, backward: true }) },
    );
    expect(read('variance 1 gradPost')).toBe('8.00');
    expect(read('variance shown gradPost')).toBe('8.00');
    expect(read('variance last gradPost')).toBe('1.00');
    expect(read('variance factor 2 gradPost')).toBe('2');
    expect(read('growth gradPost')).toBe('2');
    expect(read('variance 0 gradPost')).toBeUndefined();
    expect(read('last finite gradPost')).toBeUndefined();
  });

  it('say so of weights that depend on the data', () => {
    const read = values(all, { experiment: made({ depth: 4, scheme: 'lsuv' }) });
    expect(read('std of weights')).toBe('from the data');
    expect(read('fan_in')).toBe('784');
    expect(read('fan_in 5')).toBeUndefined();
  });

  it('say by name what is not finite', () => {
    const none = statistics({ variance: Number.NaN, mean: Number.NaN });
    expect(values([report(0, { post: none })])('variance 0')).toBe('none');
    const flat = statistics({ variance: 0 });
    expect(values([report(0, { post: flat })])('log10 variance 0')).toBe('−inf');
  });

  it('are never divided by nothing in a text', () => {
    // What a layer is whose values are all alike, and then all 0, as the engines report it.
    const alike = (value: number) =>
      statistics({
        mean: value,
        variance: 0,
        secondMoment: value ** 2,
        kurtosis: Number.NaN,
        min: value,
        max: value,
      });
    const flat = (layer: number, value: number) =>
      report(layer, {
        pre: alike(value),
        post: alike(value),
        correlation: { pre: Number.NaN, post: Number.NaN },
      });
    const none = statistics({
      mean: Number.NaN,
      variance: Number.NaN,
      secondMoment: Number.NaN,
      kurtosis: Number.NaN,
      infinities: 1000,
    });
    const over = report(4, { pre: none, post: none });
    const read = values([flat(0, 0.5), flat(1, 0.5), flat(2, 0), flat(3, 0), over]);
    const divided = [
      'variance factor 1',
      'variance factor 4',
      'second moment factor 3',
      'second moment factor 4',
      'kept variance 1',
      'kept second moment 2',
      'kept second moment 4',
      'mean in stds 1',
      'mean in stds 4',
      'kurtosis 1',
      'correlation 1',
      'error of mean 4',
      'error of variance 1',
      'error of variance 4',
      'growth',
    ];
    for (const name of divided) expect(read(name), name).toBe('none');
    expect(read('second moment factor 1')).toBe('1');
    expect(read('second moment factor 2')).toBe('0');
    // While more may come, there is none yet.
    expect(values([flat(0, 0.5), flat(1, 0.5)])('growth')).toBeUndefined();
  });

  it('a growth is that of the layers with a spread', () => {
    const zero = { variance: 0, secondMoment: 0, min: 0, max: 0 };
    const still = (layer: number) => report(layer, { post: statistics(zero) });
    expect(values([report(0), report(1), report(2), still(3), still(4)])('growth')).toBe('1000');
    expect(values([still(0), report(1), report(2)])('growth')).toBe('1000');
  });

  it('come from the figure by its own names', () => {
    const read = values(all, {}, { end_variance: 784.2 });
    expect(read('figure.end_variance')).toBe('784');
    expect(read('figure.slope')).toBeUndefined();
    expect(read('figure.constructor')).toBeUndefined();
  });

  it.each([
    '',
    'variance',
    'variances 1',
    'variance 1.5',
    'variance -1',
    'variance 1 2',
    'variance gradPost',
    'variance 1 loss',
    'kept variance 1 pre',
    'growth 3',
    'largest 1',
    'depth 3',
    'constructor',
    'constructor 1',
    'toString',
    '__proto__',
    'figure.',
    'figure',
    'Variance 1',
  ])('are not “%s”', (name) => {
    expect(isLiveName(name)).toBe(false);
    expect(values(all)(name)).toBeUndefined();
  });

  it('know every property of an experiment', () => {
    for (const name of propertyNames) expect(values(all)(name), name).toBeDefined();
  });
});

describe('a live value’s name in words', () => {
  it.each([
    ['variance 27 pre', 'variance, layer 27, pre-activation'],
    ['mean 0', 'mean, input'],
    ['second moment last', 'mean of the squares, last layer'],
    ['std shown', 'standard deviation, layer shown'],
    ['fan_in', 'inputs of a unit'],
    ['gain', 'gain'],
    ['figure.end_variance', 'end variance, in the figure'],
  ])('“%s”: %s', (name, words) => {
    expect(liveNameInWords(name)).toBe(words);
  });
});
