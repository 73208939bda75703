import { signal } from '@preact/signals-core';
import { describe, expect, it } from 'vitest';
import { createComparing } from '../../src/comparing';
import { axisFor, sharedRange } from '../../src/model/axis';
import {
  defaultExperiment,
  type Experiment,
  experimentWith,
  isSame,
} from '../../src/model/experiment';
import { presetExperiment, presetNames } from '../../src/model/presets';
import { defaultView, type View } from '../../src/model/view';
import { keyOf } from '../../src/runner';
import { jobsFor } from '../../src/wanted';

const experiment = (changes: Partial<Experiment> = {}) =>
  experimentWith(defaultExperiment, changes) as Experiment;
const kaiming = { scheme: 'kaiming_normal', activation: 'relu' } as const;
const asked = (changes: Partial<Parameters<typeof jobsFor>[0]> = {}) =>
  jobsFor({
    experiment: experiment(),
    other: undefined,
    view: defaultView,
    dragging: false,
    ...changes,
  });

describe('what is computed', () => {
  it('is one run, unless more is asked for', () => {
    expect(asked().map(({ slot }) => slot)).toEqual(['shown']);
  });

  it('is two on one axis that holds both where two are compared', () => {
    const [a, b] = [experiment(), experiment(kaiming)];
    const [first, second] = asked({ experiment: a, other: b });
    expect(first!.request).toMatchObject({ experiment: a, beside: b, axis: 'log' });
    expect(second!.request).toMatchObject({ experiment: b, beside: a, axis: 'log' });
    const range = sharedRange('log', [a, b], 'post')!;
    expect(range).toEqual(sharedRange('log', [b, a], 'post'));
    for (const of of [a, b]) {
      const own = sharedRange('log', of, 'post')!;
      expect(range.low).toBeLessThanOrEqual(own.low);
      expect(range.high).toBeGreaterThanOrEqual(own.high);
    }
  });

  it('takes other seeds of the same experiment, each but once, and around the largest seed', () => {
    const max = 2 ** 32 - 1;
    const seeds = asked({
      experiment: experiment({ seed: max }),
      view: { ...defaultView, seeds: 8 },
    })
      .slice(1)
      .map(({ request }) => request.experiment.seed);
    expect(seeds).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('does not ask for another seed’s run again because the axis is another', () => {
    const keys = (axis: View['axis']) =>
      asked({ view: { ...defaultView, axis, seeds: 8 } }).map(({ request }) => keyOf(request));
    expect(keys('linear').slice(1)).toEqual(keys('sigma').slice(1));
    expect(keys('linear')[0]).not.toBe(keys('sigma')[0]);
  });

  it('is fewer samples of the one alone while a slider is dragged', () => {
    const jobs = asked({ dragging: true, view: { ...defaultView, seeds: 8 } });
    expect(jobs.map(({ slot }) => slot)).toEqual(['shown']);
    expect(jobs[0]!.request).toMatchObject({ preview: true, experiment: { batch: 32 } });
  });

  it('takes the weights in only where they are shown', () => {
    expect(asked()[0]!.request.weights).toBe(false);
    expect(asked({ view: { ...defaultView, quantity: 'weight' } })[0]!.request.weights).toBe(true);
  });
});

describe('comparing', () => {
  function setting() {
    const a = signal(experiment());
    const view = signal<View>(defaultView);
    const comparing = createComparing(a, view, (next) => {
      a.value = next;
    });
    const compare = () => {
      view.value = { ...view.peek(), comparison: 'ghost' };
    };
    return { a, view, compare, ...comparing };
  }

  it('begins with B as A is, and keeps it while A changes', () => {
    const { a, other, compare } = setting();
    expect(other.value).toBeUndefined();
    compare();
    a.value = experiment(kaiming);
    expect(isSame(other.value!, experiment())).toBe(true);
  });

  it('draws both from the same seed', () => {
    const { a, other, compare } = setting();
    compare();
    a.value = experiment({ ...kaiming, seed: 7 });
    expect(isSame(other.value!, experiment({ seed: 7 }))).toBe(true);
  });

  it('swaps, twice to where it was, and copies', () => {
    const { a, other, compare, swap, copy } = setting();
    compare();
    a.value = experiment({ ...kaiming, seed: 7 });
    swap();
    expect(isSame(a.value, experiment({ seed: 7 }))).toBe(true);
    expect(isSame(other.value!, experiment({ ...kaiming, seed: 7 }))).toBe(true);
    swap();
    expect(isSame(a.value, experiment({ ...kaiming, seed: 7 }))).toBe(true);
    copy();
    expect(isSame(other.value!, a.value)).toBe(true);
  });
});

describe('the automatic axis', () => {
  const axisOf = (changes: Partial<Experiment>) =>
    axisFor('automatic', [experiment(changes)], 'post');

  it.each<[string, Partial<Experiment>, string]>([
    ['explosion', {}, 'log'],
    ['what holds', { scheme: 'lecun_normal' }, 'linear'],
    ['what vanishes with ReLU', { scheme: 'lecun_normal', activation: 'relu' }, 'log'],
    ['Kaiming’s', kaiming, 'linear'],
    // A batch of it alone does not fill float32, but three decades are past any linear axis.
    ['one layer of N(0, 1)', { depth: 1 }, 'log'],
    ['a small input that stays small', { scheme: 'lecun_normal', inputStd: 0.01 }, 'linear'],
  ])('shows %s on the axis that tells it', (_, changes, axis) => {
    expect(axisOf(changes)).toBe(axis);
  });

  it('holds both runs where two are compared', () => {
    const both = [experiment({ scheme: 'lecun_normal' }), experiment()];
    expect(axisFor('automatic', both, 'post')).toBe('log');
    expect(axisFor('linear', both, 'post')).toBe('linear');
  });

  it('is decided for every preset', () => {
    const axes = presetNames.map((name) =>
      axisFor('automatic', [presetExperiment(name, defaultExperiment, 1)], 'post'),
    );
    expect(new Set(axes)).toEqual(new Set(['linear', 'log']));
  });
});
