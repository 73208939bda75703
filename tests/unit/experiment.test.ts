import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultExperiment,
  type Experiment,
  experimentWith,
  formatExperiment,
  layerShapes,
  parseExperiment,
} from '../../src/model/experiment';
import { Problem } from '../../src/model/problem';
import { type PropertyName, properties, propertyNames } from '../../src/model/properties';
import type { Property } from '../../src/model/property';

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
    [{ scheme: 'he' }, /scheme “he” is not one of normal, lecun_normal/],
    [{ activation: 'constructor' }, /activation “constructor” is not one of identity/],
    [{ widths: [] }, /width .* is not a whole number from 1 to 2048/],
    [{ widths: [784, 0] }, /width 784,0 is not a whole number from 1 to 2048/],
    [{ constructor: 1 }, /There is no property “constructor”/],
    [{ depth: 1, widths: [3, 4, 5] }, '3 widths are too many for depth 1: at most 2 are allowed'],
  ])('refuses %j with a sentence', (changes, message) => {
    const said = sentence(experimentWith(defaultExperiment, changes));
    if (message instanceof RegExp) expect(said).toMatch(message);
    else expect(said).toContain(message);
  });

  it.each([
    ['depth', '', /depth “” is not/],
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
    const { min, max, step } = control;
    return step
      ? fc.integer({ min, max })
      : fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
  };

  it('survives being written and read, whatever its values', () => {
    const record = fc.record(
      Object.fromEntries(
        propertyNames.map((name: PropertyName) => {
          return [name, anyValue(properties[name] as Property<unknown>)];
        }),
      ),
    );
    fc.assert(
      fc.property(record, (values) => {
        const experiment = made(values);
        expect(parseExperiment(formatExperiment(experiment))).toEqual(experiment);
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

describe('layerShapes', () => {
  it('repeats the last width down to the depth', () => {
    const shapes = layerShapes(made({ depth: 3, widths: [784, 256], scheme: 'kaiming_normal' }));
    expect(shapes.map(({ fanIn, fanOut }) => [fanIn, fanOut])).toEqual([
      [784, 256],
      [256, 256],
      [256, 256],
    ]);
    expect(shapes[0]?.std).toBeCloseTo(Math.sqrt(2 / 784), 12);
  });

  it('divides by the fan that mode names', () => {
    const [shape] = layerShapes(
      made({ depth: 1, widths: [784, 10], scheme: 'kaiming_normal', mode: 'fan_out' }),
    );
    expect(shape?.std).toBeCloseTo(Math.sqrt(2 / 10), 12);
  });
});
