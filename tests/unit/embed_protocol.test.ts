import { describe, expect, it } from 'vitest';
import type { EmbedHost } from '../../src/embed/host';
import { createProtocol, marked, type Report } from '../../src/embed/protocol';
import { createTeller, plainLayer } from '../../src/embed/reports';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { figureIn, figureNames } from '../../src/model/figures';
import { Problem } from '../../src/model/problem';
import type { LayerReport } from '../../src/model/report';
import { defaultView } from '../../src/model/view';
import type { Run } from '../../src/state/requests';

const experiment = (changes: object) =>
  experimentWith(defaultExperiment, { widths: [8], depth: 3, batch: 4, ...changes }) as Experiment;

async function reportsOf(one: Experiment): Promise<LayerReport[]> {
  const reports: LayerReport[] = [];
  for await (const report of createCpuEngine().run(one)) reports[report.layer] = report;
  return reports;
}

const runOf = (one: Experiment, reports: readonly LayerReport[], done: boolean): Run => ({
  experiment: one,
  ranges: undefined,
  weights: false,
  store: 'a',
  preview: false,
  reports,
  done,
});

const begun = experiment({});

/** A lab that keeps what it is told to do. */
function lab(changes: Partial<EmbedHost> = {}) {
  const done: unknown[] = [];
  const told: Report[] = [];
  let hear: ((run: Run) => void) | undefined;
  const host: EmbedHost = {
    problems: [],
    experiment: () => begun,
    start: () => begun,
    standing: () => ({
      experiment: begun,
      view: defaultView,
      machine: 'CPU',
      failure: undefined,
    }),
    measure: async () => ({ experiment: begun, reports: [] }),
    watch: () => {},
    link: () => 'depth=3&v=1',
    setLink: (text) => {
      done.push(['link', text]);
      return [];
    },
    setExperiment: (values) => void done.push(['experiment', values]),
    change: (changed) => void done.push(['change', changed]),
    play: (changed) => void done.push(['play', changed]),
    step: (by) => void done.push(['step', by]),
    ended: async () => runOf(begun, [], true),
    follow(given, signal) {
      hear = given;
      signal.addEventListener('abort', () => {
        if (hear === given) hear = undefined;
      });
    },
    picture: async () => undefined,
    ...changes,
  };
  const life = new AbortController();
  const answer = createProtocol(host, (report) => told.push(report), life.signal);
  const ask = (said: object) => answer({ initscope: 1, ...said });
  return { done, told, answer, ask, end: () => life.abort(), hear: (run: Run) => hear?.(run) };
}

const set = { experiment: { ...begun }, link: 'depth=3&v=1' };

describe('an answer', () => {
  it('carries the id of its message, whatever else was in its place', async () => {
    const { ask } = lab();
    expect(await ask({ kind: 'hello', id: 7 })).toEqual({
      id: 7,
      kind: 'answer',
      ok: true,
      versions: [1],
      ...set,
    });
    expect(await ask({ kind: 'hello' })).not.toHaveProperty('id');
    expect(await ask({ kind: 'nothing', id: 'x' })).toMatchObject({ id: 'x', ok: false });
    expect(await ask({ kind: 'hello', id: { toString: 'x' } })).not.toHaveProperty('id');
  });

  it('to an unknown version says which are spoken, and nothing is done', async () => {
    const { answer, done } = lab();
    for (const version of [2, 0, '1', null, undefined, 1.5, { a: 1 }]) {
      const said = await answer({
        initscope: version,
        id: 4,
        kind: 'change',
        experiment: { gain: 2 },
      });
      expect(said).toMatchObject({ id: 4, kind: 'answer', ok: false, versions: [1] });
      expect(said.problem).toMatch(/^This lab speaks version 1 of its messages, and this one says/);
    }
    expect(done).toEqual([]);
    expect(marked({ kind: 'ready' })).toEqual({ initscope: 1, kind: 'ready' });
  });

  it('to a wrong message says what is wrong, and nothing is done', async () => {
    const { ask, done } = lab();
    expect(await ask({ kind: 'change', experiment: { gain: 2 }, view: { camera: 'up' } })).toEqual({
      kind: 'answer',
      ok: false,
      problem:
        'A “change” message’s “view.camera” is “up”, and not one of threeQuarter, front, side, top.',
    });
    expect(done).toEqual([]);
  });

  it('to what a lab throws is a sentence, too', async () => {
    const { ask } = lab({
      picture: () => Promise.reject(new Error('no memory')),
    });
    expect(await ask({ kind: 'picture' })).toMatchObject({
      ok: false,
      problem: 'The lab could not do it: no memory',
    });
  });
});

