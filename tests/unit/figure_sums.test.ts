import { describe, expect, it } from 'vitest';
import { bell } from '../../src/lecture/figures/kit/bell';
import { logSteps } from '../../src/lecture/figures/kit/controls';
import { drawNormals } from '../../src/lecture/figures/kit/normals';
import { momentsOf } from '../../src/lecture/figures/kit/sample';
import {
  createRunningSums,
  MOST_SUMS,
  sumsValues,
  sumsWords,
  targetOf,
} from '../../src/lecture/figures/sums/running-sums';
import { correlationZ } from './goodness';

const SUMS = 400;
const drawn = (seed: number) => {
  const sums = createRunningSums(seed);
  sums.add(SUMS);
  return sums;
};

describe('running sums', () => {
  it('are the first k numbers of a row added up, whatever k was before', () => {
    const sums = createRunningSums(3);
    sums.add(2);
    const numbers = drawNormals(new Float64Array(100), { figure: 'sums', seed: 3, row: 1 });
    for (const k of [100, 1, 5]) {
      const exact = numbers.slice(0, k).reduce((a, b) => a + b, 0);
      // Kept in float32.
      expect(Math.abs(sums.of(k)[1]! - exact)).toBeLessThanOrEqual(2 ** -24 * Math.abs(exact));
    }
  });

  // Each variance has a standard error of √(2 / SUMS) of itself: 5 of them, for 15 variances.
  it.each([1, 5, 100, 784, 1000])('of %i numbers have that variance', (k) => {
    for (const seed of [1, 2, 3]) {
      const { mean, variance } = momentsOf(drawn(seed).of(k));
      expect(Math.abs(variance / k - 1)).toBeLessThan(5 * Math.sqrt(2 / SUMS));
      expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(k / SUMS));
    }
  });

  it('of 100 numbers are as ordinary at −13 and +10 as the lecture says', () => {
    const beyond =
      drawn(1)
        .of(100)
        .filter((sum) => sum < -13 || sum > 10).length / SUMS;
    // Φ(−1.3) + Φ(−1) = 0.0968 + 0.1587.
    const expected = 0.2555;
    const error = Math.sqrt((expected * (1 - expected)) / SUMS);
    expect(Math.abs(beyond - expected)).toBeLessThan(5 * error);
  });

  it('are others after clearing, and end at the most', () => {
    const sums = drawn(1);
    const before = Float32Array.from(sums.of(5));
    sums.clear();
    expect(sums.count).toBe(0);
    sums.add(SUMS);
    expect(Math.abs(correlationZ(before, Float32Array.from(sums.of(5))))).toBeLessThan(5);
    sums.add(MOST_SUMS);
    expect(sums.count).toBe(MOST_SUMS);
  });
});

describe('the curve that bars grow into', () => {
  it('is never too low for the sums there are, nor far too high for few', () => {
    for (let count = 0; count <= MOST_SUMS; count++) {
      expect(targetOf(count)).toBeGreaterThanOrEqual(count);
      expect(targetOf(count)).toBeLessThanOrEqual(Math.max(20, 10 * count));
    }
  });
});

describe('words of sums', () => {
  it('say that there are none, one and many', () => {
    expect(sumsWords(5, []).readout).toEqual(['k = 5', 'no sums yet']);
    expect(sumsWords(5, [2]).readout).toEqual(['k = 5: variance 0, std 0', '1 sum', 'last 2']);
    expect(sumsWords(5, [1, -1]).alternative).toContain('2 sums of 5 numbers');
    expect(sumsValues(5, [3, -1])).toEqual({ k: 5, variance: 4, std: 2, last: -1 });
    expect(sumsValues(5, [])).toEqual({ k: 5 });
  });
});

describe('the normal curve', () => {
  it('holds all of a bin-wide histogram, and the shares between its ends', () => {
    const points = bell(2, -40, 40, 1);
    const step = points[1]![0] - points[0]![0];
    // Trapezoids over a smooth curve; 6e-5 lies beyond four standard deviations.
    const area = points.reduce((sum, [, share]) => sum + share * step, 0);
    expect(area).toBeCloseTo(1, 3);
    expect(Math.max(...points.map(([, share]) => share))).toBeCloseTo(0.3989 / 2, 3);
    expect(bell(30, -40, 40, 1)[0]![0]).toBe(-40);
  });
});

describe('steps of a slider', () => {
  it('go from end to end, whole and without repeats, through what people look for', () => {
    const steps = logSteps(1, 1000, 15, [784]);
    expect(steps.slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(steps.at(-1)).toBe(1000);
    expect(steps).toContain(784);
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
  });
});
