import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asteriskWords,
  conditions,
  drawUnits,
  type Factors,
  factorOf,
  measured,
  partsOf,
} from '../../src/lecture/figures/asterisk/factors';
import { correlationZ } from './goodness';

const TERMS = 100;
const [some, others, singles] = [drawUnits(TERMS, 1), drawUnits(TERMS, 2), drawUnits(1, 1)];

const standard: Factors = { meanX: 0, stdX: 1, meanW: 0, stdW: 1 };

const cases: [Partial<Factors>, number][] = [
  [{}, 1],
  [{ meanX: 1 }, 2],
  [{ meanW: 0.5 }, 1.25],
  [{ stdX: 2, stdW: 0.1 }, 0.04],
  [{ meanX: 2, meanW: 2, stdX: 2, stdW: 2 }, 48],
  // Constants have no variance, whatever their means.
  [{ meanX: 2, meanW: 2, stdX: 0, stdW: 0 }, 0],
  // Nor is the mean of one factor of any weight if the other is always 0.
  [{ meanX: 2, stdX: 0, stdW: 0 }, 0],
];

describe('sums of products of two factors', () => {
  it.each(cases)('with %j have %f times as much variance as terms', (changes, factor) => {
    expect(factorOf({ ...standard, ...changes })).toBeCloseTo(factor, 12);
  });

  it.each(cases)('with %j are measured to have it', (changes) => {
    const factors = { ...standard, ...changes };
    for (const units of [some, others, singles]) {
      const { terms } = units;
      const { variance, error } = measured(units, factors);
      // What is left of sums that are all the same: their rounding.
      const most = 5 * error + 1e-12 * terms ** 2;
      expect(Math.abs(variance - terms * factorOf(factors))).toBeLessThan(most);
    }
  });

  it('would be caught leaving out a part, or adding the product of the means', () => {
    const factors = { meanX: 1, stdX: 1, meanW: 1, stdW: 1 };
    const { variance, error } = measured(some, factors);
    const { stds, meanX, meanW } = partsOf(factors);
    const product = factors.meanX ** 2 * factors.meanW ** 2;
    for (const wrong of [stds + meanX, stds + meanW, meanX + meanW, stds + meanX + meanW + product])
      expect(Math.abs(variance - TERMS * wrong)).toBeGreaterThan(5 * error);
  });

  it('have the standard error of a normal distribution’s variance, where there are many terms', () => {
    const { sums, variance, error } = measured(some, standard);
    // The fourth moment of 4000 sums has a relative standard error of √(96 / 9 / 4000) = 5 %.
    expect(Math.abs(error / (variance * Math.sqrt(2 / sums)) - 1)).toBeLessThan(0.2);
  });

  it('are fewer where they are long, and never too few', () => {
    expect(measured(drawUnits(784, 1), standard).sums).toBe(2040);
  });

  it('are made of numbers that have nothing to do with one another', () => {
    const { w, x } = drawUnits(10, 5);
    expect(Math.abs(correlationZ(Float32Array.from(w), Float32Array.from(x)))).toBeLessThan(5);
  });
});

describe('the condition', () => {
  it('is that both have mean 0 and variance 1, and then variance = number of terms', () => {
    expect(conditions(standard)).toEqual({ x: true, w: true });
    expect(conditions({ ...standard, meanX: 0.1 })).toEqual({ x: false, w: true });
    expect(conditions({ ...standard, stdW: 0.9 })).toEqual({ x: true, w: false });
  });

  it('is the only way, but for scales that make up for one another', () => {
    const mean = fc.integer({ min: 0, max: 20 }).map((i) => i / 10);
    const std = fc.integer({ min: 10, max: 20 }).map((i) => i / 10);
    fc.assert(
      fc.property(fc.record({ meanX: mean, stdX: std, meanW: mean, stdW: std }), (factors) => {
        const { x, w } = conditions(factors);
        // None of these scales is below 1, so nothing can make up for what is too much.
        expect(Math.abs(factorOf(factors) - 1) < 1e-12).toBe(x && w);
      }),
    );
  });
});

describe('words of the asterisk', () => {
  it('say the claim, by how much it is off, and who is to blame', () => {
    const result = { sums: 4000, variance: 203, error: 4.5 };
    const { readout, alternative } = asteriskWords(100, { ...standard, meanX: 1 }, result);
    expect(readout[0]).toBe('variance = 2 × number of terms');
    expect(alternative).toContain('predicted 200 = 100 + 100, measured 203 ± 9:');
    expect(alternative).toContain('x does not have mean 0 and variance 1; w has mean 0');
  });
});