describe('a message', () => {
  it.each<[object, unknown]>([
    [{ kind: 'set', link: 'depth=4' }, ['link', 'depth=4']],
    [{ kind: 'set', experiment: { depth: 4 } }, ['experiment', { depth: 4 }]],
    [
      { kind: 'change', experiment: { depth: 4 }, view: { camera: 'top' } },
      ['change', { experiment: { depth: 4 }, view: { camera: 'top' } }],
    ],
    [{ kind: 'step' }, ['step', 1]],
    [{ kind: 'step', by: -1 }, ['step', -1]],
    [{ kind: 'play' }, ['play', {}]],
    [{ kind: 'play', playing: false, time: 2 }, ['play', { playing: false, time: 2 }]],
  ])('does what it says and answers what is set: %j', async (said, expected) => {
    const { ask, done } = lab();
    expect(await ask(said)).toEqual({ kind: 'answer', ok: true, ...set });
    expect(done).toEqual([expected]);
  });

  it('that the lab refuses is answered with its sentence', async () => {
    const problem = new Problem('depth 5000 is not a whole number from 1 to 200.');
    const { ask } = lab({ change: () => problem, setExperiment: () => problem });
    for (const said of [
      { kind: 'change', experiment: { depth: 5000 } },
      { kind: 'set', experiment: { depth: 5000 } },
      { kind: 'run', experiment: { depth: 5000 } },
    ])
      expect(await ask(said)).toEqual({ kind: 'answer', ok: false, problem: problem.sentence });
  });

  it('“set” with a link tells which of its values were refused', async () => {
    const { ask } = lab({ setLink: () => ['depth “x” is no number.'] });
    expect(await ask({ kind: 'set', link: 'depth=x' })).toMatchObject({
      ok: true,
      problems: ['depth “x” is no number.'],
    });
  });

  it('“run” changes what it says first, and is answered with every layer, or why there are none', async () => {
    const reports = await reportsOf(begun);
    const { ask, done } = lab({ ended: async () => runOf(begun, reports, true) });
    const said = await ask({
      kind: 'run',
      experiment: { seed: 2 },
      figures: ['variance'],
      quantities: ['post'],
    });
    expect(done).toEqual([['change', { experiment: { seed: 2 } }]]);
    expect(said.layers).toEqual(
      reports.map(({ layer, fanIn, units, post }) => ({
        layer,
        fanIn,
        units,
        post: { variance: post.variance },
      })),
    );
    const failing = lab({ ended: async () => new Problem('It failed.') });
    expect(await failing.ask({ kind: 'run' })).toMatchObject({ ok: false, problem: 'It failed.' });
  });

  it('“picture” without a picture says so', async () => {
    expect((await lab().ask({ kind: 'picture' })).problem).toMatch(/^There is no picture/);
  });
});

describe('a subscription', () => {
  it('tells each layer once as it comes, with the subscription’s id, until another takes its place', async () => {
    const reports = await reportsOf(begun);
    const { ask, hear, told, end } = lab();
    expect(await ask({ kind: 'subscribe', id: 'first', figures: ['mean'] })).toEqual({
      id: 'first',
      kind: 'answer',
      ok: true,
    });
    hear(runOf(begun, reports.slice(0, 2), false));
    hear(runOf(begun, reports, false));
    hear(runOf(begun, reports, true));
    expect(
      told.map(({ run, done, layers }) => [run, done, layers.map(({ layer }) => layer)]),
    ).toEqual([
      [1, false, [0, 1]],
      [1, false, [2, 3]],
      [1, true, []],
    ]);
    expect(told.every(({ kind, id }) => kind === 'report' && id === 'first')).toBe(true);
    expect(told[0]!.layers[0]).toEqual({
      layer: 0,
      fanIn: reports[0]!.fanIn,
      units: 8,
      pre: { mean: reports[0]!.pre.mean },
      post: { mean: reports[0]!.post.mean },
    });

    await ask({ kind: 'subscribe', id: 'second' });
    hear(runOf(experiment({ seed: 2 }), reports.slice(0, 1), false));
    expect(told.at(-1)).toMatchObject({ id: 'second', run: 1, experiment: { seed: 2 } });
    await ask({ kind: 'unsubscribe' });
    hear(runOf(begun, reports, true));
    expect(told).toHaveLength(4);

    await ask({ kind: 'subscribe' });
    end();
    hear(runOf(begun, reports, true));
    expect(told).toHaveLength(4);
  });

  it('counts runs, and tells again a layer whose gradients have come', async () => {
    const backward = experiment({ backward: true });
    const reports = await reportsOf(backward);
    const { gradPre, gradPost, gradWeight, ...forward } = reports[2]!;
    const tell = createTeller({ figures: ['variance'] });
    expect(tell(runOf(backward, reports.slice(0, 2), false)).run).toBe(1);
    const next = tell(runOf(backward, [...reports.slice(0, 2), forward], false));
    expect(next.layers).toHaveLength(1);
    expect(next.layers[0]).not.toHaveProperty('gradPre');
    const last = tell(runOf(backward, reports, true));
    expect(last.layers.map(({ layer }) => layer)).toEqual([2, 3]);
    expect(last.layers[0]!.gradPre!.variance).toBe(gradPre!.variance);
    expect(tell(runOf(begun, [], false))).toMatchObject({ run: 2, layers: [] });
  });
});

describe('figures as plain data', () => {
  it('are every figure that the table has, and JSON keeps them', async () => {
    const broken = experiment({ std: 10, depth: 50 });
    for (const report of await reportsOf(broken)) {
      const layer = plainLayer(report);
      expect(JSON.parse(JSON.stringify(layer))).toEqual(layer);
      for (const quantity of ['pre', 'post'] as const)
        for (const name of figureNames) {
          const value = figureIn(name, report, quantity);
          expect(Number(layer[quantity]![name])).toBe(value);
        }
    }
    // Numbers that JSON has no form for were among them.
    const texts = (await reportsOf(broken)).flatMap((report) =>
      Object.values(plainLayer(report).post!).filter((value) => typeof value === 'string'),
    );
    expect(texts).toContain('NaN');
  });
});
