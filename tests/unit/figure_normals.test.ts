import { describe, expect, it } from 'vitest';
import { drawNormals, type Source } from '../../src/lecture/figures/kit/normals';
import { cdfs, correlationZ, faults } from './goodness';

const source: Source = { figure: 'sums', seed: 7 };
const draws = (changes: Partial<Source> = {}, count = 40_000) =>
  Float32Array.from(drawNormals(new Float64Array(count), { ...source, ...changes }));

const SEEDS = [1, 2, 3, 4, 5];
// Two tests a seed: α = 0.001 for all together.
const ALPHA = 0.001 / (2 * SEEDS.length);

describe('a figure’s normals', () => {
  it.each(SEEDS)('follow their distribution (seed %i)', (seed) => {
    expect(faults(draws({ seed }), cdfs.normal, ALPHA)).toEqual([]);
  });

  it('would be caught with a standard deviation 5 % off', () => {
    const wrong = draws().map((x) => 1.05 * x);
    expect(faults(wrong, cdfs.normal, ALPHA)).toContain('χ²');
  });

  // A number used twice makes a correlation of 1: 200 standard errors.
  it.each([
    ['rows', draws({ row: 1 }), draws()],
    ['seeds', draws({ seed: 8 }), draws()],
    ['figures', draws({ figure: 'divide' }), draws()],
    ['neighbours', draws().slice(1), draws().slice(0, -1)],
    ['counters', draws().slice(4), draws().slice(0, -4)],
  ] as const)('are uncorrelated between %s', (_between, a, b) => {
    expect(Math.abs(correlationZ(a, b))).toBeLessThan(5);
  });

  it('do not depend on how many are drawn', () => {
    expect(draws({}, 9)).toEqual(draws().slice(0, 9));
  });
});
