import { describe, expect, it } from 'vitest';
import { binned, momentsOf } from '../../src/lecture/figures/kit/sample';

describe('moments of a sample', () => {
  it('are those of a small one by hand', () => {
    // Mean 3, squares 4 + 1 + 1 + 4, over four.
    expect(momentsOf([1, 2, 4, 5])).toEqual({ mean: 3, variance: 2.5, secondMoment: 11.5 });
  });

  it('survive a mean far from 0', () => {
    // 1e8 ± 1: the squares' own mean has lost the 1.
    expect(momentsOf([1e8 - 1, 1e8 + 1]).variance).toBe(1);
  });
});

describe('bins', () => {
  it('hold their lower edge and not their upper one, and leave out what lies beyond', () => {
    const { shares } = binned([-1, 0, 0.5, 1, 1.99, 2, 7, Number.NaN], 0, 2, 2);
    expect([...shares]).toEqual([2 / 8, 2 / 8]);
  });
});
