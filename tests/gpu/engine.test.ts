import { afterAll, describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import type { LayerReport } from '../../src/model/report';
import { liveBuffers, openDevice } from './harness';
import { experiment, run } from './running';

const { device } = await openDevice();

const live = liveBuffers(device);
const engine = await createWebGpuEngine(device, { name: 'under test' });
const cpu = createCpuEngine();
afterAll(() => {
  engine.dispose();
  expect(live.size).toBe(0);
});
describe('a run', () => {
  it('repeats exactly', async () => {
    const changes = { activation: 'relu', depth: 12 };
    expect(await run(engine, changes)).toEqual(await run(engine, changes));
  });

  it('at the same seed differs between schemes by the scale only', async () => {
    // 1 / √64 is a power of two, so every product and sum is scaled without rounding.
    const [normal, lecun] = [await run(engine, {}), await run(engine, { scheme: 'lecun_normal' })];
    for (const [i, report] of lecun.entries())
      expect(report.pre.variance).toBe(normal[i]!.pre.variance / 64 ** report.layer);
  });

  it('with another seed is another', async () => {
    const [one, two] = [await run(engine, { seed: 1 }), await run(engine, { seed: 2 })];
    expect(one[1]!.pre.variance).not.toBe(two[1]!.pre.variance);
  });

  it.each([
    // 64 · 10² a layer: past 65504 values in the third, and all is lost soon after.
    { format: 'float16', first: 3 },
    { format: 'bfloat16', first: 20 },
    { format: 'float32', first: 20 },
  ])('in $format has its first infinities at layer $first', async ({ format, first }) => {
    const changes = { format, std: 10, depth: 25 };
    for (const on of [engine, cpu]) {
      const reports = await run(on, changes);
      const broken = reports.findIndex(({ pre }) => pre.infinities > 0);
      expect(Math.abs(broken - first)).toBeLessThanOrEqual(1);
      expect(reports.at(-1)!.post.nans).toBe(reports.at(-1)!.post.count);
    }
  });

  it('shows inf and NaN where float32 gives up, on both engines alike', async () => {
    // Each layer multiplies the variance by 64 · 10²: past 10³⁸ values at layer 20.
    const changes = { std: 10, depth: 25, activation: 'relu' };
    const [ours, reference] = [await run(engine, changes), await run(cpu, changes)];
    const broken = (reports: LayerReport[]) =>
      reports.findIndex(({ pre }) => pre.infinities + pre.nans > 0);
    expect(Math.abs(broken(ours) - broken(reference))).toBeLessThanOrEqual(1);
    expect(ours[broken(ours) - 1]!.pre.variance).toBeGreaterThan(1e70);
    expect(ours.at(-1)!.post.nans).toBe(ours.at(-1)!.post.count);
  });

  it('stops within one submission when it is aborted, and the next one is whole', async () => {
    const controller = new AbortController();
    const submit = device.queue.submit.bind(device.queue);
    let submissions = 0;
    device.queue.submit = (commands) => {
      submissions++;
      return submit(commands);
    };
    const big = { widths: [512], batch: 256, depth: 60 };
    const running = run(engine, big, { signal: controller.signal });
    while (submissions < 2) await new Promise((resolve) => setTimeout(resolve));
    controller.abort();
    const before = submissions;
    await expect(running).rejects.toThrow(/abort/i);
    expect(submissions - before).toBeLessThanOrEqual(1);
    device.queue.submit = submit;
    expect(await run(engine, {})).toHaveLength(6);
  });

  it('refuses to start beside another', async () => {
    const first = engine.run(experiment({}));
    await first.next();
    await expect(engine.run(experiment({})).next()).rejects.toThrow(/has not ended/);
    await first.return();
    expect(await run(engine, {})).toHaveLength(6);
  });

  it('leaves no buffer behind but its own and unit weights, however it ends', async () => {
    const kept = () => [...live].filter(({ label }) => label.startsWith('unit weights')).length;
    await run(engine, { depth: 2 });
    const before = live.size - kept();
    for (let i = 0; i < 20; i++) await run(engine, { depth: 2, seed: i });
    for await (const _ of engine.run(experiment({ depth: 100 }))) break;
    const aborted = new AbortController();
    aborted.abort();
    await expect(run(engine, {}, { signal: aborted.signal })).rejects.toThrow();
    expect(live.size - kept()).toBe(before);
    // Of layers that it had not come to there are none, and the next run's are there, each once.
    expect(kept()).toBeGreaterThan(2);
    await run(engine, { depth: 100 });
    expect(kept()).toBe(100);
    expect(live.size - kept()).toBe(before);
  });

  it('that the device cannot hold is refused with the size and the limit', async () => {
    const limits = { maxStorageBufferBindingSize: 2 ** 20, maxBufferSize: 2 ** 20 };
    const small = new Proxy(device, {
      get: (target, key) => {
        if (key === 'limits') return limits;
        const value = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const limited = await createWebGpuEngine(small);
    await expect(run(limited, { widths: [1024] })).rejects.toThrow(
      /needs a buffer of 4.0 MiB for weights, and this device allows 1.0 MiB: choose a smaller width/,
    );
    limited.dispose();
  });

  it('for which there is no memory left says so, and frees what it had taken', async () => {
    let full = false;
    const exhausted = new Proxy(device, {
      get: (target, key) => {
        const value = Reflect.get(target, key);
        if (key === 'popErrorScope' && full)
          return async () => (await target.popErrorScope()) ?? { message: 'out of memory' };
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const limited = await createWebGpuEngine(exhausted);
    // Kernels are there: it is what the run allocates that finds no memory.
    await limited.prepare(experiment({ backward: false }));
    const before = live.size;
    full = true;
    await expect(run(limited, { backward: false })).rejects.toThrow(
      /The device has no \d.* left, which this experiment needs: choose a smaller width/,
    );
    expect(live.size).toBe(before);
    full = false;
    expect(await run(limited, {})).toHaveLength(6);
    limited.dispose();
  });
});
