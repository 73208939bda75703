import { describe, expect, it } from 'vitest';
import { ieee, nonFiniteInWords, subnormalsInWords } from '../../src/model/adapter';

describe('what an adapter does, in words', () => {
  it('is nothing special where it does as PyTorch does', () => {
    expect(nonFiniteInWords(ieee)).toBe(
      'overflow gives inf, inf − inf is NaN, as in PyTorch. NaN is kept and found everywhere.',
    );
    expect(subnormalsInWords(false)).toContain('as in PyTorch');
  });

  it('says what is lost, and what that means for the figures', () => {
    expect(nonFiniteInWords({ ...ieee, isNanUnequal: false, isNanKept: false })).toBe(
      'overflow gives inf, inf − inf is NaN, as in PyTorch. On this adapter NaN ≠ NaN does not hold and max(NaN, 0) is 0, so the kernels tell NaN by its bits, and none is lost.',
    );
    expect(nonFiniteInWords({ ...ieee, overflows: false })).toMatch(
      /^overflow gives a finite number, .* unlike PyTorch\./,
    );
    expect(subnormalsInWords(true)).toContain('flushes numbers below 1.2×10⁻³⁸');
  });
});
