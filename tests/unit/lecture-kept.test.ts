import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Place, placeOf, placeText } from '../../src/lecture/kept';
import { defaultView } from '../../src/model/view';
import { made } from './making';

const place: Place = {
  moment: { position: { chapter: 3, step: 1 }, revealed: true, guess: 2 },
  kept: {
    view: {
      ...defaultView,
      comparison: 'beside',
      seeds: 8,
      both: true,
      theme: 'light',
      scale: 1.5,
    },
    experiment: made({ widths: [1, 536], shape: 'list', inputMean: -0.5, depth: 3 }),
    other: made({ activation: 'relu', depth: 7 }),
  },
  dropped: { name: 'mine.md', text: '---\nlesson: A\n---\n' },
};

const nothing: Place['kept'] = { view: defaultView, experiment: undefined, other: undefined };

describe('the place that a reload goes on from', () => {
  it('is read back as it was written', () => {
    expect(placeOf(placeText(place))).toEqual(place);
    const bare = { ...place, kept: nothing, dropped: undefined };
    expect(placeOf(placeText(bare))).toEqual(bare);
  });

  it.each([
    '',
    '{',
    'null',
    '7',
    '[]',
    '{}',
    '{"moment":{}}',
    // As an older page wrote it.
    '{"position":{"chapter":1,"step":0}}',
    '{"moment":{"position":{"chapter":-1,"step":0}}}',
    '{"moment":{"position":{"chapter":"1","step":0}}}',
    '{"moment":{"position":{"chapter":0.5,"step":0}}}',
  ])('is none in %j', (text) => {
    expect(placeOf(text)).toBeUndefined();
  });

  it('keeps what is right beside what is broken', () => {
    const broken = JSON.parse(placeText(place));
    broken.kept.experiment.scheme = 'he';
    Object.assign(broken.kept.view, { camera: 'below', seeds: '8', both: 'true', scale: 40 });
    broken.kept.other.nonsense = '1';
    broken.dropped = { name: 'mine.md', text: 7 };
    broken.moment.guess = 'b';
    expect(placeOf(JSON.stringify(broken))).toEqual({
      moment: { ...place.moment, guess: undefined },
      kept: {
        view: { ...defaultView, comparison: 'beside', theme: 'light' },
        experiment: undefined,
        other: undefined,
      },
      dropped: undefined,
    });
  });

  it('shows no gradient that is not computed', () => {
    const view = { ...defaultView, quantity: 'gradPost' } as const;
    const of = (backward: boolean) =>
      placeOf(placeText({ ...place, kept: { ...nothing, view, experiment: made({ backward }) } }));
    expect(of(false)?.kept.view.quantity).toBe('post');
    expect(of(true)?.kept.view.quantity).toBe('gradPost');
  });

  it('is a place or none in any text', () => {
    const moment = fc.record({
      position: fc.record({ chapter: fc.nat(3), step: fc.nat(3) }),
      revealed: fc.jsonValue(),
      guess: fc.jsonValue(),
    });
    const any = fc.record({
      moment: fc.oneof(moment, fc.jsonValue()),
      kept: fc.oneof(
        fc.record({ view: fc.jsonValue(), experiment: fc.jsonValue(), other: fc.jsonValue() }),
        fc.jsonValue(),
      ),
      dropped: fc.jsonValue(),
    });
    fc.assert(
      fc.property(any, (value) => {
        const found = placeOf(JSON.stringify(value) ?? '');
        if (found) expect(placeOf(placeText(found))).toEqual(found);
      }),
      { numRuns: 1000 },
    );
  });
});
