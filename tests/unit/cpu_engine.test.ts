import { describe, expect, it, vi } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { outside } from '../../src/engine/cpu/statistics';
import type { RunOptions } from '../../src/engine/engine';
import { rangesFor } from '../../src/model/axis';
import { quantities } from '../../src/model/histogram';
import { DIGIT_PIXELS, DIGITS } from '../../src/model/input';
import { normKinds } from '../../src/model/kinds';
import { numberFormats } from '../../src/model/number-format';
import { brokenField, type LayerReport, measurementsOf } from '../../src/model/report';
import { predict } from '../../src/model/theory/theory';
import { made } from './making';

const experiment = (changes: object) => made({ widths: [64], batch: 64, depth: 6, ...changes });

async function run(changes: object, options: RunOptions = {}): Promise<LayerReport[]> {
  const reports = [];
  for await (const report of createCpuEngine().run(experiment(changes), options))
    reports.push(report);
  return reports;
}

const schemes = ['normal', 'lecun_normal', 'xavier_uniform', 'kaiming_normal'];
const cases = schemes.flatMap((scheme) =>
  ['identity', 'relu', 'tanh'].map((activation) => ({ scheme, activation })),
);

describe('the float32 engine', () => {
  it.each(cases)('agrees with mean-field theory: $scheme, $activation', async (changes) => {
    const wide = { ...changes, widths: [512], batch: 64, depth: 2, residual: true };
    const reports = await run(wide);
    for (const { layer, pre, post } of predict(experiment(wide)).layers) {
      // At width n a layer's second moment varies by 5/n in ln at most (ReLU); two layers, both
      // quantities, and the variance over 64 samples of similar norm: σ = √(2·5/512) = 0.14.
      const [measuredPre, measuredPost] = [reports[layer]!.pre, reports[layer]!.post];
      expect(Math.abs(Math.log(measuredPre.variance / pre.variance))).toBeLessThan(4 * 0.14);
      expect(Math.abs(Math.log(measuredPost.variance / post.variance))).toBeLessThan(4 * 0.14);
    }
  });

  it('reports the input first, then each layer once', async () => {
    const reports = await run({ widths: [5, 3, 2], depth: 4 });
    expect(reports.map(({ layer, fanIn, units }) => [layer, fanIn, units])).toEqual([
      [0, 5, 5],
      [1, 5, 3],
      [2, 3, 2],
      [3, 2, 2],
      [4, 2, 2],
    ]);
    expect(reports[0]!.pre).toEqual(reports[0]!.post);
    for (const quantity of ['gradPre', 'gradPost', 'gradWeight'] as const)
      expect(measurementsOf(reports, quantity)).toEqual([]);
  });

  it('reports each layer again with its gradients, from the last one up to the input', async () => {
    const reports = await run({ widths: [5, 3, 2], depth: 3, backward: true });
    expect(reports.map(({ layer }) => layer)).toEqual([0, 1, 2, 3, 3, 2, 1, 0]);
    const has = ({ gradPre, gradPost, gradWeight }: LayerReport) => [
      gradPre?.count,
      gradPost?.count,
      gradWeight?.count,
    ];
    const none = [undefined, undefined, undefined];
    expect(reports.map(has)).toEqual([
      ...[none, none, none, none],
      [128, 128, 4],
      [128, 128, 6],
      [192, 192, 15],
      [undefined, 320, undefined],
    ]);
    for (const report of reports.slice(4))
      expect(report).toMatchObject(reports[report.layer] as object);
    // The cotangent is standard normal: 128 numbers, five standard errors.
    expect(Math.abs(reports[4]!.gradPost!.secondMoment - 1)).toBeLessThan(5 * Math.sqrt(2 / 128));
  });

  it('overflows to inf, then NaN, and ReLU keeps both', async () => {
    const changes = { std: 10, depth: 24, activation: 'relu', backward: true };
    const reports = await run(changes);
    const broken = reports.findIndex(({ pre }) => pre.infinities + pre.nans > 0);
    expect(broken).toBeGreaterThan(0);
    expect(reports[broken - 1]!.post.variance).toBeGreaterThan(1e38);
    const { pre, post, gradPre, gradWeight } = reports[25]!;
    expect(pre.nans).toBe(pre.count);
    expect(post.nans).toBe(post.count);
    // PyTorch's ReLU compares on its way back, and so lets a gradient through where h is NaN; with
    // respect to the weights nothing is left of it.
    expect(gradPre!.nans).toBe(0);
    expect(gradWeight!.nans).toBe(gradWeight!.count);
  });

  it.each(['log', 'linear', 'sigma'] as const)(
    'counts every element with the axis %s',
    async (axis) => {
      const engine = createCpuEngine();
      const e = experiment({ std: 3, depth: 30, backward: true });
      for await (const report of engine.run(e, { ranges: rangesFor(axis, [e]) }))
        for (const quantity of quantities) {
          const statistics = report[quantity];
          if (!statistics) continue;
          const counts = await engine.histogram(report.layer, quantity);
          const { count, infinities, nans, histogram } = statistics;
          expect(counts.reduce((a, b) => a + b, 0) + infinities + nans).toBe(count);
          const { range, below, above } = histogram;
          expect(outside(range, counts)).toEqual({ below, above });
        }
      await expect(engine.histogram(0, 'gradPre')).rejects.toThrow(RangeError);
      await expect(engine.histogram(31, 'pre')).rejects.toThrow(RangeError);
    },
  );

  it('repeats a run exactly, and a scheme changes the scale only', async () => {
    const [once, again] = [await run({}), await run({})];
    expect(again).toEqual(once);
    // 1 / √64 is a power of two: every weight and every sum is scaled exactly.
    const scaled = await run({ scheme: 'lecun_normal' });
    for (const [i, report] of scaled.entries())
      expect(report.pre.variance).toBe(once[i]!.pre.variance / 64 ** report.layer);
  });

  it.each([
    ['forward', { depth: 200 }, 2],
    ['backward', { depth: 20, backward: true }, 38],
  ])('stops when it is aborted, %s', async (_pass, changes, reports) => {
    const controller = new AbortController();
    let seen = 0;
    const running = (async () => {
      const options = { signal: controller.signal };
      for await (const _ of createCpuEngine().run(experiment(changes), options))
        if (++seen === reports) controller.abort();
    })();
    await expect(running).rejects.toThrow(/abort/i);
    expect(seen).toBe(reports);
  });

  it('lets the page breathe while it computes', async () => {
    // A clock by which each look at it takes 4 ms, however busy the machine is: every third is past a slice.
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 4));
    let [turns, running] = [0, true];
    const turn = () => {
      turns++;
      if (running) setImmediate(turn);
    };
    setImmediate(turn);
    await run({ widths: [64], depth: 10, batch: 32, backward: true });
    running = false;
    clock.mockRestore();
    // It looks at the clock after four rows of a product at most, and a layer has three of them.
    expect(turns).toBeGreaterThan((10 * 3 * 32) / 4 / 3);
  });

  it('takes digits where they are asked for, and says why it could not', async () => {
    const digits = Uint8Array.from({ length: DIGITS * DIGIT_PIXELS }, (_, i) => i % 255);
    const changes = { input: 'digits', widths: [784, 3], batch: 10, depth: 1, pixels: 'raw' };
    const loaded = createCpuEngine({ digits: () => Promise.resolve(digits) });
    const { value } = await loaded.run(experiment(changes)).next();
    expect(value?.pre).toMatchObject({ min: 0, max: Math.fround(254 / 255), count: 7840 });
    const broken = createCpuEngine({ digits: () => Promise.reject(new Error('no network')) });
    await expect(broken.run(experiment(changes)).next()).rejects.toThrow('no network');
  });
});

