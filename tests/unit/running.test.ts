import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine, RunOptions } from '../../src/engine/engine';
import { Pacer } from '../../src/engine/webgpu/pacer';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import type { LayerReport } from '../../src/model/report';
import { createRunner, type Run } from '../../src/runner';

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

  const request = (seed: number, changes = {}) => ({
    experiment: experimentWith(defaultExperiment, { depth: 6, seed, ...changes }) as Experiment,
    axis: 'log' as const,
    preview: false,
  });

  function runner() {
    const fake = fakeEngine();
    const [shown, failed]: [Run[], string[]] = [[], []];
    const created = createRunner(fake.engine, {
      progress: (run) => shown.push(run),
      fail: ({ message }) => failed.push(message),
    });
    const ends = () => vi.waitUntil(() => shown.at(-1)?.done || failed.length > 0);
    return { ...fake, ...created, shown, failed, ends };
  }

  it('shows a run as it grows, and whole at its end', async () => {
    const { start, shown, ends } = runner();
    start(request(1));
    await ends();
    expect(shown.length).toBeGreaterThan(1);
    expect(shown.at(-1)!.reports.map(({ layer }) => layer)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('puts a layer’s second report, with gradients, in the place of its first', async () => {
    const { start, shown, ends } = runner();
    start(request(1, { backward: true }));
    await ends();
    const layers = shown.at(-1)!.reports;
    expect(layers.map(({ layer }) => layer)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(layers.every(({ gradPost }) => gradPost)).toBe(true);
    // What was shown before stays as it was.
    const forward = shown.find(({ reports }) => reports.length > 1)!;
    expect(forward.reports.some(({ gradPost }) => gradPost)).toBe(false);
  });

  it('runs one at a time, skips what is superseded, and shows the newest only', async () => {
    const { start, started, shown, most, failed, ends } = runner();
    start(request(1));
    await new Promise((resolve) => setTimeout(resolve, 4));
    for (const seed of [2, 3, 4]) start(request(seed));
    await ends();
    expect(started).toEqual([1, 4]);
    expect(most()).toBe(1);
    expect(shown.at(-1)!.experiment.seed).toBe(4);
    expect(shown.some(({ experiment }) => [2, 3].includes(experiment.seed))).toBe(false);
    expect(failed).toEqual([]);
  });

  it('tells a failure, and runs again afterwards', async () => {
    const { start, failed, shown, ends } = runner();
    start(request(13));
    await ends();
    expect(failed).toEqual(['unlucky']);
    start(request(2));
    await vi.waitUntil(() => shown.at(-1)?.done);
    expect(shown.at(-1)!.experiment.seed).toBe(2);
  });
});
