import { afterAll, describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import type { Engine, RunOptions, Store } from '../../src/engine/engine';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import { rangesFor } from '../../src/model/axis';
import {
  type LinearRange,
  type Quantity,
  quantities,
  type Ranges,
} from '../../src/model/histogram';
import { openDevice } from './harness';
import { experiment, over, run } from './running';

const { device } = await openDevice();
const engine = await createWebGpuEngine(device);
const engines: [string, Engine][] = [
  ['GPU', engine],
  ['CPU', createCpuEngine()],
];
afterAll(() => engine.dispose());

const DEPTH = 3;
const changes = { depth: DEPTH, backward: true, activation: 'tanh' };

/** All that is stored of a run. */
const stored = async (on: Engine, store: Store) =>
  Promise.all(
    quantities.flatMap((quantity) =>
      Array.from({ length: DEPTH }, (_, i) => on.histogram(i + 1, quantity, store)),
    ),
  );

describe.each(engines)('stores of the %s', (_, on) => {
  const into = (store: Store, more: object, options: RunOptions = {}) =>
    run(on, { ...changes, ...more }, { ...options, store, weights: true });

  it('are apart', async () => {
    await into('a', {});
    const a = await stored(on, 'a');
    await into('b', { seed: 7, std: 3 }, over('linear', { ...changes, std: 3 }));
    const b = await stored(on, 'b');
    await into('unseen', { seed: 8, widths: [32] });
    expect(await stored(on, 'a')).toEqual(a);
    expect(await stored(on, 'b')).toEqual(b);
    expect(b).not.toEqual(a);
    // The same run counts the same wherever it goes, and replaces what was there.
    await into('b', {});
    expect(await stored(on, 'b')).toEqual(a);
  });

  it('are read as “a”, and written as “a”, unless something else is said', async () => {
    await run(on, changes);
    expect(await on.histogram(1, 'post')).toEqual(await on.histogram(1, 'post', 'a'));
  });

  it('hold what is counted over the ranges that are given, quantity by quantity', async () => {
    const own: Quantity[] = ['pre', 'gradWeight'];
    const given = Object.fromEntries(
      quantities.map((quantity, i) => {
        const range = { kind: 'linear', low: -i - 1, high: i + 2 } as const;
        return [quantity, own.includes(quantity) ? undefined : range];
      }),
    ) as Ranges;
    const report = (await into('a', {}, { ranges: given })).at(-2)!;
    for (const quantity of quantities) {
      const { mean, variance, histogram, count } = report[quantity]!;
      const { range } = histogram;
      const counts = await on.histogram(report.layer, quantity);
      expect(counts.reduce((a, b) => a + b, 0)).toBe(count);
      if (own.includes(quantity)) {
        const sigma = Math.sqrt(variance);
        const { kind, low, high } = range as LinearRange;
        expect(kind).toBe('linear');
        // The kernel merges in float32 what the report merges in double: below 1e-5 σ.
        expect(Math.abs(low - (mean - 4 * sigma))).toBeLessThan(1e-5 * sigma);
        expect(Math.abs(high - (mean + 4 * sigma))).toBeLessThan(1e-5 * sigma);
      } else expect(range).toEqual(given[quantity]);
    }
  });

  it('share a linear axis with what is beside them', async () => {
    const [small, large] = [
      { inputStd: 0.1, gain: 0.1 },
      { inputStd: 3, gain: 10 },
    ];
    const ranges = async (own: object, other?: object) => {
      const both = [own, ...(other ? [other] : [])].map((e) => experiment({ ...changes, ...e }));
      const [, layer] = await into('a', own, { ranges: rangesFor('linear', both) });
      return [layer!.post, layer!.weight!].map(({ histogram }) => histogram.range as LinearRange);
    };
    const together = await ranges(small, large);
    expect(await ranges(large, small)).toEqual(together);
    const [one, other] = [await ranges(small), await ranges(large)];
    for (const [i, { low, high }] of together.entries()) {
      expect([low, high]).toEqual([
        Math.min(one[i]!.low, other[i]!.low),
        Math.max(one[i]!.high, other[i]!.high),
      ]);
      expect(high - low).toBeGreaterThan(one[i]!.high - one[i]!.low);
    }
  });

  it('hold the same bins of all of float32, whatever is beside them', async () => {
    const report = (await into('a', { inputStd: 1e-20 })).at(-2)!;
    for (const quantity of quantities)
      expect(report[quantity]!.histogram).toEqual({ range: { kind: 'log' }, below: 0, above: 0 });
  });
});

it('each have a buffer of their own, for a scene to draw', () => {
  const { a, b, unseen } = engine.histograms;
  expect(new Set([a, b, unseen]).size).toBe(3);
  expect(new Set([a.size, b.size, unseen.size]).size).toBe(1);
});
