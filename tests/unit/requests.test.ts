import { describe, expect, it } from 'vitest';
import { axisFor, linearRange } from '../../src/model/axis';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { presetExperiment, presetNames } from '../../src/model/presets';
import { defaultView, type View } from '../../src/model/view';
import { type Page, startingPage } from '../../src/state/page';
import { requestsOf } from '../../src/state/requests';

const experiment = (changes: Partial<Experiment> = {}) =>
  experimentWith(defaultExperiment, changes) as Experiment;
const kaiming = { scheme: 'kaiming_normal', activation: 'relu' } as const;
const viewed = (view: Partial<View>): View => ({ ...defaultView, ...view });
const asked = (changes: Partial<Page> = {}, dragged?: Experiment) =>
  requestsOf({ ...startingPage(), ...changes }, dragged);

describe('what is computed', () => {
  it('is one run, unless more is asked for', () => {
    expect(asked().map(({ store }) => store)).toEqual(['a']);
    // B waits while nothing is compared.
    expect(asked({ b: experiment(kaiming) })).toHaveLength(1);
  });

  it('is two on one axis that holds both where two are compared', () => {
    const [a, b] = [experiment(), experiment(kaiming)];
    const [first, second] = asked({ a, b, view: viewed({ comparison: 'beside' }) });
    expect([first!.experiment, second!.experiment]).toEqual([a, b]);
    expect(first!.ranges).toEqual(second!.ranges);
    // One of them explodes; the logarithmic bins hold everything as they are.
    expect(first!.ranges!.post).toEqual({ kind: 'log' });
  });

  it('is two on a linear axis as wide as the wider one needs', () => {
    const [a, b] = [experiment({ ...kaiming, inputStd: 3 }), experiment(kaiming)];
    const view = viewed({ comparison: 'beside', axis: 'linear' });
    const [first, second] = asked({ a, b, view });
    expect(first!.ranges).toEqual(second!.ranges);
    expect(first!.ranges!.post).toEqual(linearRange([a], 'post'));
  });

  it('is not another run because theory says something else of the decades', () => {
    const ranges = (std: number) =>
      asked({ a: experiment({ std }), view: viewed({ axis: 'log' }) })[0]!.ranges;
    expect(ranges(2)).toEqual(ranges(1));
  });

  it('takes other seeds of the same experiment, each but once, and around the largest seed', () => {
    const seeds = asked({ a: experiment({ seed: 2 ** 32 - 1 }), view: viewed({ seeds: 8 }) })
      .slice(1)
      .map(({ experiment }) => experiment.seed);
    expect(seeds).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('does not ask for another seed’s run again because the axis is another', () => {
    const of = (axis: View['axis']) => asked({ view: viewed({ axis, seeds: 8 }) });
    expect(of('linear').slice(1)).toEqual(of('sigma').slice(1));
    expect(of('linear')[0]).not.toEqual(of('sigma')[0]);
  });

  it('asks for nothing else where another quantity of the same run is shown', () => {
    const run = (quantity: View['quantity']) =>
      asked({ a: experiment({ ...kaiming, backward: true }), view: viewed({ quantity }) });
    for (const quantity of ['gradPost', 'gradWeight'] as const)
      expect(run(quantity)[0]!.ranges!.post).toEqual(run('post')[0]!.ranges!.post);
  });

  it('is fewer samples of A alone while a slider is dragged', () => {
    const requests = asked({ view: viewed({ seeds: 8 }) }, experiment({ depth: 3 }));
    expect(requests.map(({ store }) => store)).toEqual(['a']);
    expect(requests[0]).toMatchObject({ preview: true, experiment: { batch: 32 } });
  });

  it('takes the weights in only where they are shown', () => {
    expect(asked()[0]!.weights).toBe(false);
    expect(asked({ view: viewed({ quantity: 'weight' }) })[0]!.weights).toBe(true);
  });

  it('takes in what is pinned', () => {
    const pins = [{ name: 'one', experiment: experiment(kaiming) }];
    expect(asked({ pins })[1]).toMatchObject({ experiment: pins[0]!.experiment, store: 'unseen' });
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
