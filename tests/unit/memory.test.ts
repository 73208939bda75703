import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { normKinds, shapes } from '../../src/model/kinds';
import {
  memoryBytes,
  memoryPlan,
  memoryProblem,
  readableBytes,
  strideOf,
} from '../../src/model/memory';
import { Problem } from '../../src/model/problem';
import { type SchemeName, schemes } from '../../src/model/schemes';

const MIB = 2 ** 20;

const made = (
  changes: Record<string, unknown>,
  base: Experiment = defaultExperiment,
): Experiment => {
  const result = experimentWith(base, changes);
  if (result instanceof Problem) throw new Error(result.sentence);
  return result;
};

describe('a memory plan', () => {
  it('counts what the forward pass alone keeps: one layer at a time', () => {
    const experiment = made({ widths: [50, 100], depth: 1, batch: 10 });
    // Two matrices of activations, one of pre-activations, one of weights, 4 bytes a number.
    const [activations, weights] = [4 * 10 * 100, 4 * 100 * 52];
    const { statistics, ...plan } = Object.fromEntries(
      memoryPlan(experiment).map((i) => [i.what, i.bytes]),
    );
    expect(plan).toEqual({
      activations: 2 * activations,
      'pre-activations': activations,
      // With them biases, a sparse matrix' thresholds, and LSUV's factors.
      weights: weights + 4 * (2048 + 2048 + 201),
    });
    // Parts of 13 words, health of 130, in 96 places, and both twice more where the page reads them; …
    expect(statistics).toBeGreaterThan(3 * 4 * 96 * (128 * 13 + 130));
    // … the rest is small.
    expect(statistics).toBeLessThan(3 * 4 * 96 * (128 * 13 + 130) + 2 ** 18);
    // Rows of 50 are stored as 52: kernels read four at a time.
    expect([1, 4, 5, 50].map(strideOf)).toEqual([4, 4, 8, 52]);
  });

  it('counts every layer for the backward pass', () => {
    const experiment = made({ widths: [64], depth: 7, batch: 32, backward: true });
    const matrix = 4 * 32 * 64;
    const bytes = Object.fromEntries(memoryPlan(experiment).map((i) => [i.what, i.bytes]));
    expect(bytes.activations).toBe(8 * matrix);
    expect(bytes['pre-activations']).toBe(7 * matrix);
    expect(memoryBytes(experiment)).toBe(Object.values(bytes).reduce((a, b) => a + b, 0));
  });

  it('says bytes as a person reads them', () => {
    expect([1.5 * MIB, 12 * MIB, 1536 * MIB].map(readableBytes)).toEqual([
      '1.5 MiB',
      '12 MiB',
      '1.5 GiB',
    ]);
  });
});

describe('a memory problem', () => {
  const limits = { buffer: 128 * MIB, total: 1024 * MIB };

  it('is none where everything fits', () => {
    expect(memoryProblem(defaultExperiment, limits)).toBeUndefined();
    expect(memoryProblem(made({ batch: 2048, widths: [2048], depth: 200 }), limits)).toBe(
      undefined,
    );
  });

  it('says what is too much, what is allowed and what would fit', () => {
    const big = made({ batch: 2048, widths: [2048], depth: 200, backward: true });
    expect(memoryProblem(big, limits)?.sentence).toMatch(
      /^This experiment needs 6\.3 GiB in all, and this device allows 1\.0 GiB: a batch of \d+, or a depth of \d+, or the forward pass alone would fit\.$/,
    );
    const narrow = { buffer: 8 * MIB, total: 1024 * MIB };
    expect(
      memoryProblem(made({ batch: 2048, widths: [2048, 1], depth: 1 }), narrow)?.sentence,
    ).toBe(
      'This experiment needs a buffer of 16 MiB for activations, and this device allows 8.0 MiB: a batch of 1024 would fit.',
    );
  });

  it('asks for a smaller width where nothing else helps', () => {
    const wide = made({ widths: [2048], batch: 1, depth: 1 });
    expect(memoryProblem(wide, { buffer: MIB, total: 64 * MIB })?.sentence).toBe(
      'This experiment needs a buffer of 16 MiB for weights, and this device allows 1.0 MiB: choose a smaller width.',
    );
  });

  const anyCase = fc.record({
    scheme: fc.constantFrom(...(Object.keys(schemes) as SchemeName[])),
    shape: fc.constantFrom(...shapes),
    widths: fc.array(fc.integer({ min: 1, max: 2048 }), { minLength: 1, maxLength: 2 }),
    lastWidth: fc.integer({ min: 1, max: 2048 }),
    depth: fc.integer({ min: 1, max: 200 }),
    batch: fc.integer({ min: 1, max: 2048 }),
    norm: fc.constantFrom(...normKinds),
    backward: fc.boolean(),
  });
  const anyLimits = fc.record({
    buffer: fc.integer({ min: 1, max: 128 }).map((n) => n * MIB),
    total: fc.integer({ min: 1, max: 1024 }).map((n) => n * MIB),
  });

  it('promises only what fits, and all that fits: one more does not', () => {
    let promises = 0;
    fc.assert(
      fc.property(anyCase, anyLimits, (values, limits) => {
        const experiment = made(values);
        const sentence = memoryProblem(experiment, limits)?.sentence;
        const plan = memoryPlan(experiment);
        const fits =
          memoryBytes(experiment) <= limits.total &&
          Math.max(...plan.map(({ largest }) => largest)) <= limits.buffer;
        expect(sentence === undefined).toBe(fits);
        for (const name of ['batch', 'depth'] as const) {
          const promised = sentence?.match(`a ${name} of (\\d+)`)?.[1];
          if (!promised) continue;
          promises++;
          const at = (value: number) => made({ [name]: value }, experiment);
          expect(memoryProblem(at(Number(promised)), limits)).toBeUndefined();
          expect(memoryProblem(at(Number(promised) + 1), limits)).toBeInstanceOf(Problem);
        }
        if (sentence?.includes('the forward pass alone'))
          expect(memoryProblem(made({ backward: false }, experiment), limits)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
    expect(promises).toBeGreaterThan(100);
  });

  it('is what the CPU engine refuses a run with, before it begins', async () => {
    const engine = createCpuEngine();
    const big = made({ batch: 2048, widths: [2048], depth: 200, backward: true });
    const { sentence } = memoryProblem(big, engine.limits)!;
    await expect(engine.run(big).next()).rejects.toThrow(new RangeError(sentence));
  });
});
