import { afterAll, describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import type { Engine, RunOptions } from '../../src/engine/engine';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { BINS, quantities } from '../../src/model/histogram';
import type { LayerReport } from '../../src/model/report';
import { openDevice } from './harness';

const { device } = await openDevice();

/** Buffers that were created and not yet destroyed. */
const live = new Set<GPUBuffer>();
const createBuffer = device.createBuffer.bind(device);
device.createBuffer = (descriptor) => {
  const buffer = createBuffer(descriptor);
  const destroy = buffer.destroy.bind(buffer);
  buffer.destroy = () => {
    live.delete(buffer);
    return destroy();
  };
  live.add(buffer);
  return buffer;
};

const engine = await createWebGpuEngine(device, { name: 'under test' });
const cpu = createCpuEngine();
afterAll(() => {
  engine.dispose();
  expect(live.size).toBe(0);
});

const experiment = (changes: object) =>
  experimentWith(defaultExperiment, {
    widths: [64],
    batch: 32,
    depth: 5,
    ...changes,
  }) as Experiment;

async function run(on: Engine, changes: object, options?: RunOptions): Promise<LayerReport[]> {
  const reports = [];
  for await (const report of on.run(experiment(changes), options)) reports.push(report);
  return reports;
}

/** What a report holds, all of it statistics of the same shape. */
const measured = (report: LayerReport) => quantities.filter((quantity) => report[quantity]);

/** The last report of every layer: with gradients, where there are any. */
const byLayer = (reports: readonly LayerReport[]) =>
  reports.reduce<LayerReport[]>((layers, report) => {
    layers[report.layer] = report;
    return layers;
  }, []);

const awkward = { widths: [63, 65, 5, 257, 7], shape: 'list', batch: 33 };

describe.each([
  { scheme: 'normal', activation: 'identity', depth: 20 },
  { scheme: 'lecun_normal', activation: 'relu', backward: true },
  { scheme: 'xavier_uniform', activation: 'tanh', backward: true, gain: 5 / 3 },
  { scheme: 'kaiming_normal', activation: 'relu', ...awkward, backward: true },
  { scheme: 'xavier_normal', activation: 'identity', inputMean: 2, inputStd: 0.5 },
  { scheme: 'uniform', bound: 0.3, activation: 'gelu', bias: 'normal', backward: true },
  { scheme: 'trunc_normal', std: 0.2, activation: 'selu', bias: 'constant', ...awkward },
  { scheme: 'kaiming_uniform', mode: 'fan_out', activation: 'silu', ...awkward, backward: true },
  { scheme: 'orthogonal', activation: 'tanh', gain: 1.05, ...awkward, backward: true },
  {
    scheme: 'sparse',
    sparsity: 0.9,
    std: 0.25,
    activation: 'leaky_relu',
    slope: 0.2,
    backward: true,
  },
  { scheme: 'eye', activation: 'sin', backward: true, inputStd: 3 },
  { scheme: 'constant', value: 0.01, activation: 'identity', backward: true },
  { scheme: 'zeros', bias: 'normal', activation: 'sigmoid' },
  { scheme: 'linear_default', activation: 'mish', backward: true },
  { scheme: 'lsuv', activation: 'relu', gain: 1.2, ...awkward, backward: true },
  { scheme: 'lsuv', activation: 'softplus', bias: 'normal', backward: true },
  { scheme: 'normal', activation: 'relu', norm: 'layer', ...awkward, backward: true },
  { scheme: 'normal', activation: 'elu', norm: 'rms', bias: 'constant', backward: true },
  {
    scheme: 'normal',
    activation: 'hardswish',
    norm: 'batch',
    bias: 'normal',
    ...awkward,
    backward: true,
  },
  { scheme: 'kaiming_normal', activation: 'relu', residual: true, backward: true },
  {
    scheme: 'lecun_normal',
    activation: 'tanhshrink',
    residual: true,
    branch: '1/√depth',
    norm: 'layer',
    widths: [64, 64, 48, 48],
    shape: 'list',
    backward: true,
  },
  { scheme: 'lecun_normal', activation: 'relu6', input: 'uniform', inputMean: 1 },
  {
    scheme: 'kaiming_normal',
    activation: 'gelu',
    format: 'float16',
    bias: 'normal',
    backward: true,
  },
  {
    scheme: 'kaiming_normal',
    activation: 'relu',
    format: 'bfloat16',
    norm: 'batch',
    backward: true,
  },
  // Vanishes into float16's subnormals, and below them.
  {
    scheme: 'normal',
    std: 0.005,
    activation: 'identity',
    format: 'float16',
    depth: 4,
    backward: true,
  },
  { scheme: 'lecun_normal', activation: 'softsign', input: 'constant', backward: true },
  { scheme: 'lecun_normal', activation: 'tanh', input: 'correlated', correlation: 0.8 },
  {
    scheme: 'kaiming_normal',
    activation: 'relu',
    input: 'digits',
    widths: [784, 64],
    shape: 'list',
  },
  {
    scheme: 'kaiming_normal',
    activation: 'relu',
    shape: 'hourglass',
    widths: [65],
    lastWidth: 9,
    depth: 6,
    backward: true,
  },
])('$scheme with $activation', (changes) => {
  it('is the reference engine’s, layer by layer', async () => {
    const [ours, reference] = [await run(engine, changes), await run(cpu, changes)];
    const shape = (r: LayerReport) => [r.layer, r.fanIn, r.units, ...measured(r)];
    expect(ours.map(shape)).toEqual(reference.map(shape));
    for (const [i, report] of ours.entries()) {
      // Draws agree to 1e-5 in the mean square (tests/gpu/random.test.ts), a dot product of 257 terms to
      // 1e-6; both again at every layer, forward and back, and a variance counts them twice.
      const passed = report.gradPost ? 2 * ours.length : report.layer + 1;
      const bound = passed * 1e-4;
      for (const quantity of measured(report)) {
        const [a, b] = [report[quantity]!, reference[i]![quantity]!];
        expect(a.count).toBe(b.count);
        // Nothing but the rounding of what should be nothing: an exact 0 on one side, say.
        const floor = 1e-12 * b.secondMoment + 1e-30;
        expect(Math.abs(a.variance - b.variance)).toBeLessThan(bound * b.variance + floor);
        expect(Math.abs(a.mean - b.mean)).toBeLessThan(bound * Math.sqrt(b.secondMoment) + floor);
        // Where the spread is real, so is its shape; a fourth moment weighs the far ends.
        if (b.variance > 1e-6 * b.secondMoment)
          expect(Math.abs(a.kurtosis - b.kurtosis)).toBeLessThan(20 * bound * (b.kurtosis + 4));
      }
      const [ourHealth, health] = [report, reference[i]!];
      // One unit, and one activation in a thousand, may lie on either side.
      expect(Math.abs(ourHealth.dead - health.dead)).toBeLessThanOrEqual(1 / report.units);
      expect(Math.abs(ourHealth.saturated - health.saturated)).toBeLessThanOrEqual(1e-3);
      for (const side of ['pre', 'post'] as const) {
        const [x, y] = [ourHealth.correlation[side], health.correlation[side]];
        expect(Number.isNaN(x)).toBe(Number.isNaN(y));
        if (!Number.isNaN(y)) expect(Math.abs(x - y)).toBeLessThan(10 * bound);
      }
    }
  });

  it.each(['log', 'linear', 'sigma'] as const)('counts every element, axis %s', async (axis) => {
    for (const report of byLayer(await run(engine, changes, { axis })))
      for (const quantity of measured(report)) {
        const counts = await engine.histogram(report.layer, quantity);
        const { count, infinities, nans, histogram } = report[quantity]!;
        expect(counts.reduce((a, b) => a + b, 0) + infinities + nans).toBe(count);
        expect([counts[0], counts[BINS + 1]]).toEqual([histogram.below, histogram.above]);
      }
  });
});

describe.each([
  { name: 'weights that are all zero', std: 0 },
  { name: 'an input without spread', inputStd: 0, inputMean: 5 },
  { name: 'an input that is all zero', inputStd: 0 },
  { name: 'one sample through one unit', widths: [1], batch: 1, depth: 1 },
  { name: 'values that end as subnormals', std: 1e-4, depth: 18 },
  { name: 'a mean far from zero', scheme: 'lecun_normal', inputMean: 100, inputStd: 0.01 },
])('$name', ({ name: _, ...changes }) => {
  it.each(['log', 'linear', 'sigma'] as const)('is counted whole, axis %s', async (axis) => {
    const [ours, reference] = [
      await run(engine, changes, { axis }),
      await run(cpu, changes, { axis }),
    ];
    for (const [i, report] of ours.entries())
      for (const quantity of ['pre', 'post'] as const) {
        const counts = await engine.histogram(report.layer, quantity);
        const { count, infinities, nans, variance, zeros, secondMoment } = report[quantity];
        expect(counts.reduce((a, b) => a + b, 0) + infinities + nans).toBe(count);
        const expected = reference[i]![quantity];
        // An adapter may flush subnormals (below 1.2e-38), so what is smaller may be 0.
        if (expected.secondMoment < 1e-72) continue;
        expect(zeros).toBe(expected.zeros);
        // As above, 2⁻¹⁰ a layer; and float32's rounding of a mean, squared, in the variance.
        const bound = (report.layer + 1) * 2 ** -10;
        expect(Math.abs(variance - expected.variance)).toBeLessThanOrEqual(
          bound * expected.variance + 2 ** -44 * secondMoment,
        );
      }
  });
});

it.each([{ backward: true }, { std: 3, depth: 25 }, { activation: 'relu', depth: 30 }])(
  'reports each layer’s own range as mean ± 4σ: %j',
  async (changes) => {
    for (const report of await run(engine, changes, { axis: 'sigma' }))
      for (const quantity of measured(report)) {
        const { mean, variance, histogram } = report[quantity]!;
        const sigma = Math.sqrt(variance);
        // The kernel merges in float32 what the report merges in double: below 1e-5 σ.
        expect(Math.abs(histogram.range.low - (mean - 4 * sigma))).toBeLessThan(1e-5 * sigma);
        expect(Math.abs(histogram.range.high - (mean + 4 * sigma))).toBeLessThan(1e-5 * sigma);
      }
  },
);

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

  it('leaves no buffer behind, however it ends', async () => {
    const before = live.size;
    for (let i = 0; i < 20; i++) await run(engine, { depth: 2, seed: i });
    for await (const _ of engine.run(experiment({ depth: 100 }))) break;
    const aborted = new AbortController();
    aborted.abort();
    await expect(run(engine, {}, { signal: aborted.signal })).rejects.toThrow();
    expect(live.size).toBe(before);
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
});