describe('LSUV', () => {
  const lsuv = { scheme: 'lsuv', widths: [64, 80, 48], depth: 6 };

  it.each(['identity', 'relu', 'tanh', 'gelu', 'sigmoid'])(
    'gives every layer variance 1 with %s',
    async (activation) => {
      // One division, by a std that is exact to float32's rounding of 64 to 80 terms: 80 · 2⁻²⁴.
      for (const { layer, pre } of await run({ ...lsuv, activation }))
        if (layer > 0) expect(Math.abs(pre.variance - 1)).toBeLessThan(1e-5);
    },
  );

  it('takes the gain as the standard deviation it aims at', async () => {
    for (const { layer, pre } of await run({ ...lsuv, gain: 1.5, activation: 'tanh' }))
      if (layer > 0) expect(Math.abs(pre.variance / 2.25 - 1)).toBeLessThan(1e-5);
  });

  it('comes near it in five passes where there are biases', async () => {
    const changes = { ...lsuv, bias: 'normal', biasStd: 0.5, activation: 'relu' };
    // Each pass leaves the share of the variance that is the biases', here a quarter or so, of the
    // error in ln(scale): at most 0.4⁵ of a first error of ln 2.
    for (const { layer, pre } of await run(changes))
      if (layer > 0) expect(Math.abs(Math.sqrt(pre.variance) - 1)).toBeLessThan(0.4 ** 5);
  });

  it('multiplies by 1 where nothing has a spread', async () => {
    const changes = { ...lsuv, input: 'constant', constant: 0, noise: 0, depth: 2, residual: true };
    for (const { pre } of await run(changes)) expect(pre.zeros).toBe(pre.count);
  });

  it('takes its own scale back', async () => {
    const reports = await run({ ...lsuv, activation: 'relu', backward: true });
    const { gradPost } = reports.at(-1)!;
    // Orthogonal matrices times about √2, and half the slopes 0: gradients keep their size, up to what
    // layers of 48 to 80 units vary by, √(5/48) in ln a layer.
    expect(Math.abs(Math.log(gradPost!.secondMoment))).toBeLessThan(5 * Math.sqrt((6 * 5) / 48));
  });
});

