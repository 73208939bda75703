import { describe, expect, it } from 'vitest';
import { momentsOf, outside } from '../../src/engine/cpu/statistics';
import { linearRange, sharedRange } from '../../src/model/axis';
import { colourPosition, type Rgb, SATURATED, varianceColour } from '../../src/model/colour';
import { defaultExperiment } from '../../src/model/experiment';
import { powerOfTen, readable } from '../../src/model/format';
import { HISTOGRAM_WORDS, type Quantity } from '../../src/model/histogram';
import { brokenField, type LayerReport, type Statistics } from '../../src/model/report';
import { verdict } from '../../src/model/verdict';
import {
  experimentInWords,
  nameInWords,
  passInWords,
  progressInWords,
  weightsInWords,
} from '../../src/ui/words';
import { iris } from './data-writing';
import { made } from './making';

const range = { kind: 'linear', low: -4, high: 4 } as const;

/** Statistics of ±√variance, or of the values given. */
function statisticsOf(variance: number, values?: number[]): Statistics {
  const sigma = Math.sqrt(variance);
  const moments = momentsOf(Float32Array.from(values ?? [sigma, -sigma]));
  const histogram = { range, ...outside(range, new Uint32Array(HISTOGRAM_WORDS)) };
  return { ...moments, ...(values ? {} : { variance }), histogram };
}

/** A layer's report after the forward pass. */
function report(layer: number, variance: number, values?: number[]): LayerReport {
  const statistics = statisticsOf(variance, values);
  const health = { correlation: { pre: 0, post: 0 }, dead: 0, saturated: 0 };
  return { layer, fanIn: 2, units: 2, pre: statistics, post: statistics, ...health };
}

/** A layer's report after the backward pass; the input has no pre-activations and no weights. */
function withGradient(layer: number, variance: number, values?: number[]): LayerReport {
  const gradient = statisticsOf(variance, values);
  const inner = layer > 0 ? { gradPre: gradient, gradWeight: gradient } : {};
  return { ...report(layer, 1), gradPost: gradient, ...inner };
}

