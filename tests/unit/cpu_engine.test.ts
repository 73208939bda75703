import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { BINS } from '../../src/model/histogram';
import type { LayerReport } from '../../src/model/report';
import { predict } from '../../src/model/theory';

const experiment = (changes: object) =>
  experimentWith(defaultExperiment, {
    widths: [64],
    batch: 64,
    depth: 6,
    ...changes,
  }) as Experiment;

async function run(changes: object, options = {}): Promise<LayerReport[]> {
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
    const wide = { ...changes, widths: [512], batch: 64, depth: 2 };
    const reports = await run(wide);
    for (const { layer, pre, post } of predict(experiment(wide))) {
      // At width n a layer's second moment varies by 5/n in ln at most (ReLU); two layers, both
      // quantities, and the variance over 64 samples of similar norm: σ = √(2·5/512) = 0.14.
      const [measuredPre, measuredPost] = [reports[layer]!.pre, reports[layer]!.post];
      expect(Math.abs(Math.log(measuredPre.variance / pre))).toBeLessThan(4 * 0.14);
      expect(Math.abs(Math.log(measuredPost.variance / post))).toBeLessThan(4 * 0.14);
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
  });

  it('overflows to inf, then NaN, and ReLU keeps both', async () => {
    const reports = await run({ std: 10, depth: 24, activation: 'relu' });
    const broken = reports.findIndex(({ pre }) => pre.infinities + pre.nans > 0);
    expect(broken).toBeGreaterThan(0);
    expect(reports[broken - 1]!.post.variance).toBeGreaterThan(1e38);
    const { pre, post } = reports.at(-1)!;
    expect(pre.nans).toBe(pre.count);
    expect(post.nans).toBe(post.count);
  });

  it.each(['log', 'linear', 'sigma'])('counts every element with the axis %s', async (axis) => {
    const engine = createCpuEngine();
    for await (const report of engine.run(experiment({ std: 3, depth: 30 }), { axis } as object))
      for (const quantity of ['pre', 'post'] as const) {
        const counts = await engine.histogram(report.layer, quantity);
        const { count, infinities, nans, histogram } = report[quantity];
        expect(counts.reduce((a, b) => a + b, 0) + infinities + nans).toBe(count);
        expect([counts[0], counts[BINS + 1]]).toEqual([histogram.below, histogram.above]);
      }
  });

  it('repeats a run exactly, and a scheme changes the scale only', async () => {
    const [once, again] = [await run({}), await run({})];
    expect(again).toEqual(once);
    // 1 / √64 is a power of two: every weight and every sum is scaled exactly.
    const scaled = await run({ scheme: 'lecun_normal' });
    for (const [i, report] of scaled.entries())
      expect(report.pre.variance).toBe(once[i]!.pre.variance / 64 ** report.layer);
  });

  it('stops when it is aborted', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const running = (async () => {
      const options = { signal: controller.signal };
      for await (const { layer } of createCpuEngine().run(experiment({ depth: 200 }), options)) {
        seen.push(layer);
        if (layer === 2) controller.abort();
      }
    })();
    await expect(running).rejects.toThrow(/abort/i);
    expect(seen.at(-1)).toBe(2);
  });
});
