import { afterEach, describe, expect, it } from 'vitest';
import { KEPT_SHARE, memoryLimits, Workspaces } from '../../src/engine/webgpu/buffers';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import { buffersOf, memoryBytes } from '../../src/model/memory';
import { liveBuffers, openDevice } from './harness';
import { experiment, run } from './running';

const { device } = await openDevice();
const live = liveBuffers(device);

afterEach(() => expect(live.size).toBe(0));

/** Leaves inf and NaN in its buffers, and biases. */
const wild = { seed: 9, std: 10, gain: 10, depth: 50, bias: 'normal', biasStd: 2 };
const back = { backward: true, depth: 25 };
const digits = { input: 'digits', shape: 'list', widths: [784, 32], depth: 1 };
/** Every other layer leaves columns, up to four, that no unit of the next has. */
const narrow = (middle: number) => ({
  shape: 'list',
  widths: Array.from({ length: 31 }, (_, i) => (i % 2 === 0 ? 68 : middle)),
  depth: 30,
});

describe('a run in the buffers of another', () => {
  it.each<[string, object, object]>([
    ['without biases', wild, {}],
    ['narrower', { ...wild, ...narrow(67) }, { ...narrow(65), activation: 'tanh' }],
    ['with residual sums', wild, { residual: true, activation: 'gelu' }],
    ['of the digits', { ...wild, ...digits, input: 'normal' }, digits],
    ['with its way back', { ...wild, ...back }, back],
    [
      'narrower, with its way back',
      { ...wild, ...narrow(67), backward: true },
      { ...narrow(65), backward: true },
    ],
    ['with batch normalisation', { ...wild, norm: 'batch', depth: 5 }, { norm: 'batch', depth: 5 }],
    [
      'with normalisation and its way back',
      { ...wild, ...back, norm: 'layer' },
      { ...back, norm: 'rms' },
    ],
    ['orthogonal', { ...wild, scheme: 'orthogonal' }, { scheme: 'orthogonal' }],
    ['sparse', { ...wild, scheme: 'sparse' }, { scheme: 'sparse', std: 0.1 }],
    ['of LSUV', { ...wild, scheme: 'lsuv' }, { scheme: 'lsuv', activation: 'relu' }],
  ])('is as in new ones: %s', async (_, before, after) => {
    const fresh = await createWebGpuEngine(device);
    const want = await run(fresh, after, { weights: true });
    fresh.dispose();
    expect(JSON.stringify(buffersOf(experiment(after)))).toBe(
      JSON.stringify(buffersOf(experiment(before))),
    );
    const engine = await createWebGpuEngine(device);
    await run(engine, before, { weights: true });
    const made = new Set(live);
    expect(await run(engine, after, { weights: true })).toEqual(want);
    // They were the same buffers.
    for (const buffer of live)
      if (/^(posts|pres|parts)/.test(buffer.label)) expect(made).toContain(buffer);
    engine.dispose();
  });

  it('is whole where the other was ended while its results were on their way', async () => {
    const engine = await createWebGpuEngine(device);
    const want = await run(engine, {});
    const { mapAsync } = GPUBuffer.prototype;
    for (let ended = 1; ended <= 3; ended++) {
      const stop = new AbortController();
      let asked = 0;
      GPUBuffer.prototype.mapAsync = function (...given) {
        if (++asked === ended) queueMicrotask(() => stop.abort());
        return mapAsync.apply(this, given);
      };
      // Both staging buffers are asked for, more than once.
      const running = run(engine, { depth: 200 }, { signal: stop.signal });
      await expect(running).rejects.toThrow(/abort/i);
      GPUBuffer.prototype.mapAsync = mapAsync;
      expect(await run(engine, {})).toEqual(want);
    }
    engine.dispose();
  });
});

describe('buffers that wait for the next run', () => {
  const settings = experiment({});
  const bytes = memoryBytes(settings);
  const { buffer } = memoryLimits(device);

  it.each([
    ['stay', 0],
    ['are freed where they take more than their share of memory', 1],
  ])('%s', async (_, less) => {
    const spaces = new Workspaces(device, { buffer, total: (bytes - less) / KEPT_SHARE });
    const first = await spaces.open(settings);
    spaces.rest();
    expect(live.size === 0).toBe(less === 1);
    expect((await spaces.open(experiment({ seed: 7 }))) === first).toBe(less === 0);
    spaces.destroy();
  });

  it('are freed before those of another size are made', async () => {
    const spaces = new Workspaces(device, memoryLimits(device));
    await spaces.open(settings);
    spaces.rest();
    const before = new Set(live);
    const opened = spaces.open(experiment({ widths: [65] }));
    expect([...live].some((one) => before.has(one))).toBe(false);
    await opened;
    spaces.destroy();
  });
});
