import { afterAll, describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { outside } from '../../src/engine/cpu/statistics';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import type { LayerReport } from '../../src/model/report';
import { type SchemeName, schemes } from '../../src/model/schemes';
import { openDevice } from './harness';
import { misplaced } from './misplaced';
import { over, run } from './running';

const { device } = await openDevice();
const engine = await createWebGpuEngine(device);
const cpu = createCpuEngine();
afterAll(() => engine.dispose());

/** Every remainder of fan_in by 4, and fans that fill workgroups just not, just so and just over. */
const networks = [
  [1, 3, 63, 64, 65, 257, 2],
  [257, 1, 6, 66, 3, 1, 1],
];
const of = (scheme: SchemeName, widths: number[]) => ({
  scheme,
  widths,
  shape: 'list',
  depth: widths.length - 1,
  batch: 9,
  gain: scheme === 'zeros' ? 1 : 1.5,
});
const names = Object.keys(schemes) as SchemeName[];
const rows = names.flatMap((scheme) => networks.map((widths) => of(scheme, widths)));

/** Weights that are all one value, or that and 0: they lie on the edges of a linear axis' bins. */
const lumps = ['constant', 'eye', 'zeros'];
const sum = (counts: Uint32Array) => counts.reduce((a, b) => a + b, 0);

describe.each(rows)('$scheme weights of layers $widths wide', (changes) => {
  it('have the CPU’s statistics', async () => {
    const options = { weights: true };
    const [ours, reference] = [
      await run(engine, changes, options),
      await run(cpu, changes, options),
    ];
    expect(ours[0]!.weight).toBeUndefined();
    for (const [i, { fanIn, units, weight }] of ours.slice(1).entries()) {
      const expected = reference[i + 1]!.weight!;
      const { count, zeros, infinities, nans } = weight!;
      expect(count).toBe(fanIn * units);
      expect([zeros, infinities, nans]).toEqual([expected.zeros, 0, 0]);
      // Draws agree to 1e-5 in the mean square, one of them to 1e-3 (tests/gpu/random.test.ts); LSUV
      // adds a product's rounding, and what the layers below have gathered of both.
      const bound = (1e-4 + 8e-3 / count) * (changes.scheme === 'lsuv' ? i + 2 : 1);
      const size = expected.secondMoment;
      expect(Math.abs(weight!.secondMoment - size)).toBeLessThanOrEqual(bound * size);
      expect(Math.abs(weight!.variance - expected.variance)).toBeLessThanOrEqual(bound * size);
      expect(Math.abs(weight!.mean - expected.mean)).toBeLessThanOrEqual(bound * Math.sqrt(size));
      for (const end of ['min', 'max'] as const)
        expect(Math.abs(weight![end] - expected[end])).toBeLessThanOrEqual(
          5e-3 * Math.max(Math.abs(expected[end]), Math.sqrt(size)),
        );
    }
  });

  it.each(['log', 'linear', 'sigma'] as const)('are counted whole, axis %s', async (axis) => {
    const options = { weights: true, ...over(axis, changes) };
    const ours = await run(engine, changes, options);
    await run(cpu, changes, options);
    for (const { layer, fanIn, units, weight } of ours.slice(1)) {
      const counts = await engine.histogram(layer, 'weight');
      expect(sum(counts)).toBe(fanIn * units);
      const { range, below, above } = weight!.histogram;
      expect(outside(range, counts)).toEqual({ below, above });
      if (axis !== 'log' && lumps.includes(changes.scheme)) continue;
      // The largest layer has 16,705 weights, and an edge at most 1 % of them within a bin's width: an
      // error of 1e-3 σ, a 30th of a bin, moves 6 of them at the very most.
      if (axis !== 'sigma')
        expect(misplaced(counts, await cpu.histogram(layer, 'weight'))).toBeLessThanOrEqual(6);
    }
  });
});

describe('a run that measures weights', () => {
  const changes = { ...of('lsuv', [33, 65, 31, 10]), activation: 'relu' };
  const weights = (reports: readonly LayerReport[]) => reports.map(({ weight }) => weight);

  it('tells the same of everything else as one that does not', async () => {
    const [without, measured] = [
      await run(engine, changes),
      await run(engine, changes, { weights: true }),
    ];
    expect(measured.map(({ weight: _, ...others }) => others)).toEqual(without);
    expect(weights(without)).toEqual(new Array(4).fill(undefined));
  });

  it('measures them before they are made again for the backward pass', async () => {
    const forward = weights(await run(engine, changes, { weights: true }));
    const both = await run(engine, { ...changes, backward: true }, { weights: true });
    expect(weights(both)).toEqual([...forward, ...forward.toReversed()]);
  });

  it.each(['float16', 'bfloat16'])('measures them as %s has rounded them', async (format) => {
    const rounded = { ...of('normal', [65, 33]), format };
    const [, ours] = await run(engine, rounded, { weights: true });
    const [, reference] = await run(cpu, rounded, { weights: true });
    // A draw of another last bit may be rounded to the next number, 2⁻⁸ away.
    expect(Math.abs(ours!.weight!.variance / reference!.weight!.variance - 1)).toBeLessThan(1e-4);
    const { min, max } = ours!.weight!;
    const kept = format === 'float16' ? 11 : 8;
    for (const x of [min, max]) {
      const unit = 2 ** (Math.floor(Math.log2(Math.abs(x))) + 1 - kept);
      expect(x / unit).toBe(Math.round(x / unit));
    }
  });
});
