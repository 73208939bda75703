import { describe, expect, it } from 'vitest';
import { histogramOf, momentsOf } from '../../src/engine/cpu/statistics';
import { readPart, views, writtenRange } from '../../src/engine/webgpu/codec';
import { perGroup } from '../../src/engine/webgpu/partition';
import { grained } from '../../src/engine/webgpu/sources';
import {
  type BinRange,
  HISTOGRAM_WORDS,
  LINEAR_BINS,
  LOG_SIDE,
  magnitudeAt,
  ZERO_WORD,
} from '../../src/model/histogram';
import { mergeMoments } from '../../src/model/moments';
import { asWords, noise, openDevice, runKernel } from './harness';
import { misplaced } from './misplaced';
import { bell, gpuMoments, gpuParts, type Layout, PER_PART, padded } from './parts';

const { device } = await openDevice();

const awkwardMatrices = [1, 3, 63, 64, 65, 255, 257].flatMap((units): [number, Layout][] => [
  [units, 'rows'],
  [units, 'quads'],
]);

describe.each(['serial', 'parallel'] as const)('%s', (grain) => {
  const measured = (values: Float32Array, units?: number, layout?: Layout) =>
    gpuMoments(device, values, units, layout, grain);

  describe('moments on the GPU', () => {
    it.each([1e-30, 1e-12, 1, 1e12, 1e19, 1e30, 3e37])('of values near %d', async (scale) => {
      const values = bell(50_000, scale);
      const [gpu, cpu] = [await measured(values), momentsOf(values)];
      // Sums of 64 float32 values a thread and a tree over 64 threads: 70 roundings of 2⁻²⁴, less
      // by their random signs; measured below 5e-7.
      expect(Math.abs(gpu.variance / cpu.variance - 1)).toBeLessThan(2e-6);
      expect(Math.abs(gpu.mean - cpu.mean)).toBeLessThan(2e-6 * Math.sqrt(cpu.variance));
      // Fourth powers weigh the same roundings twice as much as squares; kurtosis + 3 is near 3.
      expect(Math.abs(gpu.kurtosis - cpu.kurtosis)).toBeLessThan(3 * 4e-6 * 2);
      expect(gpu).toMatchObject({ count: 50_000, min: cpu.min, max: cpu.max, zeros: 0 });
    });

    it('of subnormal values', async () => {
      const values = bell(5000, 1e-39);
      const [gpu, cpu] = [await measured(values), momentsOf(values)];
      // One unit of 2⁻¹⁴⁹ is 1e-6 of these values.
      expect(Math.abs(gpu.variance / cpu.variance - 1)).toBeLessThan(1e-5);
      expect(gpu).toMatchObject({ min: cpu.min, max: cpu.max });
    });

    it.each([2e3, -2e6, 2e36])('of a small spread about %d', async (mean) => {
      const values = bell(20_000, Math.max(1, Math.abs(mean) / 2e6), mean);
      const [gpu, cpu] = [await measured(values), momentsOf(values)];
      // As above: 10⁶ standard deviations from zero, kernels still sum deviations of a few of them.
      expect(Math.abs(gpu.variance / cpu.variance - 1)).toBeLessThan(2e-6);
      expect(Math.abs(gpu.mean - cpu.mean)).toBeLessThan(4e-6 * Math.sqrt(cpu.variance));
      expect(Math.abs(gpu.kurtosis - cpu.kurtosis)).toBeLessThan(3 * 4e-6 * 2);
    });

    it.each([0.1, -1e6 / 3, 1e30 / 3, 1e-39])('of %d only', async (x) => {
      const values = new Float32Array(20_000).fill(x);
      values.set([Number.NaN, Infinity]);
      const { parts, count } = await gpuParts(device, values, values.length, 'rows', grain);
      const words = views(parts.buffer as ArrayBuffer);
      const all = Array.from({ length: count }, (_, i) => readPart(words, i));
      expect(all.map(({ m2, m3, m4 }) => [m2, m3, m4])).toEqual(all.map(() => [0, 0, 0]));
      expect(mergeMoments(all)).toMatchObject({ mean: Math.fround(x), variance: 0 });
    });

    it.each(awkwardMatrices)('skip the padding of rows of %i, by %s', async (units, layout) => {
      const values = bell(units * 37, 1);
      const [gpu, cpu] = [await measured(values, units, layout), momentsOf(values)];
      expect(gpu.count).toBe(values.length);
      expect(gpu.variance).toBeCloseTo(cpu.variance, 4);
      expect([gpu.min, gpu.max]).toEqual([cpu.min, cpu.max]);
    });

    it('count zero, inf and NaN, of either sign and any payload', async () => {
      const bits = Uint32Array.of(0, 0x80000000, 0x7f800000, 0xff800000, 0x7fc00000, 0xff800001, 1);
      const gpu = await measured(new Float32Array(bits.buffer));
      expect(gpu).toMatchObject({ count: 7, zeros: 2, infinities: 2, nans: 2 });
      expect([gpu.min, gpu.max]).toEqual([0, 2 ** -149].map((x) => (x === 0 ? -0 : x)));
    });

    it('of nothing finite, and of zeros only', async () => {
      const nans = await measured(new Float32Array(100).fill(Number.NaN));
      expect(nans).toMatchObject({ count: 100, nans: 100, variance: Number.NaN });
      const zeros = await measured(new Float32Array(100));
      expect(zeros).toMatchObject({ count: 100, zeros: 100, mean: 0, variance: 0, min: 0, max: 0 });
    });
  });

  const RANGE_SLOT = 1;
  const LOG = { kind: 'log' } as const;
  const LINEAR = { kind: 'linear', low: -4, high: 4 } as const;

  async function gpuHistogram(
    values: Float32Array,
    range: BinRange,
    units = values.length,
    layout: Layout = 'rows',
  ) {
    const { words, counting } = padded(values, units, layout);
    const { parts, count } = await gpuParts(device, values, units, layout, grain);
    const one = new Uint32Array(writtenRange(range));
    const ranges = Uint32Array.of(...one, ...one);
    const { histograms } = await runKernel(
      device,
      grained(grain).histogram,
      {
        values: words,
        others: words,
        parts,
        ranges,
        histograms: new Uint32Array(2 * HISTOGRAM_WORDS),
      },
      {
        elements: words.length,
        ...counting,
        elements_per_part: PER_PART,
        first_part: 0,
        parts_apart: 0,
        slot: RANGE_SLOT,
      },
      [Math.ceil(count / perGroup(grain, 'histogram'))],
    );
    // What is before the slot is another layer's.
    expect(sum(histograms!.slice(0, HISTOGRAM_WORDS))).toBe(0);
    return histograms!.slice(HISTOGRAM_WORDS);
  }

  const sum = (counts: Uint32Array) => counts.reduce((a, b) => a + b, 0);
  const floats = (bits: readonly number[]) => new Float32Array(Uint32Array.from(bits).buffer);
  const asBits = (x: number) => new Uint32Array(Float32Array.of(x).buffer)[0]!;
  /** The least float32 of each logarithmic bin of positive values, by the edge’s own arithmetic. */
  const edges = Array.from({ length: LOG_SIDE }, (_, step) => {
    const edge = magnitudeAt(step);
    const bits = asBits(edge);
    return floats([bits])[0]! < edge ? bits + 1 : bits;
  });

  describe('histograms on the GPU', () => {
    const N = 40_000;
    const wide = noise(N, 5).map((x) => Math.sign(x) * 10 ** (38 * noise(1, x * 2 ** 31)[0]!));
    it('of a bell on a linear range', async () => {
      const values = bell(N, 1);
      const [gpu, cpu] = [await gpuHistogram(values, LINEAR), histogramOf(values, LINEAR)];
      expect(sum(gpu)).toBe(N);
      // A quotient may be rounded to the other side of an edge: an element in 10⁴, so few of 40,000 at any.
      expect(misplaced(gpu, cpu)).toBeLessThanOrEqual(4);
    });

    it.each<[string, Float32Array]>([
      ['a bell', bell(N, 1)],
      ['a bell far from zero', bell(N, 1, 1000)],
      ['all of float32', wide],
      ['zeros and ones', Float32Array.from(wide, (x) => Number(x > 0))],
      ['tiny values', bell(N, 1e-37)],
      ['subnormals alone', bell(N, 1e-42)],
      // The window of each group is elsewhere, and most groups hold values far below it.
      ['magnitudes that rise', bell(N, 1).map((x, i) => x * 10 ** ((i / N) * 70 - 40))],
    ])('of %s are the CPU’s, bin by bin, on logarithmic bins', async (_, values) => {
      const [gpu, cpu] = [await gpuHistogram(values, LOG), histogramOf(values, LOG)];
      expect(sum(gpu)).toBe(N);
      expect([...gpu]).toEqual([...cpu]);
    });

    it('begin each logarithmic bin with the same float32 as the CPU', async () => {
      const firsts = [...edges.keys()].filter(
        (step) => edges[step]! < (edges[step + 1] ?? 0x7f800000),
      );
      // Among subnormals, some bins are narrower than the step from one number to the next.
      expect(firsts.length).toBeGreaterThan(LOG_SIDE - 60);
      const at = firsts.map((step) => edges[step]!);
      const before = at.slice(1).map((bits) => bits - 1);
      const words = [...at, ...before];
      const signed = floats([...words, ...words.map((bits) => bits + 0x80000000)]);
      const gpu = await gpuHistogram(signed, LOG);
      expect([...gpu]).toEqual([...histogramOf(signed, LOG)]);
      const expected = new Array(HISTOGRAM_WORDS).fill(0);
      for (const [i, step] of firsts.entries())
        for (const word of [ZERO_WORD + 1 + step, ZERO_WORD - 1 - step])
          expected[word] += i < firsts.length - 1 ? 2 : 1;
      expect([...gpu]).toEqual(expected);
    });

    it('agree with the CPU at every inner edge’s either side of a linear range', async () => {
      const width = 8 / LINEAR_BINS;
      const inside = Array.from({ length: LINEAR_BINS }, (_, i) => -4 + i * width).flatMap(
        (edge) => [edge + 0.01 * width, edge + 0.99 * width],
      );
      const gpu = await gpuHistogram(Float32Array.from(inside), LINEAR);
      expect([...gpu.slice(0, LINEAR_BINS + 2)]).toEqual([0, ...new Array(LINEAR_BINS).fill(2), 0]);
    });

    it('leave out inf and NaN, and put both zeros into one bin', async () => {
      const values = floats([0, 0x80000000, 0x7f800000, 0xff800000, 0x7fc00000]);
      const log = await gpuHistogram(values, LOG);
      expect([log[ZERO_WORD], sum(log)]).toEqual([2, 2]);
    });

    it('count float32’s ends: the largest, the smallest, and those above a finite range', async () => {
      const values = Float32Array.of(3.4e38, -3.4e38, 2, 2 ** -149, -(2 ** -149));
      const linear = await gpuHistogram(values, LINEAR);
      expect([linear[0], linear[LINEAR_BINS + 1], sum(linear)]).toEqual([1, 1, 5]);
      const log = await gpuHistogram(values, LOG);
      const ends = [0, 2 * LOG_SIDE, ZERO_WORD - 1, ZERO_WORD + 1];
      expect(ends.map((word) => log[word])).toEqual([1, 1, 1, 1]);
    });

    it.each(awkwardMatrices)('skip the padding of rows of %i, by %s', async (units, layout) => {
      const values = bell(units * 41, 1);
      for (const range of [LINEAR, LOG]) {
        const gpu = await gpuHistogram(values, range, units, layout);
        expect([...gpu]).toEqual([...histogramOf(values, range)]);
      }
    });
  });

  it('reads order keys back to the bits they came from', async () => {
    const values = Float32Array.of(-3.5, 2.25, -1e-42, 1e38);
    const gpu = await measured(values);
    expect(asWords(Float32Array.of(gpu.min, gpu.max))).toEqual(
      asWords(Float32Array.of(-3.5, 1e38)),
    );
  });
});
