import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createResults } from '../../src/app/results';
import type { Engine, RunOptions } from '../../src/engine/engine';
import { Queue } from '../../src/engine/queue';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import type { LayerReport } from '../../src/model/report';
import { change } from '../../src/state/change';
import { type Page, startingPage } from '../../src/state/page';
import { keyOf, otherSeeds, type Request, type Run, requestsOf } from '../../src/state/requests';
import { until } from '../until';
import { roomy } from './pages';

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

describe('the queue', () => {
  beforeEach(() => {
    vi.stubGlobal('requestAnimationFrame', (f: () => void) => setTimeout(f, 5));
    vi.stubGlobal('cancelAnimationFrame', clearTimeout);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const experiment = (seed: number, changes = {}) =>
    experimentWith(defaultExperiment, { depth: 6, seed, ...changes }) as Experiment;
  const request = (store: Request['store'], seed: number, changes = {}): Request => ({
    experiment: experiment(seed, changes),
    ranges: undefined,
    weights: false,
    store,
    preview: false,
  });
  const soon = () => new Promise((resolve) => setTimeout(resolve, 4));

  function queue(throws: () => void = () => {}) {
    const fake = fakeEngine();
    const [seen, failed, begun, faults]: [Run[], string[], string[], unknown[]] = [[], [], [], []];
    const results = createResults();
    const made = new Queue(fake.engine, {
      holds: results.holds,
      begin: ({ store }) => begun.push(store),
      progress(run) {
        results.take(run);
        seen.push(run);
        throws();
      },
      fail: (_, { message }) => failed.push(message),
      fault: (error) => faults.push(error),
    });
    const isDone = (seed: number) =>
      seen.some(({ experiment, done }) => experiment.seed === seed && done);
    const ends = (seed: number) => until(() => isDone(seed) || failed.length > 0, 2);
    const want = (requests: readonly Request[]) => made.want(requests);
    const measure = made.measure.bind(made);
    return {
      ...fake,
      queue: made,
      want,
      measure,
      results,
      seen,
      failed,
      begun,
      faults,
      ends,
      isDone,
    };
  }

  it('shows a run as it grows, and whole at its end', async () => {
    const { want, seen, ends } = queue();
    want([request('a', 1)]);
    await ends(1);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.at(-1)!.reports.map(({ layer }) => layer)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('shows a run as it grows in a page that gets no frames', async () => {
    vi.stubGlobal('requestAnimationFrame', () => 1);
    const { want, seen, ends } = queue();
    // 200 layers of 2 ms or more: longer than a frame is waited for.
    want([request('a', 1, { depth: 200 })]);
    await ends(1);
    // The first report, the whole, and at least once between.
    expect(seen.length).toBeGreaterThan(2);
    expect(seen[1]!.reports.length).toBeGreaterThan(1);
    expect(seen[1]!.done).toBe(false);
  });

  it('puts a layer’s second report, with gradients, in the place of its first', async () => {
    const { want, seen, ends } = queue();
    want([request('a', 1, { backward: true })]);
    await ends(1);
    const layers = seen.at(-1)!.reports;
    expect(layers.map(({ layer }) => layer)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(layers.every(({ gradPost }) => gradPost)).toBe(true);
    // What was shown before stays as it was.
    const forward = seen.find(({ reports }) => reports.length > 1)!;
    expect(forward.reports.some(({ gradPost }) => gradPost)).toBe(false);
  });

  it('runs one at a time, skips what is superseded, and shows the newest only', async () => {
    const { want, started, seen, most, failed, ends } = queue();
    want([request('a', 1)]);
    await soon();
    for (const seed of [2, 3, 4]) want([request('a', seed)]);
    await ends(4);
    expect(started).toEqual([1, 4]);
    expect(most()).toBe(1);
    expect(seen.at(-1)!.experiment.seed).toBe(4);
    expect(seen.some((run) => [2, 3].includes(run.experiment.seed))).toBe(false);
    expect(failed).toEqual([]);
  });

  it('tells a failure, goes on with the rest, and runs again when asked for another', async () => {
    const { want, started, failed, seen, isDone } = queue();
    want([request('a', 13), request('b', 2)]);
    await until(() => seen.at(-1)?.done);
    expect(failed).toEqual(['unlucky']);
    expect(started).toEqual([13, 2]);
    want([request('a', 3)]);
    await until(() => isDone(3));
    expect(seen.at(-1)!.experiment.seed).toBe(3);
  });

  it('runs what is shown, then what is compared, then other seeds', async () => {
    const { want, started, begun, ends } = queue();
    want([request('a', 1), request('b', 2), request('unseen', 3), request('unseen', 4)]);
    await ends(4);
    expect(started).toEqual([1, 2, 3, 4]);
    expect(begun).toEqual(['a', 'b', 'unseen', 'unseen']);
  });

  it('runs nothing again that is there already', async () => {
    const { want, started, results, ends } = queue();
    const [a, b, other] = [request('a', 1), request('b', 5), request('unseen', 2)];
    want([a, other]);
    expect(results.holds(a)).toBe(false);
    await ends(2);
    want([a, b, other]);
    expect([results.holds(a), results.holds(b)]).toEqual([true, false]);
    await ends(5);
    expect(started).toEqual([1, 2, 5]);
    expect(results.holds(b)).toBe(true);
  });

  it('runs again what is there, but not in the store that a picture is to draw from', async () => {
    const { want, started, ends } = queue();
    want([request('unseen', 1)]);
    await ends(1);
    want([request('a', 1), request('unseen', 1)]);
    await until(() => started.length === 2);
    expect(started).toEqual([1, 1]);
  });

  it('leaves another seed’s run for what is seen, and stops what is no longer wanted', async () => {
    const { want, started, isDone, ends } = queue();
    want([request('a', 1), request('unseen', 2)]);
    await ends(1);
    await soon();
    want([request('a', 3), request('unseen', 4)]);
    await ends(4);
    expect(started).toEqual([1, 2, 3, 4]);
    want([request('a', 3), request('unseen', 4), request('unseen', 5)]);
    await soon();
    want([request('a', 3)]);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(isDone(5)).toBe(false);
  });

  it('goes on where a listener throws, and tells that it did', async () => {
    let throws = true;
    const { want, faults, failed, isDone } = queue(() => {
      if (throws) throw new Error('a chart');
    });
    want([request('a', 1), request('b', 2)]);
    await until(() => isDone(2));
    // It is no failure of the run, which is there all the same.
    expect(failed).toEqual([]);
    expect(faults[0]).toMatchObject({ message: 'a chart' });
    throws = false;
    want([request('a', 3)]);
    await until(() => isDone(3));
  });

  it('tells whoever waits when it is closed, and runs nothing more', async () => {
    const { queue: closed, want, measure, started, seen } = queue();
    want([request('a', 1)]);
    const waits = measure(experiment(7), new AbortController().signal);
    await soon();
    closed.close();
    await expect(waits).rejects.toThrow('gone');
    await expect(measure(experiment(8), new AbortController().signal)).rejects.toThrow('gone');
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(started).toEqual([1]);
    expect(seen.some(({ done }) => done)).toBe(false);
  });

  it('runs measurements behind everything else, and begins one again that was interrupted', async () => {
    const { want, measure, started } = queue();
    want([request('a', 1)]);
    const measurement = measure(experiment(7), new AbortController().signal);
    await until(() => started.includes(7), 1);
    want([request('a', 2)]);
    expect((await measurement).length).toBe(7);
    expect(started).toEqual([1, 7, 2, 7]);
  });

  it('gives up a measurement that nobody awaits any more, and says so', async () => {
    const { want, measure, started } = queue();
    const controller = new AbortController();
    const measurement = measure(experiment(7), controller.signal);
    await soon();
    controller.abort(new Error('enough'));
    await expect(measurement).rejects.toThrow('enough');
    await expect(measure(experiment(13), new AbortController().signal)).rejects.toThrow('unlucky');
    want([request('a', 1)]);
    await until(() => started.includes(1));
    expect(started).toEqual([7, 13, 1]);
  });
});

describe('a page’s runs', () => {
  beforeEach(() => {
    vi.stubGlobal('requestAnimationFrame', (f: () => void) => setTimeout(f, 5));
    vi.stubGlobal('cancelAnimationFrame', clearTimeout);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  /** A page whose requests are run, and what has been run for it by now. */
  function lab() {
    const { engine, started } = fakeEngine();
    const results = createResults();
    const queue = new Queue(engine, {
      holds: results.holds,
      begin: () => {},
      progress: results.take,
      fail: (_, error) => expect.fail(error.message),
      fault: (error) => expect.fail(String(error)),
    });
    let page: Page = startingPage(experimentWith(defaultExperiment, { depth: 3 }) as Experiment);
    const set = async (next: Parameters<typeof change>[1], dragged?: Experiment) => {
      page = change(page, next, roomy) as Page;
      const wanted = requestsOf(page, dragged);
      results.want(wanted);
      queue.want(wanted);
      await until(() => wanted.every(results.holds), 2);
      return started.splice(0).length;
    };
    const band = () => otherSeeds(page).filter((one) => results.of(one)).length;
    return { set, band, results, page: () => page };
  }

  it('bring a band back that was there before, and run nothing for it', async () => {
    const { set, band } = lab();
    expect(await set({ view: { seeds: 8 } })).toBe(8);
    expect(band()).toBe(7);
    expect(await set({ view: { seeds: 1 } })).toBe(0);
    expect(await set({ view: { seeds: 8 } })).toBe(0);
    expect(band()).toBe(7);
  });

  it('leave B alone where A alone changes, or is dragged', async () => {
    const { set, page } = lab();
    await set({ a: { scheme: 'lecun_normal' } });
    expect(await set({ view: { comparison: 'beside' } })).toBe(1);
    const before = page().a;
    // Of the same axis: ±4 of the input.
    expect(await set({ a: { activation: 'tanh' } })).toBe(1);
    // Far beyond it; a preview has fewer samples.
    expect(await set({ a: { std: 0.5, scheme: 'normal' } }, before)).toBe(1);
    expect(page().b?.activation).toBe('identity');
    // The hand lets go: both are counted on the axis that holds them.
    expect(await set({})).toBe(2);
  });

  it('need none for a pin of what has been seen', async () => {
    const { set, page } = lab();
    await set({});
    const pins = [{ name: 'one', experiment: page().a }];
    expect(await set({ pins })).toBe(0);
    expect(await set({ a: { seed: 9 } })).toBe(1);
    // By its key, not by what object it is: a link's pin is another one.
    const again = experimentWith(pins[0]!.experiment, {}) as Experiment;
    expect(await set({ pins: [{ name: 'two', experiment: again }] })).toBe(0);
  });

  it('are kept within a bound, those that are wanted last of all', async () => {
    const results = createResults();
    const run = (seed: number): Run => ({
      experiment: experimentWith(defaultExperiment, { seed }) as Experiment,
      ranges: undefined,
      weights: false,
      store: 'unseen',
      preview: false,
      reports: Array.from({ length: 201 }, (_, layer) => ({ layer }) as LayerReport),
      done: true,
    });
    results.take(run(0));
    for (let seed = 1; seed < 200; seed++) {
      results.want([run(0)]);
      results.take(run(seed));
    }
    const kept = Array.from({ length: 200 }, (_, seed) => results.of(run(seed).experiment));
    const layers = kept.reduce((sum, found) => sum + (found?.reports.length ?? 0), 0);
    expect(layers).toBeLessThanOrEqual(10_000);
    // As many as fit, and no fewer.
    expect(layers).toBeGreaterThan(10_000 - 201);
    expect(kept[0]).toBeDefined();
    expect(kept[1]).toBeUndefined();
    expect(kept.at(-1)).toBeDefined();
  });

  it('have one key for whatever computes the same', () => {
    const again = experimentWith(defaultExperiment, {}) as Experiment;
    expect(again).not.toBe(defaultExperiment);
    expect(keyOf(again)).toBe(keyOf(defaultExperiment));
    expect(keyOf(experimentWith(again, { seed: 2 }) as Experiment)).not.toBe(keyOf(again));
  });
});
