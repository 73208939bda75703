import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Engine } from '../../src/engine/engine';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import { KernelStore } from '../../src/engine/webgpu/kernel-store';
import {
  type Choice,
  candidateOf,
  plain,
  possible,
  quickestProduct,
  type Tuning,
  tune,
} from '../../src/engine/webgpu/tuning';
import { rangesFor } from '../../src/model/axis';
import { openDevice } from './harness';
import { experiment, measured, run } from './running';

const { device } = await openDevice();

const { tile, matmul } = candidateOf('registers');
const body = 'fn main(';
/** The product, with something before all else. */
const before = (statement: string) => {
  const open = matmul.indexOf('{', matmul.indexOf(') {', matmul.indexOf(body))) + 1;
  return `${matmul.slice(0, open)}\n${statement}\n${matmul.slice(open)}`;
};
// So small that a processor is done in milliseconds.
const small = { batch: 64, width: 128 };
const quickest = (codes: Record<string, string>) => {
  const candidates = Object.entries(codes).map(([name, code]) => [name, { tile, matmul: code }]);
  return quickestProduct(device, Object.fromEntries(candidates), small);
};
const nameOf = async (codes: Record<string, string>) => (await quickest(codes))?.name;
/** Done at once, and wrong. */
const wrong = before('if (matmul.quads > 0u) { return; }');
const slow = before(
  'var x0 = 1.0; for (var i = 0u; i < 20000u; i++) { x0 = fma(x0, 0.999, f32(i)); } if (x0 == 7.0) { return; }',
);

describe('the product that an adapter takes', () => {
  it('is never a wrong one, however quick', async () => {
    expect(await nameOf({ wrong, right: matmul })).toBe('right');
    expect(await nameOf({ wrong })).toBeUndefined();
  });

  it('is never a slow one, whichever comes first', async () => {
    expect(await nameOf({ slow, quick: matmul })).toBe('quick');
    expect(await nameOf({ quick: matmul, slow })).toBe('quick');
  });

  it('and its rate, are told however long other work has held up a submission', async () => {
    // The machine's clock would make a test of how busy it is.
    let [now, count, label, submissions] = [0, 0, '', 0];
    const pass = GPUComputePassEncoder.prototype;
    const { setPipeline, dispatchWorkgroups } = pass;
    onTestFinished(() => void vi.restoreAllMocks());
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    vi.spyOn(pass, 'setPipeline').mockImplementation(function (this: typeof pass, pipeline) {
      label = pipeline.label;
      return setPipeline.call(this, pipeline);
    });
    vi.spyOn(pass, 'dispatchWorkgroups').mockImplementation(function (this: typeof pass, ...xyz) {
      count++;
      return dispatchWorkgroups.apply(this, xyz);
    });
    vi.spyOn(device.queue, 'onSubmittedWorkDone').mockImplementation(async () => {
      const each = label === 'trial quick' ? 1 : 2;
      // After the first, many products and one take turns: many are held up once, one is once.
      const heldUp = [1, 4].includes(submissions++ % 7) ? 1000 : 0;
      now += 0.5 + count * each + heldUp;
      count = 0;
      return undefined;
    });
    const operations = 2 * small.batch * small.width ** 2;
    for (const names of [
      ['quick', 'slow'],
      ['slow', 'quick'],
    ])
      expect(await quickest(Object.fromEntries(names.map((name) => [name, matmul])))).toEqual({
        name: 'quick',
        rate: operations,
      });
  });

  it('is not one that does not compile', async () => {
    expect(await nameOf({ broken: 'nonsense', right: matmul })).toBe('right');
  });

  it('is not sought on a processor, which takes one whose lanes share loads if it can', async () => {
    const { grain, product } = await tune(device, true);
    expect(grain).toBe('serial');
    const { subgroupMinSize: least, subgroupMaxSize: most } = device.adapterInfo;
    const one = device.features.has('subgroups') && least === most && [4, 8, 16].includes(most);
    expect(product).toBe(one ? `broadcast${most}` : 'registers');
    expect(possible(device)).toContain(product);
  });

  it('is one that compiles soon, until the best one has been compiled', async () => {
    const [meanwhile, best] = ['registers', possible(device).at(-1)!] as const;
    const store = new KernelStore(device, 'serial', { product: best, meanwhile });
    const takes = async (changes: object, more = {}) => {
      const small = experiment(changes);
      const asked = { ranges: rangesFor('log', [small]), weights: false, again: false, ...more };
      return (await store.of(small, asked)).tuning.product;
    };
    expect(await takes({})).toBe(meanwhile);
    expect(await takes({}, { best: true })).toBe(best);
    expect(await takes({ activation: 'relu' })).toBe(best);
    // Another number format takes another kernel.
    expect(await takes({ format: 'float16' })).toBe(meanwhile);
  });

  it.each([
    ['not for a small run', 8, 1],
    ['after a large one', 256, 2],
  ])('the best one is compiled %s', async (_, batch, kernels) => {
    const [meanwhile, product] = ['registers', possible(device).at(-1)!] as const;
    const compile = vi.spyOn(device, 'createComputePipelineAsync');
    const engine = await createWebGpuEngine(device, {
      tuning: { grain: 'serial', product, meanwhile },
    });
    await run(engine, { widths: [512], depth: 8, batch });
    const products = compile.mock.calls.filter(([{ label }]) => label === 'matmul');
    expect(products).toHaveLength(kernels);
    compile.mockRestore();
    engine.dispose();
  });
});

