import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import { HISTOGRAM_BYTES, memoryBytes } from '../../src/model/memory';
import { liveBuffers, openDevice } from './harness';
import { experiment, run } from './running';

const { device } = await openDevice();
const live = liveBuffers(device);
const engine = await createWebGpuEngine(device);
// Sizes the first submission by what the adapter can do.
await run(engine, { depth: 20 });

/** Calls since the last test. */
const calls = { dispatches: 0, passes: 0, clears: 0, groups: 0, scopes: 0, submits: 0 };
function count<T extends object>(name: keyof typeof calls, of: T, method: keyof T & string) {
  const original = of[method] as (...given: unknown[]) => unknown;
  Object.assign(of, {
    [method](this: T, ...given: unknown[]) {
      calls[name]++;
      return original.apply(this, given);
    },
  });
}
count('dispatches', GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
count('passes', GPUCommandEncoder.prototype, 'beginComputePass');
count('clears', GPUCommandEncoder.prototype, 'clearBuffer');
count('groups', GPUDevice.prototype, 'createBindGroup');
count('scopes', GPUDevice.prototype, 'pushErrorScope');
count('submits', GPUQueue.prototype, 'submit');
const forget = () => {
  for (const name of Object.keys(calls) as (keyof typeof calls)[]) calls[name] = 0;
};
afterEach(forget);

describe('a run', () => {
  it.each([
    ['forward', {}],
    ['of another activation', { activation: 'gelu' }],
    ['with residual sums', { residual: true }],
  ])('%s takes five dispatches a layer, in one pass a submission', async (_, changes) => {
    await run(engine, { depth: 20, seed: 3, ...changes });
    // The input is drawn, surveyed, counted, and told of column by column; layers have a product besides.
    expect(calls.dispatches).toBe(4 + 5 * 20);
    expect(calls.passes).toBe(calls.submits);
    expect(calls.clears).toBe(0);
  });

  it('binds a layer’s buffers again, not anew, but for what only that layer has', async () => {
    await run(engine, { depth: 20, widths: [63] });
    // Products, surveys, columns and histograms have two sets in turn; each layer's draws go to a place of its own.
    expect(calls.groups).toBeGreaterThan(20);
    expect(calls.groups).toBeLessThan(20 + 2 * 5 + 4);
  });

  it('allocates and binds nothing, and waits for no answer but to what it computes, after one like it', async () => {
    const like = { depth: 20, widths: [62] };
    await run(engine, like);
    forget();
    const before = new Set(live);
    await run(engine, { ...like, seed: 4, scheme: 'kaiming_normal', gain: 1.5, bias: 'normal' });
    // The biases, which the first had not.
    expect([calls.groups, calls.scopes]).toEqual([1, 0]);
    expect(new Set(live)).toEqual(before);
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
      expect([layers, submissions]).toEqual([40, calls.submits]);
      expect(all).toBe(calls.dispatches);
      // Forward one product a layer, backward two.
      expect(operations).toBe(3 * 20 * 2 * 32 * 64 * 64);
      expect(ms).toBeLessThan(took);
      if (timed && device.features.has('timestamp-query')) expect(gpuMs).toBeGreaterThan(0);
      else expect(gpuMs).toBeUndefined();
      forget();
    }
    engine.timed = false;
  });

  it('is told against what the adapter can do at most, which is of its multiply-adds, not of a loop around them', async () => {
    const compile = vi.spyOn(device, 'createShaderModule');
    onTestFinished(() => compile.mockRestore());
    expect(await engine.ceiling()).toBeGreaterThan(0);
    const loops = compile.mock.calls.flatMap(
      ([{ code }]) => code.match(/for \(.*\) \{[^}]*\}/g) ?? [],
    );
    expect(loops).toHaveLength(1);
    // With 8 to a round, SwiftShader was told at a quarter of what a product then came to.
    expect(loops[0]!.match(/fma\(/g)!.length).toBeGreaterThanOrEqual(64);
  });
});
