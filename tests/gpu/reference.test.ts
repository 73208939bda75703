import { afterAll, describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { outside } from '../../src/engine/cpu/statistics';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import { holdData } from '../../src/model/data';
import type { LinearRange } from '../../src/model/histogram';
import { ownMoments } from '../../src/model/own-input';
import type { LayerReport } from '../../src/model/report';
import { openDevice } from './harness';
import { measured, over, run } from './running';

const { device } = await openDevice();
const engine = await createWebGpuEngine(device, { name: 'under test' });
const cpu = createCpuEngine();
afterAll(() => engine.dispose());

/** The last report of every layer: with gradients, where there are any. */
const byLayer = (reports: readonly LayerReport[]) =>
  reports.reduce<LayerReport[]>((layers, report) => {
    layers[report.layer] = report;
    return layers;
  }, []);
/**
 * What an element may differ by, relatively, where values are rounded: once a draw's last bit differs, other
 * elements are rounded the other way, and after a few layers all of a sample's.
 */
const STEP: Partial<Record<string, number>> = { float16: 2 ** -10, bfloat16: 2 ** -7 };

/** Features of sizes from 0.1 to 100, one of which never varies; a row of 13 is padded to 16. */
const own = holdData(
  'own.csv',
  [21, 13],
  Float32Array.from({ length: 21 * 13 }, (_, i) =>
    i % 13 === 12 ? 7 : 10 ** ((i % 13) / 4 - 1) * (0.3 + Math.sin(1 + i * i)),
  ),
);
const file = { input: 'file', data: own.name, widths: [13, 65, 7], shape: 'list' };

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
  // Fewer samples than there are, and more.
  { scheme: 'kaiming_normal', activation: 'relu', ...file, batch: 16, backward: true },
  { scheme: 'lecun_normal', activation: 'tanh', ...file, features: 'raw', batch: 33 },
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
      // Of elements that differ by a step, about a step's share lies on the other side of a kink, and passes
      // its whole gradient or none: five standard deviations of a share of so many elements.
      const step = STEP[(changes as { format?: string }).format ?? 'float32'] ?? 0;
      const kinks = (count: number) => 5 * Math.sqrt((passed * step) / count);
      for (const quantity of measured(report)) {
        const [a, b] = [report[quantity]!, reference[i]![quantity]!];
        const bound = passed * 1e-4 + kinks(b.count);
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
      const bound = passed * 1e-4 + kinks(report.post.count);
      expect(Math.abs(ourHealth.saturated - health.saturated)).toBeLessThanOrEqual(
        1e-3 + kinks(report.post.count),
      );
      for (const side of ['pre', 'post'] as const) {
        const [x, y] = [ourHealth.correlation[side], health.correlation[side]];
        expect(Number.isNaN(x)).toBe(Number.isNaN(y));
        if (!Number.isNaN(y)) expect(Math.abs(x - y)).toBeLessThan(10 * bound);
      }
    }
  });

  it.each(['log', 'linear', 'sigma'] as const)('counts every element, axis %s', async (axis) => {
    for (const report of byLayer(await run(engine, changes, over(axis, changes))))
      for (const quantity of measured(report)) {
        const counts = await engine.histogram(report.layer, quantity);
        const { count, infinities, nans, histogram } = report[quantity]!;
        expect(counts.reduce((a, b) => a + b, 0) + infinities + nans).toBe(count);
        const { range, below, above } = histogram;
        expect(outside(range, counts)).toEqual({ below, above });
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
      await run(engine, changes, over(axis, changes)),
      await run(cpu, changes, over(axis, changes)),
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
    for (const report of await run(engine, changes, over('sigma', changes)))
      for (const quantity of measured(report)) {
        const { mean, variance, histogram } = report[quantity]!;
        const sigma = Math.sqrt(variance);
        const range = histogram.range as LinearRange;
        // The kernel merges in float32 what the report merges in double: below 1e-5 σ.
        expect(Math.abs(range.low - (mean - 4 * sigma))).toBeLessThan(1e-5 * sigma);
        expect(Math.abs(range.high - (mean + 4 * sigma))).toBeLessThan(1e-5 * sigma);
      }
  },
);

const still = { input: 'constant', noise: 0 };

describe.each([
  { scheme: 'normal', activation: 'identity', norm: 'batch', ...still, constant: 1 },
  { scheme: 'normal', activation: 'identity', norm: 'batch', ...still, constant: 100 },
  { scheme: 'normal', activation: 'tanh', norm: 'batch', ...still, constant: 0.1, ...awkward },
  { scheme: 'constant', value: 10, norm: 'layer', inputMean: 100 },
])('identical values: %j', (changes) => {
  it.each([
    ['GPU', engine],
    ['CPU', cpu],
  ] as const)('are normalised to 0 on the %s, in every layer', async (_, on) => {
    for (const { layer, pre, post } of await run(on, changes))
      for (const { mean, min, max, variance } of layer > 0 ? [pre, post] : [])
        expect([mean, min, max, variance].map(Math.abs)).toEqual([0, 0, 0, 0]);
  });
});

it.each([
  { features: 'raw', batch: 21 },
  { features: 'raw', batch: 50 },
  { features: 'standardised', batch: 10 },
] as const)('measures of a file what its numbers have: %j', async (changes) => {
  const { mean, variance } = ownMoments({ ...file, ...changes, input: 'file' })!;
  const [input] = await run(engine, { ...file, ...changes });
  const { post } = input!;
  expect(post.count).toBe(13 * changes.batch);
  // Within a part sums are float32's: of n terms, √n roundings of 2⁻²⁴ of what is summed.
  const rounding = Math.sqrt(post.count) * 2 ** -24;
  expect(Math.abs(post.mean - mean)).toBeLessThan(rounding * Math.sqrt(post.secondMoment));
  expect(Math.abs(post.variance - variance)).toBeLessThan(rounding * post.secondMoment);
});

it('measures a constant input, and a spread of 10⁻⁶ of its mean, as it is', async () => {
  for (const on of [engine, cpu]) {
    const [input] = await run(on, { scheme: 'lecun_normal', ...still, constant: 0.7 });
    expect(input!.post).toMatchObject({ mean: Math.fround(0.7), variance: 0 });
  }
  const narrow = { input: 'correlated', correlation: 0.8, inputMean: 100, inputStd: 1e-4 };
  const [[ours], [reference]] = [await run(engine, narrow), await run(cpu, narrow)];
  // Draws agree to 1e-5 of a standard deviation, and are then rounded to steps of 0.08 of one: to
  // another side in some 1e-4 of cases, by less than 1e-5 of the variance.
  expect(Math.abs(ours!.post.variance / reference!.post.variance - 1)).toBeLessThan(1e-4);
  expect(Math.abs(ours!.post.mean - reference!.post.mean)).toBeLessThan(1e-4 * 1e-4);
  expect(Math.abs(ours!.correlation.post - reference!.correlation.post)).toBeLessThan(1e-4);
});