const awkward = { widths: [63, 65, 5, 257, 7], shape: 'list', batch: 33 };

/** Everything that a run measures, layer by layer. */
async function figures(engine: Engine, changes: object) {
  const reports = await run(engine, changes);
  return reports.flatMap((report) => [
    ...measured(report).flatMap((quantity) => {
      const { variance, secondMoment, kurtosis, zeros, count } = report[quantity]!;
      return [variance / secondMoment, Math.log(secondMoment), kurtosis / 10, zeros / count];
    }),
    report.dead,
    report.saturated,
    report.correlation.pre,
    report.correlation.post,
  ]);
}

it('the product that compiles soon gives the very numbers of the best one', async () => {
  const { product, meanwhile, ...tuning } = await tune(device, true);
  const changes = { ...awkward, scheme: 'kaiming_normal', activation: 'relu' };
  const reports = [];
  for (const one of [meanwhile!, product]) {
    const engine = await createWebGpuEngine(device, { tuning: { ...tuning, product: one } });
    reports.push(await run(engine, changes));
    engine.dispose();
  }
  expect(reports[0]).toEqual(reports[1]);
});

describe('kernels', () => {
  const labels = (compile: { mock: { calls: [GPUComputePipelineDescriptor][] } }) =>
    compile.mock.calls.map(([{ label }]) => label!);

  it('that most runs take begin to compile before a run is asked for, and are taken', async () => {
    const compile = vi.spyOn(device, 'createComputePipelineAsync');
    const engine = await createWebGpuEngine(device, { tuning: plain, soon: experiment({}) });
    const early = ['draw normal', 'histogram', 'matmul'];
    expect(labels(compile)).toEqual(expect.arrayContaining(early));
    expect(labels(compile)).not.toContain('survey relu');
    await run(engine, { activation: 'relu' });
    for (const name of [...early, 'survey relu'])
      expect(labels(compile).filter((label) => label === name)).toHaveLength(1);
    compile.mockRestore();
    engine.dispose();
  });

  it('that are no product compile while products are on trial', async () => {
    const compile = vi.spyOn(device, 'createComputePipelineAsync');
    onTestFinished(() => compile.mockRestore());
    const { promise: trial, resolve: decide } = Promise.withResolvers<Choice>();
    const store = new KernelStore(device, plain.grain, trial);
    const asked = { ranges: rangesFor('log', [experiment({})]), weights: false, again: false };
    const all = store.of(experiment({ activation: 'relu' }), asked);
    const others = ['draw normal', 'survey relu', 'columns relu', 'histogram'];
    await vi.waitFor(() => expect(labels(compile)).toEqual(expect.arrayContaining(others)));
    expect(labels(compile)).not.toContain('matmul');
    decide(plain);
    expect((await all).tuning.product).toBe(plain.product);
    expect(labels(compile)).toContain('matmul');
  });

  it('of histograms are the same whatever the axis of what is not measured', async () => {
    const compile = vi.spyOn(device, 'createComputePipelineAsync');
    const engine = await createWebGpuEngine(device, { tuning: plain });
    const log = rangesFor('log', [experiment({})]);
    const weight = { kind: 'linear', low: -1, high: 1 } as const;
    const times = () => labels(compile).filter((label) => label === 'histogram').length;
    await run(engine, {}, { ranges: log });
    await run(engine, {}, { ranges: { ...log, weight, gradWeight: weight } });
    expect(times()).toBe(1);
    await run(engine, {}, { ranges: { ...log, weight }, weights: true });
    expect(times()).toBe(2);
    compile.mockRestore();
    engine.dispose();
  });
});

describe('the same numbers come of', () => {
  const cases = [
    { scheme: 'kaiming_normal', activation: 'relu', ...awkward, backward: true },
    { scheme: 'lecun_normal', activation: 'tanh', gain: 3, batch: 65, backward: true },
    { scheme: 'lsuv', activation: 'softplus', bias: 'normal' },
  ];
  // Every case with one engine: products are what takes longest to compile.
  const figuresWith = async (tuning: Tuning) => {
    const engine = await createWebGpuEngine(device, { tuning });
    const all = [];
    for (const changes of cases) all.push(await figures(engine, changes));
    engine.dispose();
    return all;
  };
  let ours: number[][];
  beforeAll(async () => {
    ours = await figuresWith(plain);
  });
  // Sums of at most 257 terms in another order, at ten stages there and back: 257 · 2⁻²⁴ each.
  const bound = 20 * 257 * 2 ** -24;
  const [, ...others] = possible(device);

  it.each(others)('%s', async (product) => {
    // What GPUs take. As many barriers as there are take a processor seconds to compile: once is enough.
    const grain = product === 'staged' ? 'parallel' : 'serial';
    const theirs = await figuresWith({ grain, product });
    expect(theirs).toHaveLength(ours.length);
    theirs.forEach((figures, k) => {
      expect(figures).toHaveLength(ours[k]!.length);
      ours[k]!.forEach((x, i) => {
        if (Number.isFinite(x)) expect(Math.abs(figures[i]! - x)).toBeLessThan(bound);
        else expect(figures[i]).toBe(x);
      });
    });
  });
});
