import { describe, expect, it } from 'vitest';
import { DIVISORS, drawSums, SUMS, TERMS } from '../../src/lecture/figures/divide/numbers';
import { drawNormals } from '../../src/lecture/figures/kit/normals';
import { momentsOf } from '../../src/lecture/figures/kit/sample';

const SEEDS = [1, 2, 3, 4, 5];

describe('sums to be divided', () => {
  it('have mean 0 and the variance of 100 numbers', () => {
    const all = SEEDS.flatMap((seed) => [...drawSums(seed)]);
    const { mean, variance } = momentsOf(all);
    // Normal: standard errors of the variance and of the mean.
    expect(Math.abs(variance - TERMS)).toBeLessThan(4 * TERMS * Math.sqrt(2 / all.length));
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(TERMS / all.length));
  });

  it('hold every number once', () => {
    const numbers = drawNormals(new Float64Array(SUMS * TERMS), { figure: 'divide', seed: 1 });
    const total = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0);
    // Each of 400 000 additions rounds a total of some hundreds by 2⁻⁴⁵ at most.
    expect(total(drawSums(1))).toBeCloseTo(total(numbers), 7);
  });

  it('are made of numbers that no other sum is made of', () => {
    // Numbers shared by neighbours correlate them; 1/√n is the standard error where there are none.
    const sums = drawSums(1);
    const products = sums.slice(1).map((x, i) => (x * sums[i]!) / TERMS);
    expect(Math.abs(momentsOf(products).mean)).toBeLessThan(4 / Math.sqrt(SUMS));
  });
});

describe('divisors', () => {
  const sums = drawSums(3);

  it('ascend from 1 to 20, with √10 and 10 among them', () => {
    expect(DIVISORS).toContain(10);
    expect(DIVISORS).toContain(Math.sqrt(10));
    expect([DIVISORS[0], DIVISORS.at(-1)]).toEqual([1, 20]);
    expect(DIVISORS).toEqual(DIVISORS.toSorted((a, b) => a - b));
  });

  it.each(DIVISORS)('of %d divide the variance by their square', (k) => {
    const { variance } = momentsOf(sums);
    // Rounding alone: 4000 squares, each within 3 · 2⁻⁵³.
    expect(momentsOf(sums.map((x) => x / k)).variance / (variance / k ** 2)).toBeCloseTo(1, 12);
  });
});
