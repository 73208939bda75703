import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramOf, momentsOf, ownRange } from '../../src/engine/cpu/statistics';
import {
  type BinRange,
  eighths,
  HISTOGRAM_WORDS,
  LINEAR_BINS,
  LOG_SIDE,
  magnitudeAt,
  PER_OCTAVE,
  stepsAt,
  wordOf,
  ZERO_WORD,
} from '../../src/model/histogram';
import { type Moments, mergeMoments, type PartialMoments } from '../../src/model/moments';

const { fround } = Math;
const sum = (counts: Uint32Array) => counts.reduce((a, b) => a + b, 0);

describe('moments', () => {
  it('of a few numbers are what one computes by hand', () => {
    const m = momentsOf(Float32Array.of(1, 2, 3, 6, 0));
    expect(m).toMatchObject({ count: 5, mean: 2.4, min: 0, max: 6, zeros: 1 });
    expect(m.variance).toBeCloseTo(4.24, 12);
    expect(m.secondMoment).toBeCloseTo(10, 12);
    // Deviations −1.4, −0.4, 0.6, 3.6, −2.4: fourth powers add up to 205.136.
    expect(m.kurtosis).toBeCloseTo(205.136 / 5 / 4.24 ** 2 - 3, 12);
  });

  it('have the kurtosis of what is known, and none where nothing spreads', () => {
    const alternating = Float32Array.from({ length: 100 }, (_, i) => i % 2);
    expect(momentsOf(alternating).kurtosis).toBeCloseTo(-2, 12);
    // n equally spaced numbers: −6/5 (n² + 1) / (n² − 1).
    const even = Float32Array.from({ length: 101 }, (_, i) => i);
    expect(momentsOf(even).kurtosis).toBeCloseTo((-6 / 5) * (10202 / 10200), 12);
    expect(momentsOf(new Float32Array(5).fill(3)).kurtosis).toBeNaN();
    expect(momentsOf(Float32Array.of(Number.NaN)).kurtosis).toBeNaN();
    // Fourth powers of float32's largest, and of its smallest normal, stay in float64's range.
    for (const scale of [3e38, 2 ** -126])
      expect(momentsOf(alternating.map((x) => scale * x)).kurtosis).toBeCloseTo(-2, 6);
  });

  it('of equal values have no spread, whatever rounding has left of it', () => {
    const counts = { finite: 9, exponent: 0, zeros: 0, infinities: 0, nans: 0 };
    const rounded = { mean: 0.1000001, m2: 9e-14, m3: -9e-21, m4: 9e-28, min: 0.1, max: 0.1 };
    const { variance, kurtosis } = mergeMoments([{ ...counts, ...rounded }]);
    expect([variance, kurtosis]).toEqual([0, Number.NaN]);
  });

  it('leave inf and NaN out, and count them', () => {
    const m = momentsOf(Float32Array.of(1, Number.NaN, 3, -Infinity, Infinity));
    expect(m).toMatchObject({ count: 5, mean: 2, variance: 1, infinities: 2, nans: 1 });
  });

  it('of no finite number are NaN', () => {
    const m = momentsOf(Float32Array.of(Infinity, Number.NaN));
    expect(m).toMatchObject({ count: 2, mean: Number.NaN, variance: Number.NaN, min: Number.NaN });
  });

  it('merge to the moments of the whole, far beyond float32’s range', () => {
    // Two parts scaled by 2^120: their variance is about 10^72.
    const unit = 2 ** 120;
    const merged = mergeMoments([
      {
        finite: 2,
        exponent: 120,
        mean: 1.5,
        m2: 0.5,
        m3: 0,
        m4: 0.125,
        zeros: 0,
        infinities: 0,
        nans: 0,
        min: unit,
        max: 2 * unit,
      },
      {
        finite: 1,
        exponent: 118,
        mean: 1,
        m2: 0,
        m3: 0,
        m4: 0,
        zeros: 0,
        infinities: 1,
        nans: 2,
        min: unit / 4,
        max: unit / 4,
      },
      {
        ...{ finite: 0, exponent: 0, mean: 0, m2: 0, m3: 0, m4: 0 },
        ...{ zeros: 0, infinities: 5, nans: 0, min: 0, max: 0 },
      },
    ]);
    const mean = 3.25 / 3;
    const variance = ((1 - mean) ** 2 + (2 - mean) ** 2 + (0.25 - mean) ** 2) / 3;
    expect(merged.variance / unit ** 2).toBeCloseTo(variance, 12);
    expect(merged.mean / unit).toBeCloseTo(mean, 12);
    const fourth = ((1 - mean) ** 4 + (2 - mean) ** 4 + (0.25 - mean) ** 4) / 3;
    expect(merged.kurtosis).toBeCloseTo(fourth / variance ** 2 - 3, 12);
    expect(merged).toMatchObject({
      count: 11,
      infinities: 6,
      nans: 2,
      min: unit / 4,
      max: 2 * unit,
    });
  });

  it('do not depend on how a whole is divided', () => {
    const numbers = fc.float32Array({
      minLength: 2,
      noNaN: true,
      noDefaultInfinity: true,
      max: fround(1e18),
      min: fround(-1e18),
    });
    fc.assert(
      fc.property(numbers, fc.nat(), (values, at) => {
        const cut = at % values.length;
        const parts = [values.subarray(0, cut), values.subarray(cut)].map(partOf);
        const [whole, merged] = [momentsOf(values), mergeMoments(parts)];
        // Double precision, with room for cancellation among values of very different size.
        const scale = Math.max(...values.map(Math.abs)) ** 2;
        expect(Math.abs(merged.variance - whole.variance)).toBeLessThanOrEqual(1e-12 * scale);
        const fourth = (m: Moments) => (m.variance > 0 ? (m.kurtosis + 3) * m.variance ** 2 : 0);
        expect(Math.abs(fourth(merged) - fourth(whole))).toBeLessThanOrEqual(1e-12 * scale ** 2);
      }),
    );
  });
});

