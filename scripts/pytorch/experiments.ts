/** What check:pytorch runs: every preset, kept small, and random experiments. */
import fc from 'fast-check';
import { holdData } from '../../src/model/data';
import {
  defaultExperiment,
  type Experiment,
  type ExperimentValues,
  experimentWith,
} from '../../src/model/experiment';
import { DIGIT_PIXELS } from '../../src/model/input';
import type { InputKind } from '../../src/model/kinds';
import { presetExperiment, presetNames } from '../../src/model/presets';
import { Problem } from '../../src/model/problem';
import { properties, propertyNames } from '../../src/model/properties';

export interface Named {
  readonly name: string;
  readonly experiment: Experiment;
}

function made(base: ExperimentValues, changes: Record<string, unknown>): Experiment {
  const result = experimentWith(base, changes);
  if (result instanceof Problem) throw new Error(result.sentence);
  return result;
}

/** Largest of what is run: the CPU engine multiplies some 10⁸ numbers a second. */
const most = { width: 96, lastWidth: 24, depth: 12, batch: 32 };

/** One's own samples: fewer than some batches and more than others; one feature never varies. */
const [SAMPLES, FEATURES] = [24, 20];
const samples = Float32Array.from({ length: SAMPLES * FEATURES }, (_, i) =>
  i % FEATURES === 3 ? 0.7 : 1 + Math.sin(i ** 2) * (1 + (i % FEATURES)),
);
const own = holdData('samples.csv', [SAMPLES, FEATURES], samples);

/** What the scripts find: a row of names, and each number to the last bit. */
export const file = {
  name: 'samples.csv',
  text: Array.from({ length: SAMPLES + 1 }, (_, row) =>
    Array.from({ length: FEATURES }, (_, i) =>
      row === 0 ? `x${i}` : samples[(row - 1) * FEATURES + i],
    ).join(','),
  ).join('\n'),
};

/** An experiment of the same kind that takes less time; digits keep their pixels. */
function small(experiment: Experiment): Experiment {
  const { input, widths, depth, batch, lastWidth } = experiment;
  const narrow = widths.map((width) => Math.min(width, most.width));
  return made(experiment, {
    widths:
      input === 'digits'
        ? [DIGIT_PIXELS, ...(narrow.length > 1 ? narrow.slice(1) : narrow)]
        : narrow,
    depth: Math.min(depth, most.depth),
    batch: Math.min(batch, most.batch),
    lastWidth: Math.min(lastWidth, most.lastWidth),
  });
}

export const presets = (): Named[] =>
  presetNames.map((name) => ({
    name,
    experiment: small(presetExperiment(name, defaultExperiment, 1)),
  }));

/** Equally likely everywhere, which fast-check's own numbers are not. */
const between = (min: number, max: number) =>
  fc.integer({ min: 0, max: 1000 }).map((i) => min + ((max - min) * i) / 1000);
/** Equally often in each decade. */
const decades = (min: number, max: number) =>
  between(Math.log10(min), Math.log10(max)).map((x) => Number((10 ** x).toPrecision(4)));
const mostly = <T>(value: T, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: other });

/** Of the numbers; of a choice every value is as likely. Narrower nets have too few units to average. */
const numbers: Partial<Record<keyof ExperimentValues, fc.Arbitrary<unknown>>> = {
  std: decades(0.02, 1),
  bound: decades(0.02, 1),
  value: fc.oneof(
    decades(0.01, 0.3),
    decades(0.01, 0.3).map((x) => -x),
  ),
  sparsity: between(0, 0.9),
  a: mostly(0, between(0, 3)),
  gain: mostly(1, decades(0.3, 3)),
  biasValue: between(-1, 1),
  biasStd: between(0, 1),
  slope: between(-0.5, 1.5),
  depth: fc.integer({ min: 1, max: 8 }),
  widths: fc.array(fc.integer({ min: 16, max: 64 }), { minLength: 1, maxLength: 3 }),
  lastWidth: fc.integer({ min: 16, max: 64 }),
  epsilon: decades(1e-8, 1),
  branchScale: decades(0.1, 2),
  batch: fc.integer({ min: 8, max: 48 }),
  inputMean: mostly(0, between(-2, 2)),
  inputStd: mostly(1, decades(0.1, 3)),
  constant: between(-2, 2),
  data: fc.constant(own.name),
  noise: decades(0.1, 1),
  correlation: between(0, 1),
  seed: fc.constant(1),
};

function anyOf(name: keyof ExperimentValues): fc.Arbitrary<unknown> {
  const { control } = properties[name];
  if (control.kind === 'choice') return fc.constantFrom(...control.options);
  if (control.kind === 'flag') return fc.boolean();
  const arbitrary = numbers[name];
  if (!arbitrary) throw new Error(`There is no range for ${name}.`);
  return arbitrary;
}

/** Inputs with a width of their own; the layers behind them stay as narrow as others. */
const given: Partial<Record<InputKind, number>> = { digits: DIGIT_PIXELS, file: FEATURES };

/**
 * Where all units of a sample, or all samples of a unit, are alike behind a norm. The engine, which takes
 * means in double precision, is left with 0, and float32 with what it rounds, 1/√ε times as large: then
 * that decides everything behind.
 */
function decidedByRounding({ scheme, norm, input, correlation, backward }: ExperimentValues) {
  if (norm === 'none') return false;
  // Equal weights make equal units, whose mean square is 1 or whose mean is 0: a norm passes no gradient.
  if (scheme === 'constant') return norm === 'layer' || backward;
  if (norm === 'rms') return false;
  // Digits begin with rows of blank pixels.
  if (scheme === 'zeros' || (scheme === 'eye' && input === 'digits')) return true;
  return norm === 'batch' && input === 'correlated' && correlation === 1;
}

const anyExperiment = fc
  .record(Object.fromEntries(propertyNames.map((name) => [name, anyOf(name)])))
  .map((any) => {
    const values = any as ExperimentValues;
    const { depth, widths, input } = values;
    const width = given[input];
    return made(defaultExperiment, {
      ...values,
      widths: [...(width ? [width] : []), ...widths].slice(0, depth + 1),
      ...(width && { shape: 'list' }),
      ...(decidedByRounding(values) && { norm: 'none' }),
    });
  });

/** The same ones every time. */
export const randomExperiments = (count: number): Named[] =>
  fc
    .sample(anyExperiment, { numRuns: count, seed: 1 })
    .map((experiment, i) => ({ name: `random ${i + 1}`, experiment }));
