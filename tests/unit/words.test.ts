import { describe, expect, it } from 'vitest';
import { momentsOf, outside } from '../../src/engine/cpu/statistics';
import { sharedRange } from '../../src/model/axis';
import { colourPosition, SATURATED, varianceColour } from '../../src/model/colour';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { powerOfTen, readable } from '../../src/model/format';
import { HISTOGRAM_WORDS } from '../../src/model/histogram';
import type { LayerReport } from '../../src/model/report';
import { predict } from '../../src/model/theory';
import { verdict } from '../../src/model/verdict';

const range = { kind: 'linear', low: -4, high: 4 } as const;

/** A report whose values are ±√variance, or what is given. */
function report(layer: number, variance: number, values?: number[]): LayerReport {
  const sigma = Math.sqrt(variance);
  const moments = { ...momentsOf(Float32Array.from(values ?? [sigma, -sigma])) };
  const histogram = { range, ...outside(new Uint32Array(HISTOGRAM_WORDS)) };
  const statistics = { ...moments, ...(values ? {} : { variance }), histogram };
  return { layer, fanIn: 2, units: 2, pre: statistics, post: statistics };
}

describe('the verdict', () => {
  const input = report(0, 1);
  it.each([
    [
      [input, report(1, 1.88e75), report(2, 1, [Number.NaN, 1])],
      'exploded',
      'finite until layer 1; variance 1.9×10⁷⁵ there',
    ],
    [[input, report(1, 0.966)], 'held', 'variance 0.97 after 1 layer'],
    [[input, report(1, 0.5), report(2, 5.13e-16)], 'vanished', 'variance 5.1×10⁻¹⁶ after 2 layers'],
    [[input, report(1, 784)], 'growing', 'variance 780 after 1 layer'],
    [[input, report(1, 1e-3)], 'shrinking', 'variance 0.001 after 1 layer'],
    [[input, report(1, 1e9)], 'exploded', 'variance 1.0×10⁹ after 1 layer'],
    [
      [input, report(1, 0, [0, 0]), report(2, 0, [0, 0])],
      'vanished',
      'every value is exactly 0 from layer 1 on',
    ],
    [[input], 'waiting', 'no layer yet'],
    [[], 'waiting', 'no layer yet'],
  ])('%#: is said in words', (reports, word, detail) => {
    expect(verdict(reports, 'post')).toEqual({ word, detail });
  });
});

describe('numbers', () => {
  it.each([
    [0.966, 2, '0.97'],
    [784, 3, '784'],
    [1.883e75, 2, '1.9×10⁷⁵'],
    [-12.34, 3, '−12.3'],
    [-4.2e-7, 2, '−4.2×10⁻⁷'],
    [0, 3, '0'],
    [Number.NaN, 3, 'NaN'],
    [Number.POSITIVE_INFINITY, 3, 'inf'],
    [Number.NEGATIVE_INFINITY, 3, '−inf'],
    [99999, 2, '1.0×10⁵'],
  ])('%d is read as a person would write it', (x, digits, text) => {
    expect(readable(x, digits)).toBe(text);
  });
  it('keep their zeros in a column', () => {
    expect([0.033, 1, 12.5, 784].map((x) => readable(x, 3, true))).toEqual([
      '0.0330',
      '1.00',
      '12.5',
      '784',
    ]);
  });
  it('powers of ten', () => expect(powerOfTen(-38)).toBe('10⁻³⁸'));
});

const experiment = (changes: Record<string, unknown>) =>
  experimentWith(defaultExperiment, changes) as Experiment;

describe('theory', () => {
  it('multiplies the variance by 784 a layer with N(0, 1) weights', () => {
    const layers = predict(experiment({}));
    expect(Math.log10(layers[50]!.pre)).toBeCloseTo(50 * Math.log10(784), 6);
  });

  it('goes on to infinity, not to NaN, where even double precision ends', () => {
    for (const activation of ['identity', 'relu', 'tanh']) {
      const layers = predict(experiment({ depth: 200, activation }));
      expect(layers.flatMap(({ pre, post }) => [pre, post]).some(Number.isNaN)).toBe(false);
    }
    expect(sharedRange('log', experiment({ depth: 200 }))).toMatchObject({ low: -3, high: 39 });
  });

  it('halves the second moment after ReLU, and keeps 0.341 of the variance', () => {
    const [, first, second] = predict(experiment({ scheme: 'lecun_normal', activation: 'relu' }));
    // The trapezoid's error at ReLU's kink is below 1e-4.
    expect(first!.post).toBeCloseTo(0.5 - 1 / (2 * Math.PI), 4);
    expect(second!.pre).toBeCloseTo(0.5, 4);
  });

  it('knows the asterisk: the input’s mean counts', () => {
    const [, first] = predict(experiment({ scheme: 'lecun_normal', inputMean: 2 }));
    expect(first!.pre).toBeCloseTo(5, 12);
  });
});

describe('axes', () => {
  it('the log axis holds every layer’s predicted scale, within float32', () => {
    expect(sharedRange('log', experiment({}))).toEqual({ kind: 'log', low: -3, high: 39 });
    const vanishing = sharedRange(
      'log',
      experiment({ scheme: 'lecun_normal', activation: 'relu' }),
    );
    expect(vanishing?.low).toBeLessThan(-8);
    expect(vanishing?.high).toBe(1);
  });
  it('survives an input without spread', () => {
    expect(sharedRange('log', experiment({ inputStd: 0 }))?.kind).toBe('log');
    const linear = sharedRange('linear', experiment({ inputStd: 0 }))!;
    expect(linear.high).toBeGreaterThan(linear.low);
  });
  it('each layer’s own range is not shared', () => {
    expect(sharedRange('sigma', defaultExperiment)).toBeUndefined();
  });
});

describe('colour', () => {
  it('is neutral at variance 1, odd, and saturates', () => {
    expect(colourPosition(0)).toBe(0);
    expect(colourPosition(-3)).toBe(-colourPosition(3));
    expect([colourPosition(SATURATED), colourPosition(99)]).toEqual([1, 1]);
  });
  it('is blue where nothing is left, dark red where nothing is finite', () => {
    const [r, , b] = varianceColour(Number.NEGATIVE_INFINITY, 'dark');
    expect(b).toBeGreaterThan(r);
    expect(varianceColour(Number.NaN, 'dark')).toEqual([150, 28, 44]);
  });
});
