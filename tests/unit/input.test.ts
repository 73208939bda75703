import { describe, expect, it } from 'vitest';
import { createBreather } from '../../src/engine/cpu/breather';
import { meanCorrelation } from '../../src/engine/cpu/health';
import { inputOf } from '../../src/engine/cpu/input';
import { cdfs, faults } from './goodness';
import { made, SEEDS } from './making';

// α = 0.001 for all together: two tests for each of three kinds and each seed.
const ALPHA = 0.001 / (2 * 3 * SEEDS.length);

describe('the input', () => {
  const noDigits = () => Promise.reject(new Error('none'));
  const input = (changes: Record<string, unknown>) =>
    inputOf(made(changes), noDigits, createBreather());

  it('of kind uniform has the mean and std that are asked for', async () => {
    for (const seed of SEEDS) {
      const changes = { input: 'uniform', inputMean: 2, inputStd: 3, widths: [100], batch: 100 };
      const sample = (await input({ ...changes, seed })).map((x) => (x - 2) / 3);
      expect(faults(sample, cdfs.uniform, ALPHA), `seed ${seed}`).toEqual([]);
    }
  });

  it('of kind constant is a constant and noise', async () => {
    const changes = { input: 'constant', constant: 5, widths: [100], batch: 100 };
    expect(new Set(await input({ ...changes, noise: 0 }))).toEqual(new Set([5]));
    const sample = (await input({ ...changes, noise: 0.25 })).map((x) => (x - 5) / 0.25);
    expect(faults(sample, cdfs.normal, ALPHA)).toEqual([]);
  });

  it('of kind correlated is normal, unit by unit', async () => {
    const changes = { input: 'correlated', correlation: 0.6, widths: [2000], batch: 1 };
    for (const seed of SEEDS)
      expect(faults(await input({ ...changes, seed }), cdfs.normal, ALPHA)).toEqual([]);
  });

  it.each([0, 0.1, 0.5, 0.9, 1])('of kind correlated correlates by %d', async (c) => {
    const [units, batch] = [2048, 64];
    const changes = { input: 'correlated', correlation: c, widths: [units], batch };
    const measured = meanCorrelation(await input(changes), batch);
    // √c z + √(1 − c) zₛ: the spread of z is known to √(2/units), which moves c by c (1 − c) as much;
    // means of z zₛ over samples and of zₛ zₜ over pairs have their own errors.
    const variance =
      2 * (c * (1 - c)) ** 2 +
      (4 * c * (1 - c)) / batch +
      (2 * (1 - c) ** 2) / (batch * (batch - 1));
    // At c = 1 all rows are equal, and only float64's rounding is left.
    expect(Math.abs(measured - c)).toBeLessThan(5 * Math.sqrt(variance / units) + 1e-12);
  });

  it('of kind digits is the pixels, in order, repeated and scaled', async () => {
    const pixels = Uint8Array.from({ length: 500 * 784 }, (_, i) => (i * 31) % 256);
    const digits = (changes: object) =>
      inputOf(
        made({ input: 'digits', batch: 502, ...changes }),
        () => Promise.resolve(pixels),
        createBreather(),
      );
    const raw = await digits({ pixels: 'raw' });
    expect(raw[5]).toBe(Math.fround(155 / 255));
    expect(raw.subarray(500 * 784)).toEqual(raw.subarray(0, 2 * 784));
    const standardised = await digits({});
    // (p/255 − 0.1307) / 0.3081, in float64 and rounded once.
    expect(standardised[5]).toBeCloseTo((155 / 255 - 0.1307) / 0.3081, 6);
    expect((await digits({ pixels: 'raw', format: 'bfloat16' }))[5]).toBe(0.609375);
  });
});
