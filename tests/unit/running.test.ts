import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine, RunOptions } from '../../src/engine/engine';
import { Pacer } from '../../src/engine/webgpu/pacer';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import type { LayerReport } from '../../src/model/report';
import { createRunner, type Job, type Run, type Slot } from '../../src/runner';

describe('the pacer', () => {
  /** Runs submissions on a machine of so many operations a millisecond. */
  function settle(rate: number, latency = 0): { pacer: Pacer; longest: number } {
    const pacer = new Pacer();
    let longest = 0;
    for (let i = 0; i < 20; i++) {
      const cost = pacer.budget;
      const ms = cost / rate + latency;
      longest = Math.max(longest, ms);
      pacer.record(cost, ms);
    }
    return { pacer, longest };
  }

  it.each([1e5, 1e6, 1e7, 1e9])('fills submissions of 60 ms at %d operations a ms', (rate) => {
    expect(settle(rate).pacer.budget / rate).toBeCloseTo(60, 6);
  });

  it('never submits more than half a second to the weakest machine it expects', () => {
    expect(settle(2e5).longest).toBeLessThanOrEqual(500);
    expect(settle(1e9, 2).longest).toBeLessThanOrEqual(100);
  });

  it('does not mistake a small submission’s latency for a slow machine', () => {
    const { pacer } = settle(1e7);
    const { budget } = pacer;
    pacer.record(1000, 2);
    expect(pacer.budget).toBe(budget);
  });

  it('is not talked down by a browser that answers only every 100 ms', () => {
    const pacer = new Pacer();
    // Small ones first, each as slow as a full one: nothing may shrink to single workgroups.
    for (let i = 0; i < 50; i++) pacer.record(1000, 100);
    const least = pacer.budget;
    expect(least).toBeGreaterThanOrEqual(60 * 1e5);
    pacer.calibrate(100);
    for (let i = 0; i < 20; i++) pacer.record(pacer.budget, 100 + pacer.budget / 1e7);
    expect(pacer.budget / 1e7).toBeCloseTo(60, 6);
  });

  it('takes off no more waiting than a browser may have', () => {
    const pacer = new Pacer();
    pacer.calibrate(5000);
    let longest = 0;
    for (let i = 0; i < 20; i++) {
      const ms = pacer.budget / 1e6;
      longest = Math.max(longest, ms);
      pacer.record(pacer.budget, ms);
    }
    expect(longest).toBeLessThanOrEqual(500);
  });
});

/** An engine whose layers take a tick each, and which notes what it was asked. */
function fakeEngine() {
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const engine: Engine = {
    name: 'fake',
    flushesSubnormals: false,
    limits: { buffer: 1, total: 1 },
    async *run({ depth, seed, backward }: Experiment, { signal }: RunOptions = {}) {
      started.push(seed);
      most = Math.max(most, ++running);
      try {
        for (let layer = 0; layer <= depth; layer++) {
          await new Promise((resolve) => setTimeout(resolve, 2));
          signal?.throwIfAborted();
          if (seed === 13) throw new Error('unlucky');
          yield { layer } as LayerReport;
        }
        for (let layer = depth; backward && layer >= 0; layer--) {
          await new Promise((resolve) => setTimeout(resolve, 2));
          yield { layer, gradPost: {} } as LayerReport;
        }
      } finally {
        running--;
      }
    },
    histogram: () => Promise.reject(new Error('none')),
    dispose: () => {},
  };
  return { engine, started, most: () => most };
}