describe('number formats', () => {
  const article = { widths: [784], batch: 8 };

  it('float16 overflows in the article’s third layer', async () => {
    const reports = await run({ ...article, batch: 64, depth: 3, format: 'float16' });
    // Standard deviations 28, 784 and 21952: the largest of 50,176 numbers is 4 to 5.5 of them.
    expect(brokenField(reports, 'pre')?.from).toBe(3);
    expect(reports[2]!.pre.max).toBeGreaterThan(3.5 * 784);
    expect(reports[2]!.pre.max).toBeLessThan(6 * 784);
  });

  it('bfloat16 lasts as long as float32', async () => {
    const changes = { ...article, widths: [256], depth: 34 };
    const [float, brain] = [await run(changes), await run({ ...changes, format: 'bfloat16' })];
    // 256 a layer: 16^31 is 2e37, and the largest number is about 4 standard deviations.
    const first = brokenField(float, 'pre')!.from;
    expect([31, 32]).toContain(first);
    expect(Math.abs(brokenField(brain, 'pre')!.from - first)).toBeLessThanOrEqual(1);
    for (const [layer, { pre }] of brain.entries())
      if (layer > 0 && layer < 30)
        // Weights, sums and activations are each rounded by 2⁻⁹/√3 of themselves: noise of 1e-3 · √3 a
        // layer, 1e-2 after 30 of them, and twice that in the variance.
        expect(Math.abs(Math.log(pre.variance / float[layer]!.pre.variance))).toBeLessThan(0.02);
  });

  it.each(['float16', 'bfloat16'] as const)('%s rounds all that is stored', async (format) => {
    const coarse = { float16: 2 ** -11, bfloat16: 2 ** -8 }[format];
    for (const norm of normKinds) {
      const changes = {
        scheme: 'kaiming_normal',
        activation: 'tanh',
        norm,
        backward: true,
        depth: 2,
        residual: true,
      };
      const [exact, rounded] = [await run(changes), await run({ ...changes, format })];
      for (const [i, report] of rounded.entries())
        for (const quantity of quantities) {
          const [a, b] = [exact[i]![quantity], report[quantity]];
          if (!a || !b) continue;
          // Numbers of the format, as few of float32's are; and a few roundings in each of two layers, by
          // `coarse` at most, of a number made of many.
          for (const end of ['min', 'max'] as const) {
            expect(numberFormats[format].round(b[end]), quantity).toBe(b[end]);
            expect(Math.abs(b[end] - a[end]) / a.max, quantity).toBeLessThan(4 * coarse);
          }
        }
    }
  });

  it('float16 loses gradients that float32 keeps', async () => {
    const changes = { scheme: 'normal', std: 1e-4, activation: 'tanh', backward: true, depth: 4 };
    const [float, half] = [await run(changes), await run({ ...changes, format: 'float16' })];
    expect(float.at(-1)!.gradPost!.zeros).toBe(0);
    // Gradients are of order (1e-4 · 8)⁴ = 4e-13, and half of binary16's smallest is 3e-8.
    expect(half.at(-1)!.gradPost!.zeros).toBe(half.at(-1)!.gradPost!.count);
  });
});
