import { afterEach, describe, expect, it } from 'vitest';
import { onDeviceError } from '../../src/engine/webgpu/device';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import { buffersOf } from '../../src/model/memory';
import { liveBuffers, openDevice } from './harness';
import { experiment, over, run } from './running';

// That no error goes uncaught is the harness' own test.
const { device } = await openDevice();
const all = liveBuffers(device);
/** But for unit weights, which outlive a run. */
const live = {
  get size() {
    return [...all].filter(({ label }) => !label.startsWith('unit weights')).length;
  },
};
/** What has been asked of the device, and who is told, once the asking code has gone on to wait. */
const calls: string[] = [];
let told: (call: string) => void = () => {};
const submissions = () => calls.filter((call) => call === 'submit').length;

function tell<T extends object>(of: T, call: keyof T & string) {
  const original = of[call] as (...given: unknown[]) => unknown;
  Object.assign(of, {
    [call](this: T, ...given: unknown[]) {
      const result = original.apply(this, given);
      calls.push(call);
      queueMicrotask(() => told(call));
      return result;
    },
  });
}
tell(GPUQueue.prototype, 'submit');
tell(GPUDevice.prototype, 'popErrorScope');
tell(GPUBuffer.prototype, 'mapAsync');

const DISPOSED = /^The engine was disposed of/;
const long = { widths: [256], batch: 128, depth: 40, backward: true };

afterEach(() => {
  told = () => {};
  expect(all.size).toBe(0);
});

describe('an engine that is disposed of', () => {
  it('has freed all that its runs made, of every kind', async () => {
    const engine = await createWebGpuEngine(device);
    // The uniforms: a store is there once something is counted into it, or asked of it.
    expect(live.size).toBe(1);
    const digits = { input: 'digits', widths: [784, 16], shape: 'list' };
    const last = { scheme: 'orthogonal', norm: 'batch' };
    for (const changes of [{}, { backward: true }, digits, last])
      await run(engine, changes, { ...over('sigma', changes), weights: true, store: 'b' });
    await engine.histogram(1, 'post', 'b');
    // The last run's own stay for the next.
    const own = Object.values(buffersOf(experiment(last))).flatMap(({ sizes }) => sizes);
    expect(live.size).toBe(2 + own.length);
    await engine.histogram(1, 'post');
    expect(live.size).toBe(3 + own.length);
    engine.dispose();
    engine.dispose();
    expect(live.size).toBe(0);
  });

  it('does nothing more, and says so', async () => {
    const engine = await createWebGpuEngine(device);
    engine.dispose();
    await expect(run(engine, {})).rejects.toThrow(DISPOSED);
    await expect(engine.histogram(1, 'post')).rejects.toThrow(DISPOSED);
  });

  it('frees what a run has made that nobody asks to go on', async () => {
    const engine = await createWebGpuEngine(device);
    const reports = engine.run(experiment(long));
    await reports.next();
    expect(live.size).toBeGreaterThan(2);
    engine.dispose();
    expect(live.size).toBe(0);
    await expect(reports.next()).rejects.toThrow(DISPOSED);
    expect((await reports.next()).done).toBe(true);
  });

  it.each<[string, (call: string, count: number) => boolean]>([
    ['while it waits for its kernels', (call) => call === 'popErrorScope'],
    ['while it allocates', (call) => call === 'popErrorScope' && live.size > 10],
    ['while it waits for a submission of nothing', (call) => call === 'submit'],
    ['while it computes', (call, count) => call === 'submit' && count === 3],
    ['while it reads results', (call) => call === 'mapAsync'],
  ])('ends a run in progress with the reason: %s', async (_, isTime) => {
    const engine = await createWebGpuEngine(device);
    calls.length = 0;
    let disposed = -1;
    told = (call) => {
      if (disposed >= 0 || !isTime(call, calls.filter((c) => c === call).length)) return;
      engine.dispose();
      disposed = submissions();
    };
    await expect(run(engine, long)).rejects.toThrow(DISPOSED);
    // It was time, and nothing more was sent.
    expect(disposed).toBe(submissions());
  });

  it('still gives the histogram that was asked for before', async () => {
    const engine = await createWebGpuEngine(device);
    await run(engine, {});
    const counts = await engine.histogram(1, 'post');
    const asked = engine.histogram(1, 'post');
    engine.dispose();
    expect(await asked).toEqual(counts);
  });

  it('makes room for another on the same device, which computes the same', async () => {
    const first = await createWebGpuEngine(device);
    const reports = await run(first, { backward: true });
    const ended = expect(run(first, long)).rejects.toThrow(DISPOSED);
    first.dispose();
    const second = await createWebGpuEngine(device);
    expect(await run(second, { backward: true })).toEqual(reports);
    await ended;
    second.dispose();
  });
});

it('an error of the device that no call rejects with is heard, until nobody listens', async () => {
  const adapter = await navigator.gpu.requestAdapter();
  const own = await adapter!.requestDevice();
  const heard: string[] = [];
  const end = onDeviceError(own, ({ sentence }) => heard.push(sentence));
  const { MAP_READ, STORAGE } = GPUBufferUsage;
  const misuse = async () => {
    own.createBuffer({ size: 4, usage: MAP_READ | STORAGE });
    // Errors come in order: once a scope is answered, those before it have been told.
    own.pushErrorScope('validation');
    await own.popErrorScope();
    await new Promise((resolve) => setTimeout(resolve));
  };
  await misuse();
  expect(heard).toHaveLength(1);
  expect(heard[0]).toMatch(/^The graphics device reports: .*usage/is);
  end();
  await misuse();
  expect(heard).toHaveLength(1);
  own.destroy();
});
