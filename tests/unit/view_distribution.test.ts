import { describe, expect, it } from 'vitest';
import { countsOf, inside } from '../../src/model/columns';
import {
  ceilingOf,
  columnEdges,
  columnShares,
  normalShares,
  ownAxis,
  positionOf,
} from '../../src/model/distribution';
import { HISTOGRAM_WORDS, wordOf } from '../../src/model/histogram';
import { normalReport } from './scene-state';

const linear = ownAxis(normalReport(1).post);
const log = ownAxis(
  normalReport(1, { histogram: { range: { kind: 'log' }, below: 0, above: 0 } }).post,
);
const axes = [linear, log];
const sum = (shares: readonly number[]) => shares.reduce((a, b) => a + b, 0);

describe('a distribution on an axis', () => {
  it.each(axes)('places values where their columns are: $range.kind', (axis) => {
    const { columns, range } = axis;
    for (const x of [-3.9, -0.55, -0.01, -0.0004, 0, 0.0004, 0.02, 1.7, 3.9]) {
      const words = new Uint32Array(HISTOGRAM_WORDS);
      words[wordOf(range.kind === 'log' ? { kind: 'log' } : range, x)]!++;
      const column = countsOf(columns, words).indexOf(1) - 1;
      expect(Math.floor(positionOf(axis, x) * inside(columns))).toBe(column);
    }
    const edges = columnEdges(axis);
    expect(edges).toHaveLength(inside(columns) + 1);
    for (const [i, edge] of edges.entries())
      expect(positionOf(axis, edge) * inside(columns)).toBeCloseTo(i, 9);
  });

  it.each(axes)('has the normal curve of its moments: $range.kind', (axis) => {
    const shares = normalShares(axis, { mean: 0, variance: 1 })!;
    expect(sum(shares)).toBeCloseTo(1, 3);
    for (let i = 0; i < shares.length / 2; i++)
      expect(shares[i]).toBeCloseTo(shares[shares.length - 1 - i]!, 12);
    expect(normalShares(axis, { mean: 0, variance: 0 })).toBeUndefined();
    expect(normalShares(axis, { mean: Number.NaN, variance: Number.NaN })).toBeUndefined();
  });

  it('is a bell on a linear axis and two humps on a logarithmic one', () => {
    const peak = (axis: typeof linear) => {
      const shares = normalShares(axis, { mean: 0, variance: 1 })!;
      return shares.indexOf(Math.max(...shares));
    };
    expect(Math.abs(peak(linear) - inside(linear.columns) / 2)).toBeLessThanOrEqual(1);
    expect(Math.abs(columnEdges(log)[peak(log)]!)).toBeGreaterThan(0.7);
  });

  it('has the decades that its own values take, whatever the other layers’ are', () => {
    expect(log.range).toEqual({ kind: 'log', low: -3, high: 1 });
    const tiny = { secondMoment: 1e-60, variance: 1e-60, min: -4e-30, max: 4e-30 };
    const histogram = { range: { kind: 'log' }, below: 0, above: 0 } as const;
    const far = ownAxis(normalReport(1, { ...tiny, histogram }).post);
    expect(far.range).toEqual({ kind: 'log', low: -33, high: -29 });
    // Narrow columns, but no narrower than a small picture’s pixels.
    expect(inside(far.columns)).toBeGreaterThan(200);
    expect(inside(far.columns)).toBeLessThan(288);
  });

  it('cuts a bin that holds nearly all, so that the others can be seen', () => {
    const counts = new Uint32Array(HISTOGRAM_WORDS).fill(1);
    counts[129] = 256;
    const shares = columnShares(linear, counts, 514);
    expect(shares).toHaveLength(inside(linear.columns));
    expect(ceilingOf(shares)).toBeCloseTo(2.5 / 514, 9);
    expect(ceilingOf(new Array(256).fill(0))).toBe(1);
    expect(ceilingOf([0, 1, 0])).toBe(1);
  });
});
