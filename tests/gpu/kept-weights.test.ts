import { afterEach, describe, expect, it } from 'vitest';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import { KeptWeights } from '../../src/engine/webgpu/kept-weights';
import { layerShapes } from '../../src/model/layer-shapes';
import { liveBuffers, openDevice } from './harness';
import { experiment, run } from './running';

const { device } = await openDevice();
const live = liveBuffers(device);

/** Kernels that were dispatched, by name. */
let dispatched: string[] = [];
const { setPipeline } = GPUComputePassEncoder.prototype;
GPUComputePassEncoder.prototype.setPipeline = function (pipeline) {
  dispatched.push(pipeline.label);
  return setPipeline.call(this, pipeline);
};
const count = (name: string) => dispatched.filter((kernel) => kernel.split(' ')[0] === name).length;

afterEach(() => expect(live.size).toBe(0));

const DEPTH = 6;
const base = { scheme: 'lecun_normal', activation: 'relu', depth: DEPTH, widths: [33] };

describe('weights of variance 1', () => {
  it.each([
    ['another scheme', base, { ...base, scheme: 'kaiming_normal' }],
    ['another gain', base, { ...base, gain: 1.3 }],
    ['another std', { ...base, scheme: 'normal' }, { ...base, scheme: 'normal', std: 0.2 }],
    ['another format', base, { ...base, format: 'float16' }],
    ['a backward pass', base, { ...base, backward: true }],
    ['another batch', base, { ...base, batch: 7 }],
    [
      'another activation, sparse',
      { ...base, scheme: 'sparse', std: 0.2 },
      { ...base, scheme: 'sparse', std: 0.2, sparsity: 0.5, activation: 'tanh' },
    ],
    [
      'another gain, orthogonal',
      { ...base, scheme: 'orthogonal' },
      { ...base, scheme: 'orthogonal', gain: 1.1 },
    ],
    ['LSUV after orthogonal', { ...base, scheme: 'orthogonal' }, { ...base, scheme: 'lsuv' }],
  ])('are not drawn again for %s, and give the same', async (_, before, after) => {
    const fresh = await createWebGpuEngine(device);
    const want = await run(fresh, after);
    fresh.dispose();
    const engine = await createWebGpuEngine(device);
    await run(engine, before);
    dispatched = [];
    expect(await run(engine, after)).toEqual(want);
    // What is drawn is the input, and backward the cotangent.
    expect(count('draw')).toBe('backward' in after ? 2 : 1);
    expect(count('reflectors')).toBe(0);
    expect(count('scaled')).toBe(DEPTH * ('backward' in after ? 2 : 1));
    engine.dispose();
  });

  it.each([
    ['another seed', { seed: 5 }],
    ['another distribution', { scheme: 'lecun_uniform' }],
    ['another width', { widths: [34] }],
  ])('are drawn again for %s', async (_, change) => {
    const engine = await createWebGpuEngine(device);
    await run(engine, base);
    dispatched = [];
    await run(engine, { ...base, ...change });
    expect(count('draw')).toBe(1 + DEPTH);
    engine.dispose();
  });

  it('are drawn again where the run that drew them was ended before it was done', async () => {
    const engine = await createWebGpuEngine(device);
    const reports = engine.run(experiment(base));
    await reports.next();
    await reports.return();
    const again = await run(engine, base);
    dispatched = [];
    expect(await run(engine, base)).toEqual(again);
    expect(count('draw')).toBe(1);
    engine.dispose();
  });

  it('are not kept where they would take more than their share of memory', async () => {
    const settings = experiment(base);
    const [shape] = layerShapes(settings);
    const bytes = DEPTH * 4 * 36 * 33;
    for (const [total, kept] of [
      [16 * bytes, true],
      [16 * bytes - 16, false],
    ] as const) {
      const weights = new KeptWeights(device, { buffer: bytes, total });
      weights.open(settings);
      for (let layer = 0; layer <= DEPTH; layer++) await weights.reserve(layer);
      expect(weights.of(settings, shape!) !== undefined).toBe(kept);
      expect(live.size).toBe(kept ? DEPTH : 0);
      weights.destroy();
    }
  });

  it('get their room when it is their turn, not before the first layer is computed', async () => {
    const weights = new KeptWeights(device, { buffer: 2 ** 30, total: 2 ** 33 });
    weights.open(experiment(base));
    expect(live.size).toBe(0);
    await weights.reserve(0);
    expect(live.size).toBeLessThan(DEPTH / 2);
    // What is not to be kept asks for none.
    weights.open(experiment({ ...base, scheme: 'zeros' }));
    await weights.reserve(DEPTH);
    expect(live.size).toBeLessThan(DEPTH / 2);
    weights.destroy();
  });

  it('are drawn each time where the device has no room for them', async () => {
    const fresh = await createWebGpuEngine(device);
    const want = await run(fresh, base);
    fresh.dispose();
    const engine = await createWebGpuEngine(device);
    // Every second layer's is refused: by what the scope around it tells.
    const { popErrorScope, createBuffer } = device;
    device.createBuffer = (descriptor) => {
      if (/^unit weights [246]$/.test(descriptor.label ?? ''))
        device.popErrorScope = async () => {
          device.popErrorScope = popErrorScope;
          await device.popErrorScope();
          return new GPUOutOfMemoryError('planted');
        };
      return createBuffer.call(device, descriptor);
    };
    expect(await run(engine, base)).toEqual(want);
    device.createBuffer = createBuffer;
    const kept = () => [...live].filter(({ label }) => label.startsWith('unit weights')).length;
    expect(kept()).toBe(DEPTH / 2);
    dispatched = [];
    expect(await run(engine, base)).toEqual(want);
    expect(count('draw')).toBe(1 + DEPTH / 2);
    expect(kept()).toBe(DEPTH);
    engine.dispose();
  });

  it('are kept for as many layers as there are', async () => {
    const weights = new KeptWeights(device, { buffer: 2 ** 30, total: 2 ** 33 });
    weights.open(experiment(base));
    for (let layer = 0; layer <= DEPTH; layer++) await weights.reserve(layer);
    weights.filled(1);
    weights.open(experiment({ ...base, depth: 2 }));
    expect(live.size).toBe(2);
    const [first, second] = layerShapes(experiment(base));
    expect(weights.of(experiment(base), first!)?.filled).toBe(true);
    expect(weights.of(experiment(base), second!)?.filled).toBe(false);
    weights.destroy();
  });
});
