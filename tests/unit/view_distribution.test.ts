import { describe, expect, it } from 'vitest';
import { binShares, ceilingOf, normalShares, positionOf } from '../../src/model/distribution';
import { BINS, binEdges, binOf, HISTOGRAM_WORDS } from '../../src/model/histogram';

const linear = { kind: 'linear', low: -4, high: 4 } as const;
const log = { kind: 'log', low: -3, high: 2 } as const;
const sum = (shares: readonly number[]) => shares.reduce((a, b) => a + b, 0);

describe('a distribution on an axis', () => {
  it.each([linear, log])('places values where their bins are: $kind', (range) => {
    for (const x of [-3.9, -0.5, -0.01, -0.0004, 0, 0.0004, 0.02, 1.7, 3.9])
      expect(Math.floor(positionOf(range, x))).toBe(binOf(range, x));
    const edges = binEdges(range);
    expect(positionOf(range, edges[0]!)).toBeCloseTo(0, 9);
    expect(positionOf(range, edges[BINS]!)).toBeCloseTo(BINS, 9);
  });

  it.each([linear, log])('has the normal curve of its moments: $kind', (range) => {
    const shares = normalShares(range, { mean: 0, variance: 1 })!;
    expect(sum(shares)).toBeCloseTo(1, 3);
    for (let i = 0; i < BINS / 2; i++) expect(shares[i]).toBeCloseTo(shares[BINS - 1 - i]!, 12);
    expect(normalShares(range, { mean: 0, variance: 0 })).toBeUndefined();
    expect(normalShares(range, { mean: Number.NaN, variance: Number.NaN })).toBeUndefined();
  });

  it('is a bell on a linear axis and two humps on a logarithmic one', () => {
    const peak = (range: typeof linear | typeof log) => {
      const shares = normalShares(range, { mean: 0, variance: 1 })!;
      return shares.indexOf(Math.max(...shares));
    };
    expect(Math.abs(peak(linear) - BINS / 2)).toBeLessThanOrEqual(1);
    expect(Math.abs(binEdges(log)[peak(log)]!)).toBeGreaterThan(0.7);
  });

  it('cuts a bin that holds nearly all, so that the others can be seen', () => {
    const counts = new Uint32Array(HISTOGRAM_WORDS).fill(1);
    counts[129] = 256;
    const shares = binShares(counts, 514);
    expect(shares).toHaveLength(BINS);
    expect(ceilingOf(shares)).toBeCloseTo(2.5 / 514, 9);
    expect(ceilingOf(new Array(BINS).fill(0))).toBe(1);
    expect(ceilingOf([0, 1, 0])).toBe(1);
  });
});
