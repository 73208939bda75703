import { describe, expect, it } from 'vitest';
import { histogramOf, momentsOf, ownRange } from '../../src/engine/cpu/statistics';
import { RANGE_BYTES, readRange, views } from '../../src/engine/webgpu/codec';
import { perGroup } from '../../src/engine/webgpu/partition';
import { grained, sources } from '../../src/engine/webgpu/sources';
import { HISTOGRAM_WORDS } from '../../src/model/histogram';
import { asFloats, openDevice, runKernel } from './harness';
import { misplaced } from './misplaced';
import { bell, gpuParts, PER_PART } from './parts';

const { device } = await openDevice();
const RANGE_SLOT = 1;

describe('a layer’s own range on the GPU', () => {
  it.each([
    ['a bell', bell(20_000, 1, 3)],
    ['near overflow', bell(20_000, 2e37)],
    ['tiny values', bell(20_000, 1e-35)],
    ['a mean of 10⁶ standard deviations', bell(20_000, 1, 2e6)],
  ])('is mean ± 4σ of %s', async (_, values) => {
    const { parts, count } = await gpuParts(device, values);
    const words = (2 * RANGE_BYTES) / 4;
    const { ranges } = await runKernel(
      device,
      sources.ownRange,
      { parts, ranges: new Uint32Array(words) },
      { first_part: 0, parts_apart: 0, part_count: count, slot: RANGE_SLOT },
      [1],
    );
    const gpu = readRange(views(ranges!.buffer as ArrayBuffer), RANGE_BYTES);
    const cpu = ownRange(momentsOf(values));
    const sigma = (cpu.high - cpu.low) / 8;
    // float32 about numbers of up to 4σ: below 1e-5 σ.
    expect(Math.abs(gpu.low - cpu.low)).toBeLessThan(1e-5 * sigma);
    expect(Math.abs(gpu.high - cpu.high)).toBeLessThan(1e-5 * sigma);

    // The bins begin where the range says, to as much of their width.
    const { histograms } = await runKernel(
      device,
      grained('serial').histogram,
      {
        values,
        others: values,
        parts,
        ranges: ranges!,
        histograms: new Uint32Array(2 * HISTOGRAM_WORDS),
      },
      {
        elements: values.length,
        period: 1,
        full: 1,
        rest: 0,
        elements_per_part: PER_PART,
        first_part: 0,
        parts_apart: 0,
        slot: RANGE_SLOT,
      },
      [Math.ceil(count / perGroup('serial', 'histogram'))],
    );
    expect(misplaced(histograms!.slice(HISTOGRAM_WORDS), histogramOf(values, gpu))).toBeLessThan(5);
  });
});

describe('LSUV’s factor on the GPU', () => {
  const factorOf = async (values: Float32Array) => {
    const { parts, count } = await gpuParts(device, values);
    const { factors } = await runKernel(
      device,
      sources.lsuvFactor,
      { parts, factors: new Float32Array(2) },
      { first_part: 0, part_count: count, layer: 1, first: 1, gain: 1.5 },
      [1],
    );
    return asFloats(factors)[1]!;
  };

  it.each([0, 2e6])('is the gain over the standard deviation, about %d', async (mean) => {
    const values = bell(20_000, 1, mean);
    const want = 1.5 / Math.sqrt(momentsOf(values).variance);
    // A variance to 2e-6, as above, and WGSL's square root and quotient to some 2⁻²².
    expect(Math.abs((await factorOf(values)) / want - 1)).toBeLessThan(2e-6);
  });

  it('leaves alone what has no spread', async () => {
    expect(await factorOf(new Float32Array(20_000).fill(1e6 / 3))).toBe(1);
  });
});
