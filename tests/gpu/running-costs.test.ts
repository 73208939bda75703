import { afterEach, describe, expect, it, vi } from 'vitest';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import { HISTOGRAM_BYTES, memoryBytes } from '../../src/model/memory';
import { liveBuffers, openDevice } from './harness';
import { experiment, run } from './running';

const { device } = await openDevice();
const live = liveBuffers(device);
const engine = await createWebGpuEngine(device);
// Sizes the first submission by what the adapter can do.
await run(engine, { depth: 20 });

const dispatches = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
const passes = vi.spyOn(GPUCommandEncoder.prototype, 'beginComputePass');
const clears = vi.spyOn(GPUCommandEncoder.prototype, 'clearBuffer');
const groups = vi.spyOn(GPUDevice.prototype, 'createBindGroup');
const submits = vi.spyOn(GPUQueue.prototype, 'submit');
afterEach(() => vi.clearAllMocks());

describe('a run', () => {
  it.each([
    ['forward', {}],
    ['of another activation', { activation: 'gelu' }],
    ['with residual sums', { residual: true }],
  ])('%s takes five dispatches a layer, in one pass a submission', async (_, changes) => {
    await run(engine, { depth: 20, seed: 3, ...changes });
    // The input is drawn, surveyed, counted, and told of column by column; layers have a product besides.
    expect(dispatches.mock.calls.length).toBe(4 + 5 * 20);
    expect(passes.mock.calls.length).toBe(submits.mock.calls.length);
    expect(clears).not.toHaveBeenCalled();
  });

  it('binds a layer’s buffers again, not anew, but for what only that layer has', async () => {
    await run(engine, { depth: 20, seed: 4 });
    // Products, surveys, columns and histograms have two sets in turn; each layer's draws go to a place of its own.
    expect(groups.mock.calls.length).toBeLessThan(20 + 2 * 5 + 4);
  });

  it.each([
    {},
    { backward: true, norm: 'batch' },
    { scheme: 'orthogonal', widths: [65, 33], norm: 'layer' },
    { widths: [7, 300, 5], shape: 'list', depth: 2 },
  ])('allocates what is planned: %o', async (changes) => {
    const reports = engine.run(experiment(changes));
    await reports.next();
    const bytes = [...live]
      .filter(({ label }) => label !== 'uniforms' && !label.startsWith('unit weights'))
      .reduce((sum, { size }) => sum + size, 0);
    expect(bytes).toBe(HISTOGRAM_BYTES + memoryBytes(experiment(changes)));
    await reports.return();
  });

  it('takes no more memory where it is deeper, but for unit weights and for the way back', () => {
    const bytes = (changes: object) => memoryBytes(experiment(changes));
    expect(bytes({ depth: 200 })).toBe(bytes({ depth: 5 }));
    expect(bytes({ depth: 200, backward: true })).toBeGreaterThan(
      bytes({ depth: 5, backward: true }),
    );
  });

  it('tells what it has cost, and what the GPU’s clock says where there is one', async () => {
    for (const timed of [false, true]) {
      engine.timed = timed;
      const began = performance.now();
      await run(engine, { depth: 20, seed: 9, backward: true });
      const took = performance.now() - began;
      const { layers, operations, dispatches: all, submissions, ms, gpuMs } = engine.cost!;
      expect([layers, submissions]).toEqual([40, submits.mock.calls.length]);
      expect(all).toBe(dispatches.mock.calls.length);
      // Forward one product a layer, backward two.
      expect(operations).toBe(3 * 20 * 2 * 32 * 64 * 64);
      expect(ms).toBeLessThan(took);
      if (timed && device.features.has('timestamp-query')) expect(gpuMs).toBeGreaterThan(0);
      else expect(gpuMs).toBeUndefined();
      vi.clearAllMocks();
    }
    engine.timed = false;
  });

  it('is no faster than what the adapter can do at most', async () => {
    const most = await engine.ceiling();
    await run(engine, { depth: 10, widths: [256], batch: 128, seed: 11 });
    const { operations, ms } = engine.cost!;
    expect(operations / ms).toBeLessThan(most);
  });
});
