import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultExperiment,
  type Experiment,
  experimentWith,
  formatExperiment,
  parseExperiment,
} from '../../src/model/experiment';
import { drawnInput, pixelScale } from '../../src/model/input';
import { shapes } from '../../src/model/kinds';
import { branchScaleOf, layerShapes } from '../../src/model/layer-shapes';
import { Problem } from '../../src/model/problem';
import { type PropertyName, properties, propertyNames } from '../../src/model/properties';
import type { Property } from '../../src/model/property';
import { layerWidths } from '../../src/model/width-list';
import { iris, MISSING, otherIris } from './data-writing';
import { forInput } from './pages';

const sentence = (result: Experiment | Problem) =>
  result instanceof Problem ? result.sentence : 'no problem';

const made = (changes: Record<string, unknown>) => {
  const result = experimentWith(defaultExperiment, changes);
  if (result instanceof Problem) throw new Error(result.sentence);
  return result;
};

describe('an experiment', () => {
  it('starts where the article does', () => {
    expect(defaultExperiment).toMatchObject({
      scheme: 'normal',
      std: 1,
      activation: 'identity',
      depth: 50,
      widths: [784],
      inputMean: 0,
      inputStd: 1,
    });
  });

  it.each([
    [{ depth: 0 }, 'depth 0 is not a whole number from 1 to 200.'],
    [{ depth: 201 }, 'depth 201 is not a whole number from 1 to 200.'],
    [{ depth: 2.5 }, 'depth 2.5 is not a whole number from 1 to 200.'],
    [{ batch: 2049 }, 'batch 2049 is not a whole number from 1 to 2048.'],
    [{ std: Number.NaN }, 'std NaN is not a number from 0 to 10.'],
    [{ seed: -1 }, 'seed -1 is not a whole number from 0 to 4294967295.'],
    [{ scheme: 'he' }, /scheme “he” is not one of normal, uniform, trunc_normal/],
    [{ activation: 'constructor' }, /activation “constructor” is not one of identity/],
    [{ widths: [] }, /width .* is not a whole number from 1 to 2048/],
    [{ widths: [784, 0] }, /width 784,0 is not a whole number from 1 to 2048/],
    [{ widths: [784, { a: 1 }] }, 'width 784,{"a":1} is not a whole number from 1 to 2048'],
    [{ depth: { a: 1 } }, 'depth {"a":1} is not a whole number from 1 to 200.'],
    [{ depth: null }, 'depth null is not a whole number from 1 to 200.'],
    [{ constructor: 1 }, /There is no property “constructor”/],
    [{ backward: 'yes' }, 'backward “yes” is not one of true, false.'],
    [{ sparsity: 1.01 }, 'sparsity 1.01 is not a number from 0 to 1.'],
    [{ correlation: -0.1 }, 'correlation -0.1 is not a number from 0 to 1.'],
    [{ norm: 'group' }, 'normalisation “group” is not one of none, layer, batch, rms.'],
    [{ format: 'float8' }, 'number format “float8” is not one of float32, float16, bfloat16.'],
    [
      { input: 'digits', widths: [100] },
      "Handwritten digits have 784 pixels: the input's width must be 784, not 100.",
    ],
    [
      { input: 'file' },
      'The input “file” needs a file that is open: drop a .csv or .npy file onto the page, or press “Open a file…”.',
    ],
    [
      { input: 'file', data: MISSING },
      'wine, 1.csv (178 samples of 13 features) is not open here: drop a .csv or .npy file',
    ],
    [
      { input: 'file', data: iris.name, widths: [784] },
      "iris.csv has 4 features: the input's width must be 4, not 784.",
    ],
    [
      { data: 'iris.csv' },
      'file “iris.csv” is not a file’s name, shape and fingerprint, as in iris.csv,150x4,0123456789abcdef.',
    ],
    [{ depth: 1, widths: [3, 4, 5] }, '3 widths are too many for depth 1: at most 2 are allowed'],
  ])('refuses %j with a sentence', (changes, message) => {
    const said = sentence(experimentWith(defaultExperiment, changes));
    if (message instanceof RegExp) expect(said).toMatch(message);
    else expect(said).toContain(message);
  });

  it.each([
    ['depth', '', /depth “” is not/],
    ['backward', '1', /backward “1” is not one of true, false/],
    ['branch', '1/√3', /branch scale “1\/√3” is not one of/],
    ['depth', 'NaN', /depth “NaN” is not/],
    ['depth', '0x10', /depth “0x10” is not/],
    ['std', 'Infinity', /std “Infinity” is not/],
    ['widths', '784,,3', /width “784,,3” is not/],
    ['toString', '1', /There is no property “toString”/],
    ['__proto__', '1', /There is no property “__proto__”/],
  ])('does not parse %s = %j', (name, text, message) => {
    expect(sentence(parseExperiment([[name, text]]))).toMatch(message);
  });

  it('keeps seed 0, and reads what a person would type', () => {
    const parsed = parseExperiment([
      ['seed', '0'],
      ['std', ' 1e-2 '],
      ['widths', '784, 256'],
    ]);
    expect(parsed).toMatchObject({ seed: 0, std: 0.01, widths: [784, 256] });
  });

  it('cannot be changed', () => {
    expect(() => Object.assign(made({ depth: 3 }), { depth: 0 })).toThrow(TypeError);
  });

  /** Any allowed value of a row. */
  const anyValue = ({ control }: Property<unknown>): fc.Arbitrary<unknown> => {
    if (control.kind === 'choice') return fc.constantFrom(...control.options);
    if (control.kind === 'flag') return fc.boolean();
    if (control.kind === 'text') return fc.constantFrom('', iris.name, otherIris.name, MISSING);
    const { min, max, step } = control;
    return step
      ? fc.integer({ min, max })
      : fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
  };

  /** Any allowed value of every row, and together allowed: widths that fit depth and input. */
  const anyExperiment = fc
    .record(
      Object.fromEntries(
        propertyNames.map((name: PropertyName) => {
          return [name, anyValue(properties[name] as Property<unknown>)];
        }),
      ),
    )
    .chain((values) => {
      const maxLength = Math.min(5, Number(values.depth) + 1);
      const widths = fc.array(fc.integer({ min: 1, max: 2048 }), { minLength: 1, maxLength });
      return widths.map((widths) => forInput({ ...values, widths }));
    });

  it('survives being written and read, whatever its values', () => {
    fc.assert(
      fc.property(anyExperiment, (values) => {
        const experiment = made(values);
        expect(parseExperiment(formatExperiment(experiment))).toEqual(experiment);
      }),
      { numRuns: 500 },
    );
  });

  it('has a layer of allowed width for each of its depth, whatever its values', () => {
    fc.assert(
      fc.property(anyExperiment, (values) => {
        const experiment = made(values);
        const layers = layerShapes(experiment);
        expect(layers.map(({ layer }) => layer)).toEqual(
          Array.from({ length: experiment.depth }, (_, i) => i + 1),
        );
        // One expectation for all layers of all runs: a quarter of a million of them take seconds.
        const wrong = layers.filter(
          ({ fanIn, fanOut, scale, zerosPerColumn, skip }, i) =>
            fanIn !== (i === 0 ? experiment.widths[0] : layers[i - 1]!.fanOut) ||
            !(fanOut >= 1 && fanOut <= 2048 && Number.isInteger(fanOut)) ||
            !Number.isFinite(scale) ||
            zerosPerColumn > fanOut ||
            skip !== (experiment.residual && fanIn === fanOut),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws on any text', () => {
    const name = fc.oneof(fc.constantFrom<string>(...propertyNames), fc.string());
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), (texts) => {
        const result = parseExperiment(texts);
        if (!(result instanceof Problem)) expect(layerShapes(result)).toHaveLength(result.depth);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('layerWidths', () => {
  const widthsOf = (changes: object) =>
    layerWidths(made({ depth: 4, widths: [100], lastWidth: 10, ...changes }));

  it.each([
    ['constant', [100, 100, 100, 100, 100]],
    ['list', [100, 100, 100, 100, 100]],
    // 100 − 22.5 i, rounded half up.
    ['linear', [100, 78, 55, 33, 10]],
    // 100 · 10^(−i/4).
    ['geometric', [100, 56, 32, 18, 10]],
    ['hourglass', [100, 55, 10, 55, 100]],
  ] as const)('%s goes from the first width to the last', (shape, widths) => {
    expect(widthsOf({ shape })).toEqual(widths);
  });

  it('follows a list, and repeats its last width', () => {
    expect(widthsOf({ shape: 'list', widths: [5, 3, 2] })).toEqual([5, 3, 2, 2, 2]);
  });

  it.each([
    ['constant', [100, 100]],
    ['list', [100, 100]],
    ['linear', [100, 10]],
    ['geometric', [100, 10]],
    // Narrowest half way, and the only layer is already at the other end.
    ['hourglass', [100, 100]],
  ] as const)('%s has both ends at depth 1', (shape, widths) => {
    expect(widthsOf({ shape, depth: 1 })).toEqual(widths);
  });

  it('is as narrow in the middle as the last width, where there is a middle', () => {
    expect(Math.min(...widthsOf({ shape: 'hourglass', depth: 50, widths: [784] }))).toBe(10);
  });

  it('never leaves the range between its two ends', () => {
    const width = fc.integer({ min: 1, max: 2048 });
    const shape = fc.constantFrom(...shapes);
    fc.assert(
      fc.property(shape, width, width, fc.integer({ min: 1, max: 200 }), (...values) => {
        const [shape, first, lastWidth, depth] = values;
        const widths = layerWidths(made({ shape, widths: [first], lastWidth, depth }));
        expect(widths).toHaveLength(depth + 1);
        expect(widths[0]).toBe(first);
        expect(Math.min(...widths)).toBeGreaterThanOrEqual(Math.min(first, lastWidth));
        expect(Math.max(...widths)).toBeLessThanOrEqual(Math.max(first, lastWidth));
        if (shape === 'linear' || shape === 'geometric') expect(widths.at(-1)).toBe(lastWidth);
        if (shape === 'hourglass') expect(widths).toEqual(widths.toReversed());
      }),
    );
  });
});

describe('layerShapes', () => {
  it('repeats the last width down to the depth', () => {
    const layers = layerShapes(made({ depth: 3, widths: [784, 256], scheme: 'kaiming_normal' }));
    expect(layers.map(({ fanIn, fanOut }) => [fanIn, fanOut])).toEqual([
      [784, 256],
      [256, 256],
      [256, 256],
    ]);
    expect(layers[0]?.std).toBeCloseTo(Math.sqrt(2 / 784), 12);
  });

  it('divides by the fan that mode names', () => {
    const [shape] = layerShapes(
      made({ depth: 1, widths: [784, 10], scheme: 'kaiming_normal', mode: 'fan_out' }),
    );
    expect(shape?.std).toBeCloseTo(Math.sqrt(2 / 10), 12);
  });

  it('lose ⌈sparsity · fan_out⌉ elements of each column to the scheme sparse', () => {
    const zeros = (sparsity: number) =>
      layerShapes(made({ depth: 1, widths: [3, 20], scheme: 'sparse', sparsity }))[0]!
        .zerosPerColumn;
    expect([0, 0.01, 0.9, 0.91, 1].map(zeros)).toEqual([0, 1, 18, 19, 20]);
  });

  it('skip only where the width stays', () => {
    const layers = layerShapes(made({ depth: 3, widths: [4, 4, 3], residual: true }));
    expect(layers.map(({ skip }) => skip)).toEqual([true, false, true]);
  });

  it.each([
    ['zero', { distribution: 'constant', scale: 0 }],
    ['constant', { distribution: 'constant', scale: 0.25 }],
    ['normal', { distribution: 'normal', scale: 0.75 }],
  ] as const)('have %s biases', (bias, expected) => {
    const experiment = made({ bias, biasValue: 0.25, biasStd: 0.75, depth: 1 });
    expect(layerShapes(experiment)[0]!.bias).toEqual(expected);
  });

  it.each([
    ['1', 1],
    ['1/√2', Math.SQRT1_2],
    ['1/√depth', 0.25],
    ['typed', 0.3],
  ] as const)('scale residual branches by %s', (branch, scale) => {
    expect(branchScaleOf(made({ branch, branchScale: 0.3, depth: 16 }))).toBeCloseTo(scale, 15);
  });
});

describe('the input', () => {
  it.each([
    ['normal', { distribution: 'normal', mean: 2, std: 3 }],
    ['uniform', { distribution: 'uniform', mean: 2, std: 3 }],
    ['constant', { distribution: 'normal', mean: 5, std: 0.25 }],
    ['correlated', { distribution: 'correlated', mean: 2, std: 3 }],
    ['digits', undefined],
    ['file', undefined],
  ] as const)('%s is drawn as it says', (input, drawn) => {
    const values = { input, inputMean: 2, inputStd: 3, constant: 5, noise: 0.25 };
    const experiment = made(input === 'file' ? forInput(values) : values);
    expect(drawnInput(experiment)).toEqual(drawn);
  });

  it('takes pixels from 0 to 1 as they are, or MNIST’s mean to 0 and std to 1', () => {
    expect(pixelScale({ pixels: 'raw' })).toEqual({ mean: 0, std: 1 });
    const { mean, std } = pixelScale({ pixels: 'standardised' });
    expect(0.1307 * std + mean).toBeCloseTo(0, 15);
    expect((0.1307 + 0.3081) * std + mean).toBeCloseTo(1, 15);
  });
});
