import { describe, expect, it } from 'vitest';
import { momentsOf } from '../../src/engine/cpu/statistics';
import { drawBias } from '../../src/engine/cpu/weights';
import { layerShapes } from '../../src/model/layer-shapes';
import type { SchemeName } from '../../src/model/schemes';
import { cdfs, faults } from './goodness';
import { made, SEEDS, weights } from './making';

const [FAN_IN, FAN_OUT] = [150, 100];
const widths = [FAN_IN, FAN_OUT];

interface Case {
  readonly changes: { readonly scheme: SchemeName } & Record<string, unknown>;
  /** PyTorch's scale, written out: what a unit draw is multiplied by. */
  scale(fanIn: number, fanOut: number): number;
  readonly distribution: keyof typeof cdfs;
}

const SQRT3 = Math.sqrt(3);
const at = (
  distribution: Case['distribution'],
  changes: Case['changes'],
  scale: Case['scale'],
): Case => ({ distribution, changes, scale });

const cases: readonly Case[] = [
  at('normal', { scheme: 'normal', std: 0.02 }, () => 0.02),
  at('uniform', { scheme: 'uniform', bound: 0.3 }, () => 0.3 / SQRT3),
  at('trunc_normal', { scheme: 'trunc_normal', std: 0.02, gain: 2 }, () => 0.04),
  at('normal', { scheme: 'xavier_normal' }, (i, o) => Math.sqrt(2 / (i + o))),
  at('uniform', { scheme: 'xavier_uniform' }, (i, o) => Math.sqrt(6 / (i + o)) / SQRT3),
  at('normal', { scheme: 'kaiming_normal' }, (i) => Math.sqrt(2 / i)),
  at('normal', { scheme: 'kaiming_normal', mode: 'fan_out', a: 0.2 }, (_i, o) =>
    Math.sqrt(2 / (1.04 * o)),
  ),
  at('uniform', { scheme: 'kaiming_uniform' }, (i) => Math.sqrt(6 / i) / SQRT3),
  at('normal', { scheme: 'lecun_normal', gain: 3 }, (i) => 3 / Math.sqrt(i)),
  at('uniform', { scheme: 'lecun_uniform' }, (i) => 1 / Math.sqrt(i)),
  at('uniform', { scheme: 'linear_default' }, (i) => 1 / Math.sqrt(i) / SQRT3),
  // The zeros of a sparse matrix are left out here, and counted below.
  at('normal', { scheme: 'sparse', sparsity: 0.5, std: 0.25 }, () => 0.25),
];

// α = 0.001 for all together: two tests for each case and seed, and as many for two kinds of biases.
const ALPHA = 0.001 / (2 * SEEDS.length * (cases.length + 2));

const units = (values: Float32Array, scale: number) =>
  values.filter((x) => x !== 0).map((x) => x / scale);

/** Variance and fourth moment of the unit draws. */
const moments = {
  normal: [1, 3],
  uniform: [1, 9 / 5],
  trunc_normal: [0.7737413035499232, 1.41618912484946],
} as const;

describe.each(cases)('weights of $changes', ({ changes, scale, distribution }) => {
  it('follow PyTorch’s distribution at 20 seeds', async () => {
    for (const seed of SEEDS) {
      const sample = units(await weights({ ...changes, widths, seed }), scale(FAN_IN, FAN_OUT));
      expect(faults(sample, cdfs[distribution], ALPHA), `seed ${seed}`).toEqual([]);
    }
  });

  it('would be caught with a standard deviation 1 % off, at 10⁶ draws', async () => {
    const sample = units(await weights({ ...changes, widths: [1000] }), scale(1000, 1000));
    const [variance, fourth] = moments[distribution];
    // A mean square's standard error: 1 % is 14 of them for a normal (10 if half are zeros), 17 for a
    // cut one and 22 for a uniform.
    const error = Math.sqrt((fourth - variance ** 2) / sample.length);
    const z = (values: Float32Array) => (momentsOf(values).secondMoment - variance) / error;
    expect(Math.abs(z(sample))).toBeLessThan(5);
    expect(z(sample.map((x) => 1.01 * x))).toBeGreaterThan(5);
  });
});

describe('the wrong fan', () => {
  it.each([
    ['kaiming_normal', 'normal', Math.sqrt(2 / FAN_OUT)],
    ['kaiming_uniform', 'uniform', Math.sqrt(2 / FAN_OUT)],
    ['lecun_normal', 'normal', Math.sqrt(1 / FAN_OUT)],
    ['lecun_uniform', 'uniform', Math.sqrt(1 / FAN_OUT)],
    ['xavier_normal', 'normal', Math.sqrt(1 / FAN_IN)],
    ['xavier_uniform', 'uniform', Math.sqrt(1 / FAN_IN)],
    ['linear_default', 'uniform', Math.sqrt(1 / 3 / FAN_OUT)],
  ] as const)('would be caught with %s', async (scheme, distribution, scale) => {
    for (const seed of SEEDS) {
      const sample = units(await weights({ scheme, widths, seed }), scale);
      expect(faults(sample, cdfs[distribution], ALPHA)).not.toEqual([]);
    }
  });
});

describe('bounds', () => {
  it.each([
    [{ scheme: 'trunc_normal', std: 0.02 }, 0.04],
    [{ scheme: 'uniform', bound: 0.3 }, 0.3],
    [{ scheme: 'xavier_uniform' }, Math.sqrt(6 / 250)],
    [{ scheme: 'kaiming_uniform' }, Math.sqrt(6 / 150)],
    [{ scheme: 'lecun_uniform' }, Math.sqrt(3 / 150)],
    [{ scheme: 'linear_default' }, Math.sqrt(1 / 150)],
  ] as const)('of %j are kept, and nearly reached', async (changes, bound) => {
    const { min, max } = momentsOf(await weights({ ...changes, widths }));
    // Three roundings to float32; none of 15,000 draws in the outer 1/1000 has probability 3e-7.
    for (const end of [-min, max]) {
      expect(end).toBeLessThanOrEqual(bound * (1 + 3 * 2 ** -24));
      expect(end).toBeGreaterThan(bound * 0.995);
    }
  });
});

describe('biases', () => {
  /** Of 50 layers of 60 units, each in units of its scale. */
  const biases = (changes: Record<string, unknown>, scale: number) => {
    const experiment = made({ widths: [60], depth: 50, ...changes });
    const all = layerShapes(experiment).flatMap((shape) => [...drawBias(experiment, shape)]);
    return Float32Array.from(all, (x) => x / scale);
  };

  it('of linear_default are uniform in ±1/√fan_in', () => {
    for (const seed of SEEDS) {
      const sample = biases({ scheme: 'linear_default', seed }, 1 / Math.sqrt(180));
      expect(faults(sample, cdfs.uniform, ALPHA), `seed ${seed}`).toEqual([]);
    }
  });

  it('are normal with the bias normal', () => {
    for (const seed of SEEDS) {
      const sample = biases({ bias: 'normal', biasStd: 0.5, seed }, 0.5);
      expect(faults(sample, cdfs.normal, ALPHA), `seed ${seed}`).toEqual([]);
    }
  });

  it('are exact where they are constant, and rounded to the number format', () => {
    const constant = { bias: 'constant', biasValue: 0.1 };
    expect(new Set(biases(constant, 1))).toEqual(new Set([Math.fround(0.1)]));
    expect(new Set(biases({}, 1))).toEqual(new Set([0]));
    // 0.1 in binary16: 0x2e66.
    expect(new Set(biases({ ...constant, format: 'float16' }, 1))).toEqual(
      new Set([0x666 / 2 ** 14]),
    );
  });
});
