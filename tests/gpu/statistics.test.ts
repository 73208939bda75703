import { describe, expect, it } from 'vitest';
import { histogramOf, momentsOf } from '../../src/engine/cpu/statistics';
import { views } from '../../src/engine/webgpu/codec';
import { grained } from '../../src/engine/webgpu/sources';
import { BINS, type BinRange, binEdges, HISTOGRAM_WORDS } from '../../src/model/histogram';
import { mergeMoments } from '../../src/model/moments';
import { asWords, noise, openDevice, runKernel } from './harness';
import { misplaced } from './misplaced';
import { bell, codec, gpuMoments, gpuParts, type Layout, PER_PART, padded } from './parts';

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
      const all = Array.from({ length: count }, (_, i) => codec.readPart(words, i));
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

  async function gpuHistogram(
    values: Float32Array,
    range: BinRange,
    units = values.length,
    layout: Layout = 'rows',
  ) {
    const { words, counting } = padded(values, units, layout);
    const one = new Uint32Array(codec.range(range));
    const ranges = Uint32Array.of(...one, ...one);
    const { histograms } = await runKernel(
      device,
      grained(grain).histogram,
      { values: words, ranges, histograms: new Uint32Array(2 * HISTOGRAM_WORDS) },
      { elements: words.length, ...counting, elements_per_group: PER_PART, slot: RANGE_SLOT },
      [Math.ceil(words.length / PER_PART)],
    );
    return histograms!.slice(HISTOGRAM_WORDS);
  }

  const sum = (counts: Uint32Array) => counts.reduce((a, b) => a + b, 0);

  describe('histograms on the GPU', () => {
    const N = 40_000;
    const wide = noise(N, 5).map((x) => Math.sign(x) * 10 ** (38 * noise(1, x * 2 ** 31)[0]!));
    it.each<[string, Float32Array, BinRange]>([
      ['a bell on a linear range', bell(N, 1), { kind: 'linear', low: -4, high: 4 }],
      ['a bell on a log range', bell(N, 1), { kind: 'log', low: -3, high: 1 }],
      ['all of float32 on a log range', wide, { kind: 'log', low: -30, high: 30 }],
      ['tiny values on a log range', bell(N, 1e-37), { kind: 'log', low: -45, high: -30 }],
    ])('of %s', async (_, values, range) => {
      const [gpu, cpu] = [await gpuHistogram(values, range), histogramOf(values, range)];
      expect(sum(gpu)).toBe(N);
      // log2 errs by 2⁻²¹ or so, a bin is at least 4/127 of a decade wide: an element in 10⁴ may
      // change sides at an edge, so few of 40,000 at any one edge.
      expect(misplaced(gpu, cpu)).toBeLessThanOrEqual(4);
    });

    it('agree with the CPU at every inner edge’s either side', async () => {
      for (const range of [
        { kind: 'linear', low: -4, high: 4 },
        { kind: 'log', low: -20, high: 20 },
      ] as const) {
        const edges = binEdges(range);
        const inside = edges.slice(0, BINS).flatMap((edge, i) => {
          const width = edges[i + 1]! - edge;
          return [edge + 0.01 * width, edge + 0.99 * width];
        });
        const gpu = await gpuHistogram(Float32Array.from(inside), range);
        expect([...gpu]).toEqual([0, ...new Array(BINS).fill(2), 0]);
      }
    });

    it('leave out inf and NaN, and put both zeros into one bin', async () => {
      const bits = [0, 0x80000000, 0x7f800000, 0xff800000, 0x7fc00000];
      const values = new Float32Array(Uint32Array.from(bits).buffer);
      const log = await gpuHistogram(values, { kind: 'log', low: -3, high: 3 });
      expect([log[1 + BINS / 2], sum(log)]).toEqual([2, 2]);
    });

    it('keep float32’s largest value above a finite range', async () => {
      const values = Float32Array.of(3.4e38, -3.4e38, 2);
      const linear = await gpuHistogram(values, { kind: 'linear', low: -4, high: 4 });
      expect([linear[0], linear[BINS + 1], sum(linear)]).toEqual([1, 1, 3]);
    });

    it.each(awkwardMatrices)('skip the padding of rows of %i, by %s', async (units, layout) => {
      const values = bell(units * 41, 1);
      const range = { kind: 'linear', low: -4, high: 4 } as const;
      const gpu = await gpuHistogram(values, range, units, layout);
      expect([...gpu]).toEqual([...histogramOf(values, range)]);
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
