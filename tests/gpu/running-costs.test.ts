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
});