describe('the runner', () => {
  beforeEach(() => {
    vi.stubGlobal('requestAnimationFrame', (f: () => void) => setTimeout(f, 5));
    vi.stubGlobal('cancelAnimationFrame', clearTimeout);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const experiment = (seed: number, changes = {}) =>
    experimentWith(defaultExperiment, { depth: 6, seed, ...changes }) as Experiment;
  const job = (slot: Slot, seed: number, changes = {}): Job => ({
    slot,
    request: {
      experiment: experiment(seed, changes),
      axis: 'log',
      beside: undefined,
      weights: false,
      preview: false,
    },
  });
  const soon = () => new Promise((resolve) => setTimeout(resolve, 4));

  function runner() {
    const fake = fakeEngine();
    const [seen, failed, begun]: [(Run & { slot: Slot })[], string[], Slot[]] = [[], [], []];
    const created = createRunner(fake.engine, {
      begin: (slot) => begun.push(slot),
      progress: (slot, run) => seen.push({ slot, ...run }),
      fail: (_, { message }) => failed.push(message),
    });
    const isDone = (slot: Slot) => seen.findLast((run) => run.slot === slot)?.done === true;
    const ends = (slot: Slot = 'shown') =>
      vi.waitUntil(() => isDone(slot) || failed.length > 0, { interval: 2 });
    return { ...fake, ...created, seen, failed, begun, ends };
  }

  it('shows a run as it grows, and whole at its end', async () => {
    const { want, seen, ends } = runner();
    want([job('shown', 1)]);
    await ends();
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.at(-1)!.reports.map(({ layer }) => layer)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('shows a run as it grows in a page that gets no frames', async () => {
    vi.stubGlobal('requestAnimationFrame', () => 1);
    const { want, seen, ends } = runner();
    // 200 layers of 2 ms or more: longer than a frame is waited for.
    want([job('shown', 1, { depth: 200 })]);
    await ends();
    // The first report, the whole, and at least once between.
    expect(seen.length).toBeGreaterThan(2);
    expect(seen[1]!.reports.length).toBeGreaterThan(1);
    expect(seen[1]!.done).toBe(false);
  });

  it('puts a layer’s second report, with gradients, in the place of its first', async () => {
    const { want, seen, ends } = runner();
    want([job('shown', 1, { backward: true })]);
    await ends();
    const layers = seen.at(-1)!.reports;
    expect(layers.map(({ layer }) => layer)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(layers.every(({ gradPost }) => gradPost)).toBe(true);
    // What was shown before stays as it was.
    const forward = seen.find(({ reports }) => reports.length > 1)!;
    expect(forward.reports.some(({ gradPost }) => gradPost)).toBe(false);
  });

  it('runs one at a time, skips what is superseded, and shows the newest only', async () => {
    const { want, started, seen, most, failed, ends } = runner();
    want([job('shown', 1)]);
    await soon();
    for (const seed of [2, 3, 4]) want([job('shown', seed)]);
    await ends();
    expect(started).toEqual([1, 4]);
    expect(most()).toBe(1);
    expect(seen.at(-1)!.experiment.seed).toBe(4);
    expect(seen.some((run) => [2, 3].includes(run.experiment.seed))).toBe(false);
    expect(failed).toEqual([]);
  });

  it('tells a failure, goes on with the rest, and runs again when asked for another', async () => {
    const { want, started, failed, seen, ends } = runner();
    want([job('shown', 13), job('compared', 2)]);
    await ends('compared').then(() => vi.waitUntil(() => seen.at(-1)?.done));
    expect(failed).toEqual(['unlucky']);
    expect(started).toEqual([13, 2]);
    want([job('shown', 3)]);
    await vi.waitUntil(() => seen.at(-1)?.slot === 'shown' && seen.at(-1)?.done);
    expect(seen.at(-1)!.experiment.seed).toBe(3);
  });

  it('runs what is shown, then what is compared, then other seeds', async () => {
    const { want, started, begun, ends } = runner();
    want([job('shown', 1), job('compared', 2), job('seed 1', 3), job('seed 2', 4)]);
    await ends('seed 2');
    expect(started).toEqual([1, 2, 3, 4]);
    expect(begun).toEqual(['shown', 'compared', 'seed 1', 'seed 2']);
  });

  it('runs nothing again that is there already', async () => {
    const { want, started, holds, ends } = runner();
    want([job('shown', 1), job('seed 1', 2)]);
    expect(holds('shown')).toBe(false);
    await ends('seed 1');
    want([job('shown', 1), job('compared', 5), job('seed 1', 2)]);
    expect([holds('shown'), holds('compared')]).toEqual([true, false]);
    await ends('compared');
    expect(started).toEqual([1, 2, 5]);
    expect(holds('compared')).toBe(true);
  });

  it('leaves another seed’s run for what is seen, and stops what is no longer wanted', async () => {
    const { want, started, seen, ends } = runner();
    want([job('shown', 1), job('seed 1', 2)]);
    await ends();
    await soon();
    want([job('shown', 3), job('seed 1', 4)]);
    await ends('seed 1');
    expect(started).toEqual([1, 2, 3, 4]);
    want([job('shown', 3), job('seed 1', 4), job('seed 2', 5)]);
    await soon();
    want([job('shown', 3)]);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(seen.some(({ slot, done }) => slot === 'seed 2' && done)).toBe(false);
  });

  it('runs errands behind everything else, and begins one again that was interrupted', async () => {
    const { want, measure, started } = runner();
    want([job('shown', 1)]);
    const errand = measure(experiment(7), new AbortController().signal);
    await vi.waitUntil(() => started.includes(7), { interval: 1 });
    want([job('shown', 2)]);
    expect((await errand).length).toBe(7);
    expect(started).toEqual([1, 7, 2, 7]);
  });

  it('gives up an errand that nobody awaits any more, and says so', async () => {
    const { want, measure, started } = runner();
    const controller = new AbortController();
    const errand = measure(experiment(7), controller.signal);
    await soon();
    controller.abort(new Error('enough'));
    await expect(errand).rejects.toThrow('enough');
    await expect(measure(experiment(13), new AbortController().signal)).rejects.toThrow('unlucky');
    want([job('shown', 1)]);
    await vi.waitUntil(() => started.includes(1));
    expect(started).toEqual([7, 13, 1]);
  });
});