describe('the verdict', () => {
  const input = report(0, 1);
  const waiting = ['waiting', 'waiting', 'no layer yet'];
  const inf = [Number.POSITIVE_INFINITY, 1];
  const nan = [Number.NaN, 1];
  it.each<[LayerReport[], ...string[]]>([
    [
      [input, report(1, 1.88e75), report(2, 1, inf), report(3, 1, nan)],
      ...['exploded', 'exploded', 'inf from layer 2 on, after variance 1.9×10⁷⁵'],
    ],
    // inf − inf in one layer, and what is no explosion.
    [
      [input, report(1, 1.88e75), report(2, 1, nan)],
      ...['exploded', 'exploded', 'NaN from layer 2 on, after variance 1.9×10⁷⁵'],
    ],
    [
      [input, report(1, 3), report(2, 1, nan)],
      ...['broken', 'broken', 'NaN from layer 2 on, after variance 3'],
    ],
    [
      [input, report(1, 0, [0, 0]), report(2, 1, nan)],
      ...['broken', 'broken', 'NaN from layer 2 on; all 0 at layer 1'],
    ],
    // tanh takes infinities back.
    [
      [input, report(1, 9), report(2, 1, inf), report(3, 1)],
      ...['exploded', 'exploded', 'inf first at layer 2, after variance 9'],
    ],
    [[report(0, 1, nan), report(1, 1, nan)], 'broken', 'broken', 'NaN from the input on'],
    [[input, report(1, 0.966)], 'held', 'held', 'variance 0.97 after 1 layer'],
    [[input, report(1, 1.99)], 'held', 'held', 'variance 2 after 1 layer'],
    [[input, report(1, 784)], 'growing', 'grew 780-fold', 'variance 780 after 1 layer'],
    [[input, report(1, 25)], 'growing', 'grew 25-fold', 'variance 25 after 1 layer'],
    [[input, report(1, 0.04)], 'shrinking', 'fell to 4 %', 'variance 0.04 after 1 layer'],
    [[input, report(1, 1e-3)], 'shrinking', 'fell 1000-fold', 'variance 0.001 after 1 layer'],
    [[input, report(1, 1e9)], 'exploded', 'exploded', 'variance 1.0×10⁹ after 1 layer'],
    [
      [input, report(1, 0.5), report(2, 5.13e-16)],
      ...['vanished', 'vanished', 'variance 5.1×10⁻¹⁶ after 2 layers'],
    ],
    [
      [input, report(1, 0, [0, 0]), report(2, 0, [0, 0])],
      ...['vanished', 'vanished', 'every value is exactly 0 from layer 1 on'],
    ],
    // A bias brings values back: from where on it is 0 for good.
    [
      [input, report(1, 0, [0, 0]), report(2, 1), report(3, 0, [0, 0])],
      ...['vanished', 'vanished', 'every value is exactly 0 from layer 3 on'],
    ],
    [
      [report(0, 0, [0, 0]), report(1, 0, [0, 0])],
      ...['vanished', 'all 0', 'every value from the input on'],
    ],
    [
      [report(0, 0, [0, 0]), report(1, 4), report(2, 4)],
      ...['held', 'held', 'variance 4 after 2 layers'],
    ],
    // 2.1 is more than an eye calls level in a layer of 2000, but not in fifty of 64.
    [
      [input, { ...report(1, 2.1), units: 2000 }],
      ...['growing', 'grew 2.1-fold', 'variance 2.1 after 1 layer'],
    ],
    [
      [input, ...Array.from({ length: 50 }, (_, i) => ({ ...report(i + 1, 3.9), units: 64 }))],
      ...['held', 'held', 'variance 3.9 after 50 layers'],
    ],
    [
      [input, ...Array.from({ length: 50 }, (_, i) => ({ ...report(i + 1, 4.1), units: 1 }))],
      ...['growing', 'grew 4.1-fold', 'variance 4.1 after 50 layers'],
    ],
    // The mean travels, too: 2² + 1 of the input, and what remains of it.
    [[report(0, 1, [3, 1]), report(1, 5)], ...['held', 'held', 'second moment 5 after 1 layer']],
    [
      [input, report(1, 1, [31, 33])],
      ...['growing', 'grew 1000-fold', 'second moment 1000 after 1 layer (variance 1)'],
    ],
    [
      [report(0, 0, [0.5, 0.5]), report(1, 0, [500, 500])],
      ...[
        'growing',
        'grew 1.0×10⁶-fold',
        'second moment 2.5×10⁵ after 1 layer; no spread: every value is 500',
      ],
    ],
    // ReLU's first step takes a third of the variance, and nothing of what travels.
    [
      [report(0, 4.4), { ...report(1, 2, [1, 3.82843]), units: 2000 }],
      ...['held', 'held', 'second moment 7.8 after 1 layer (variance 2)'],
    ],
    // Half of it is mean: twice the second moment, the same variance.
    [
      [input, { ...report(1, 1.2, [0.0046, 2.1954]), units: 2000 }],
      ...['growing', 'grew 2.4-fold', 'second moment 2.4 after 1 layer (variance 1.2)'],
    ],
    [[input], ...waiting],
    [[], ...waiting],
  ])('%#: is said in words', (reports, word, headline, detail) => {
    expect(verdict(reports, 'post')).toEqual({ word, headline, detail });
  });
});