/** One part's sums, in float64. */
function partOf(values: Float32Array): PartialMoments {
  const { count: finite, ...m } = momentsOf(values);
  const mean = finite ? m.mean : 0;
  const power = (k: number) => values.reduce((sum, x) => sum + (x - mean) ** k, 0);
  return { ...m, finite, exponent: 0, mean, m2: power(2), m3: power(3), m4: power(4) };
}

const linear = { kind: 'linear', low: -4, high: 4 } as const;
const far = { kind: 'linear', low: 1e20, high: 3e20 } as const;
const log = { kind: 'log' } as const;
const ranges: BinRange[] = [linear, far, log];

describe.each([linear, far])('bins of $kind $low … $high', (range) => {
  const width = (range.high - range.low) / LINEAR_BINS;

  it('hold what lies between their edges', () => {
    for (let bin = 0; bin < LINEAR_BINS; bin++) {
      const edge = range.low + bin * width;
      expect(wordOf(range, edge + 1e-9 * width)).toBe(1 + bin);
      expect(wordOf(range, edge + (1 - 1e-9) * width)).toBe(1 + bin);
    }
  });

  it('leave the rest below and above', () => {
    expect(wordOf(range, range.low - Math.abs(range.low))).toBe(0);
    expect(wordOf(range, range.high * 2)).toBe(LINEAR_BINS + 1);
  });
});

describe('logarithmic bins', () => {
  it('hold what lies between their edges, on both sides of zero', () => {
    for (let step = 0; step < LOG_SIDE; step++) {
      // A float32 well inside; among the smallest subnormals not every bin has one.
      const x = fround(magnitudeAt(step + 0.5));
      if (Math.abs(stepsAt(Math.log10(x)) - step - 0.5) > 0.49) continue;
      expect(wordOf(log, x)).toBe(ZERO_WORD + 1 + step);
      expect(wordOf(log, -x)).toBe(ZERO_WORD - 1 - step);
    }
  });

  it('begin with every power of two, and end with float32', () => {
    for (let exponent = -149; exponent < 128; exponent++) {
      const step = (exponent + 149) * PER_OCTAVE;
      expect(wordOf(log, 2 ** exponent)).toBe(ZERO_WORD + 1 + step);
      expect(stepsAt(Math.log10(2 ** exponent))).toBeCloseTo(step, 9);
    }
    expect(wordOf(log, 3.4028234663852886e38)).toBe(HISTOGRAM_WORDS - 1);
    expect(wordOf(log, -3.4028234663852886e38)).toBe(0);
  });

  it('are an eighth of an octave each', () => {
    for (const [i, begin] of eighths.entries()) {
      const x = 1 + begin / 2 ** 23;
      expect(wordOf(log, x) - wordOf(log, x - 2 ** -23)).toBe(1);
      expect(Math.abs(Math.log2(x) - (i + 1) / PER_OCTAVE)).toBeLessThan(2 ** -22);
    }
  });
});

describe('a histogram', () => {
  it('counts both zeros between negative and positive values', () => {
    expect(wordOf(log, 0)).toBe(ZERO_WORD);
    expect(wordOf(log, -0)).toBe(ZERO_WORD);
    expect(wordOf(log, -1e-45)).toBe(ZERO_WORD - 1);
  });

  it('counts every element once: bins, below, above and non-finite', () => {
    fc.assert(
      fc.property(fc.float32Array(), fc.constantFrom(...ranges), (values, range) => {
        const m = momentsOf(values);
        const counts = histogramOf(values, range);
        expect(sum(counts) + m.infinities + m.nans).toBe(values.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('over a layer’s own range is mean ± 4σ; equal values go to the middle', () => {
    const values = Float32Array.of(1, 3);
    expect(ownRange(momentsOf(values))).toEqual({ kind: 'linear', low: -2, high: 6 });
    const equal = new Float32Array(7).fill(fround(0.1));
    expect(histogramOf(equal, ownRange(momentsOf(equal)))[1 + LINEAR_BINS / 2]).toBe(7);
  });
});
