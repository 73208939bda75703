import { describe, expect, it } from 'vitest';
import { meanCorrelation } from '../../src/engine/cpu/health';
import { views } from '../../src/engine/webgpu/codec';
import { perGroup } from '../../src/engine/webgpu/grain';
import { HEALTH_WORDS, readHealth } from '../../src/engine/webgpu/health';
import { grained } from '../../src/engine/webgpu/sources';
import { strideOf } from '../../src/model/memory';
import { noise, openDevice, runKernel } from './harness';

const { device } = await openDevice();

describe.each(['serial', 'parallel'] as const)('%s', (grain) => {
  const sources = grained(grain);
  describe('the samples’ correlation on the GPU', () => {
    const correlationOf = async (values: Float32Array, units: number) => {
      const [batch, stride] = [values.length / units, strideOf(units)];
      const words = new Float32Array(batch * stride);
      for (let row = 0; row < batch; row++)
        words.set(values.subarray(row * units, (row + 1) * units), row * stride);
      const { samples } = await runKernel(
        device,
        sources.correlationRows,
        { values: words, samples: new Uint32Array(4 * batch) },
        { units, stride, batch },
        [Math.ceil(batch / perGroup(grain, 'correlationRows'))],
      );
      const { health } = await runKernel(
        device,
        sources.correlationColumns,
        { values: words, samples: samples!, health: new Uint32Array(HEALTH_WORDS) },
        { units, stride, batch, place: 0 },
        [Math.ceil(stride / 4 / perGroup(grain, 'correlationColumns'))],
      );
      return readHealth(views(health!.buffer as ArrayBuffer), 0).correlation;
    };

    it.each(
      [1, 3, 63, 64, 65, 257].flatMap((units) => [0, 1e6, -1e30].map((mean) => [units, mean])),
    )('of %i units about %d', async (units, mean) => {
      const size = Math.max(1, Math.abs(mean!) / 1e6);
      const terms = noise(37 * units!, 11);
      const shared = noise(units!, 12);
      const values = terms.map((x, i) => mean! + size * (x + shared[i % units!]!));
      const [gpu, cpu] = [await correlationOf(values, units!), meanCorrelation(values, 37)];
      if (Number.isNaN(cpu)) expect(gpu).toBeNaN();
      // Each sample's length and mean to some 257 · 2⁻²⁴ of its spread: an average over pairs of them.
      else expect(Math.abs(gpu - cpu)).toBeLessThan(4 * 257 * 2 ** -24);
    });

    it.each([1e6 / 3, 0.1])('leaves out samples that are all %d', async (x) => {
      const values = noise(37 * 65, 13).map((y) => x * (1 + 1e-6 * y));
      values.fill(x, 5 * 65, 7 * 65);
      const [gpu, cpu] = [await correlationOf(values, 65), meanCorrelation(values, 37)];
      expect(Math.abs(gpu - cpu)).toBeLessThan(4 * 65 * 2 ** -24);
    });
  });
});