describe('the verdict on gradients', () => {
  const nan = [Number.NaN, 1];
  const waiting = ['waiting', 'waiting', 'no gradient yet'] as const;
  it.each<[LayerReport[], Quantity, string, string, string]>([
    [[report(0, 1), report(1, 1)], 'gradPost', ...waiting],
    [[report(0, 1), report(1, 1), withGradient(2, 1)], 'gradPost', ...waiting],
    [
      [withGradient(0, 1e-9), withGradient(1, 1e-4), withGradient(2, 1)],
      'gradPost',
      'vanished',
      'vanished',
      'gradient’s variance 1.0×10⁻⁹ at the input, 1 at layer 2',
    ],
    [
      [withGradient(0, 1), withGradient(1, 784), withGradient(2, 1)],
      'gradWeight',
      'growing',
      'grew 780-fold',
      'gradient’s variance 780 at layer 1, 1 at layer 2',
    ],
    [
      [withGradient(0, 1, nan), withGradient(1, 1, nan), withGradient(2, 5e75), withGradient(3, 1)],
      'gradPost',
      'exploded',
      'exploded',
      'NaN from layer 1 down, after gradient’s variance 5.0×10⁷⁵',
    ],
    [
      [withGradient(0, 1), withGradient(1, 1, nan)],
      'gradPost',
      'broken',
      'broken',
      'NaN first at layer 1',
    ],
    [
      [withGradient(0, 0, [0, 0]), withGradient(1, 0, [0, 0]), withGradient(2, 1)],
      'gradPost',
      'vanished',
      'vanished',
      'every gradient is exactly 0 from layer 1 down',
    ],
    [
      [withGradient(0, 1), withGradient(1, 3)],
      'gradPre',
      'held',
      'held',
      'gradient’s variance 3 at layer 1, 3 at layer 1',
    ],
  ])('%#: starts at the last layer', (reports, quantity, word, headline, detail) => {
    expect(verdict(reports, quantity)).toEqual({ word, headline, detail });
  });

  it('knows the field of broken layers, in its own direction', () => {
    const reports = [0, 1, 2, 3].map((layer) =>
      withGradient(layer, 1, layer < 2 ? nan : undefined),
    );
    expect(brokenField(reports, 'gradPost')).toEqual({ from: 1, to: 0 });
    expect(brokenField(reports, 'gradWeight')).toEqual({ from: 1, to: 1 });
    expect(brokenField(reports, 'post')).toBeUndefined();
    expect(brokenField([report(0, 1), report(1, 1, nan), report(2, 1, nan)], 'pre')).toEqual({
      from: 1,
      to: 2,
    });
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

describe('axes', () => {
  it('gradients have a linear axis of their own', () => {
    expect(sharedRange('linear', made({ inputMean: 5 }), 'gradPost')).toMatchObject({
      low: -4,
      high: 4,
    });
  });
  it('survives an input without spread', () => {
    const { low, high } = linearRange([made({ inputStd: 0 })], 'post');
    expect(high).toBeGreaterThan(low);
  });
  it('each layer’s own range is not shared', () => {
    expect(sharedRange('sigma', defaultExperiment, 'post')).toBeUndefined();
  });
});

describe('an experiment in one line', () => {
  it.each([
    [{}, '50 layers, 784 wide, normal weights (std = 1), no activation, 256 samples'],
    [
      { depth: 1, batch: 1, scheme: 'lsuv', activation: 'relu' },
      '1 layer, 784 wide, lsuv weights (std from the data), relu, 1 sample',
    ],
    [{ widths: [784], lastWidth: 64, shape: 'linear' }, / 784 → 64 wide,/],
    [{ widths: [784], lastWidth: 64, shape: 'hourglass' }, / 784 → 64 → 784 wide,/],
    [{ widths: [784, 256, 10], shape: 'list' }, / 784 → 256 → 10 wide,/],
    [{ widths: [9, 8, 7, 6, 5], shape: 'list' }, / 9 → 8 → … → 5 wide,/],
    [{ widths: [9, 9], shape: 'list' }, / 9 wide,/],
    [{ bias: 'constant' }, /, bias 0.1, no activation/],
    [{ bias: 'normal', biasStd: 0.25 }, /, bias N\(0, 0.25²\), no activation/],
    [{ scheme: 'linear_default', bias: 'constant' }, /^(?!.*bias)/],
    [{ norm: 'rms', activation: 'silu' }, /, RMS norm, silu, 256/],
    [{ residual: true }, /, no activation, residual, 256/],
    [{ residual: true, branch: '1/√depth' }, /, residual, branch × 1\/√depth, /],
    [{ residual: true, branch: 'typed', branchScale: 0.3 }, /, residual, branch × 0.3, /],
    [{ inputMean: 2 }, /, normal input \(mean 2, std 1\), /],
    [{ input: 'uniform' }, /, uniform input, /],
    [{ input: 'constant' }, /, input 1 \+ N\(0, 0.1²\), /],
    [{ input: 'constant', noise: 0 }, /, constant input 1, /],
    [{ input: 'digits', pixels: 'raw' }, /, raw digits, /],
    [{ input: 'file', data: iris.name, widths: [4, 8] }, /, standardised iris\.csv, /],
    [{ input: 'correlated' }, /, input correlation 0.5, /],
    [{ format: 'bfloat16' }, /, bfloat16, 256 samples$/],
  ])('%o', (changes, words) => {
    const line = experimentInWords(made(changes));
    if (typeof words === 'string') expect(line).toBe(words);
    else expect(line).toMatch(words);
  });

  it('weights are told with their gain and their std', () => {
    expect(weightsInWords(made({ scheme: 'lecun_normal', gain: 1.5 }))).toBe(
      '1.5 · N(0, 1 / fan_in), std = 0.0536',
    );
    expect(weightsInWords(made({ scheme: 'zeros', gain: 1.5 }))).toBe('0, std = 0');
    expect(weightsInWords(made({ scheme: 'lsuv' }))).toBe('Q / std(Q x), from the data');
    expect(weightsInWords(made({ scheme: 'lecun_normal', shape: 'linear' }))).toMatch(
      / in layer 1$/,
    );
  });

  it('a run is told layer by layer, there and back', () => {
    const experiment = made({ depth: 2, backward: true });
    const forward = [report(0, 1), report(1, 1), report(2, 1)];
    expect(progressInWords([], experiment)).toBe('layer 0 of 2');
    expect(progressInWords(forward, experiment)).toBe('layer 2 of 2');
    const back = [...forward.slice(0, 1), withGradient(1, 1), withGradient(2, 1)];
    expect(progressInWords(back, experiment)).toBe('backward: layer 1 of 2');
    expect(progressInWords([withGradient(0, 1), ...back.slice(1)], experiment)).toBe(
      'backward: input',
    );
  });
});

describe('where a pass is, and which run it was', () => {
  it('is told in few words', () => {
    expect(passInWords(12, 50, 'post')).toBe('layer 12 of 50');
    expect(passInWords(0, 50, 'post')).toBe('input');
    expect(passInWords(0, 50, 'gradPre')).toBe('layer 50 of 50');
    expect(passInWords(50, 50, 'gradPost')).toBe('input');
    expect(nameInWords(defaultExperiment)).toBe('normal, identity');
    expect(
      nameInWords(made({ scheme: 'zeros', norm: 'rms', residual: true, format: 'float16' })),
    ).toBe('zeros, identity, RMS norm, residual, float16');
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

  /** WCAG's relative luminance. */
  const luminance = (rgb: Rgb) => {
    const [r, g, b] = rgb.map((c) => {
      const part = c / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  it('stands out from black in high contrast, and white text from what is broken', () => {
    for (const log10 of [-99, -3, 0, 3, 99])
      expect((luminance(varianceColour(log10, 'contrast')) + 0.05) / 0.05).toBeGreaterThan(7);
    const broken = luminance(varianceColour(Number.NaN, 'contrast'));
    expect((broken + 0.05) / 0.05).toBeGreaterThan(3);
    expect(1.05 / (broken + 0.05)).toBeGreaterThan(4.5);
  });
});
