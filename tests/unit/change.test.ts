import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSame } from '../../src/model/experiment';
import { isGradient } from '../../src/model/histogram';
import { MAX_PINS } from '../../src/model/pins';
import { latestTime } from '../../src/model/playback';
import { Problem } from '../../src/model/problem';
import { type Change, change, copied, deepest, latest, swapped } from '../../src/state/change';
import { comparedWith, type Eye, isCompared, type Page, startingPage } from '../../src/state/page';
import { made } from './making';
import { changes, eyes, names, pages, roomy, starts, steps, tight } from './pages';

/** For many runs, which take a few seconds where nothing else runs. */
const LONG = 180_000;

const first = startingPage();

/** The page after changes that are all allowed. */
function pageAfter(...list: readonly Change[]): Page {
  return list.reduce<Page>((page, next) => {
    const result = change(page, next, roomy);
    if (result instanceof Problem) throw new Error(result.sentence);
    return result;
  }, first);
}

const refused = (page: Page, next: Change, limits = roomy) => {
  const result = change(page, next, limits);
  return result instanceof Problem ? result.sentence : 'no problem';
};

const relu = made({ activation: 'relu' });
const beside: Change = { view: { comparison: 'beside' } };

describe('A', () => {
  it('is changed by what is named, or not at all', () => {
    const page = pageAfter({ a: { depth: 9 } });
    expect(page).toEqual({ ...first, a: made({ depth: 9 }) });
    expect(refused(page, { a: { depth: 0, seed: 2 } })).toBe(
      'depth 0 is not a whole number from 1 to 200.',
    );
    expect(refused(page, { a: { input: 'digits', widths: [64] } })).toMatch(
      /^Handwritten digits have 784 pixels/,
    );
  });

  it('stays the same object where nothing is new', () => {
    expect(pageAfter({ a: { depth: 50, widths: [784] } })).toBe(first);
  });
});

describe('a gradient', () => {
  const backward: Change = { a: { backward: true } };

  it('needs a backward pass when it is asked for', () => {
    const sentence = 'quantity gradPre needs “backward: true” in the experiment.';
    expect(refused(first, { view: { quantity: 'gradPre' } })).toBe(sentence);
    expect(
      refused(pageAfter(backward), { a: { backward: false }, view: { quantity: 'gradPre' } }),
    ).toBe(sentence);
    expect(pageAfter({ ...backward, view: { quantity: 'gradPre' } }).view.quantity).toBe('gradPre');
  });

  it('goes with the backward pass', () => {
    const page = pageAfter(
      backward,
      { view: { quantity: 'gradWeight' } },
      { a: { backward: false } },
    );
    expect(page.view.quantity).toBe('post');
  });
});

describe('both activations', () => {
  it('are seen of the post-activation alone', () => {
    expect(pageAfter({ view: { both: true } }).view.both).toBe(true);
    expect(pageAfter({ view: { both: true } }, { view: { quantity: 'pre' } }).view.both).toBe(
      false,
    );
  });
});

describe('B', () => {
  it('is at first what A is, and there while two are compared', () => {
    expect(pageAfter(beside).b).toBe(first.a);
    expect(pageAfter({ b: relu, ...beside }, { b: undefined }).b).toBe(first.a);
    expect(pageAfter({ b: relu }).b).toBe(relu);
    expect(comparedWith(pageAfter({ b: relu }))).toBeUndefined();
    expect(pageAfter(beside, { view: { comparison: 'off' } }).b).toBeUndefined();
    expect(pageAfter({ b: relu, ...beside }, { view: { comparison: 'off' } }).b).toBe(relu);
  });

  it('has A’s seed', () => {
    expect(pageAfter({ b: relu }, { a: { seed: 5 } }).b).toEqual(
      made({ activation: 'relu', seed: 5 }),
    );
    expect(pageAfter({ a: { seed: 5 } }, { b: relu }).b?.seed).toBe(5);
  });

  it(
    'is a copy of A, or changes places with it, twice to no effect',
    () => {
      const page = pageAfter({ b: relu, ...beside });
      expect(change(page, copied(page), roomy)).toMatchObject({ a: first.a, b: first.a });
      const once = change(page, swapped(page), roomy) as Page;
      expect([once.a, once.b]).toEqual([relu, first.a]);
      fc.assert(
        fc.property(pages, ({ page }) => {
          const there = change(page, swapped(page), roomy) as Page;
          const back = change(there, swapped(there), roomy) as Page;
          expect(isSame(back.a, page.a)).toBe(true);
          expect(back.b).toEqual(page.b);
        }),
        { numRuns: 300 },
      );
    },
    LONG,
  );
});

describe('pins', () => {
  const pins = (...list: readonly string[]) => list.map((name) => ({ name, experiment: relu }));

  it('are at most four', () => {
    expect(pageAfter({ pins: pins('1', '2', '3', '4') }).pins).toHaveLength(MAX_PINS);
    expect(refused(first, { pins: pins('1', '2', '3', '4', '5') })).toBe(
      '5 pinned runs are too many: at most 4 are allowed.',
    );
  });

  it('have names apart, in one line and of whole characters', () => {
    expect(
      pageAfter({ pins: pins('a', ' a\n', '', '\ud800x') }).pins.map(({ name }) => name),
    ).toEqual(['a', 'a 2', 'pinned run', '\ufffdx']);
    fc.assert(
      fc.property(fc.array(names, { maxLength: MAX_PINS }), (list) => {
        const page = pageAfter({ pins: pins(...list) });
        expect(new Set(page.pins.map(({ name }) => name)).size).toBe(list.length);
        expect(pageAfter({ pins: page.pins }).pins).toEqual(page.pins);
      }),
    );
  });
});

describe('memory', () => {
  const large = made({ batch: 2048 });

  it('is asked of A, of B and of pins', () => {
    expect(refused(first, { a: { batch: 2048 } }, tight)).toMatch(
      /^This experiment needs a buffer/,
    );
    expect(refused(first, { b: large }, tight)).toMatch(/^B: This experiment needs/);
    expect(refused(first, { pins: [{ name: 'x', experiment: large }] }, tight)).toMatch(
      /^Pin “x”: This experiment needs/,
    );
  });

  it('keeps nobody from leaving what a lesser machine cannot hold', () => {
    const pins = [1, 2].map((i) => ({ name: `${i}`, experiment: made({ batch: 2048, seed: i }) }));
    const page = pageAfter({ a: { batch: 2048 }, pins });
    const fewer = change(page, { pins: pins.slice(1) }, tight) as Page;
    expect(fewer.pins).toHaveLength(1);
    expect(refused(fewer, { a: { activation: 'relu' } }, tight)).toMatch(/^This experiment needs/);
    expect(change(fewer, { a: { batch: 64 } }, tight)).toMatchObject({ a: { batch: 64 } });
  });
});

describe('layers', () => {
  it('are selected where there are such', () => {
    const selected = { layer: 40, of: 'a' } as const;
    expect(pageAfter({ selected }).selected).toEqual(selected);
    expect(pageAfter({ selected }, { a: { depth: 40 } }).selected).toEqual(selected);
    expect(pageAfter({ selected }, { a: { depth: 39 } }).selected).toBeUndefined();
    for (const layer of [-1, 1.5, 51, Number.NaN])
      expect(pageAfter({ selected: { layer, of: 'a' } }).selected).toBeUndefined();
  });

  it('are selected of B only while two are compared', () => {
    const selected = { layer: 40, of: 'b' } as const;
    expect(pageAfter({ selected }).selected).toBeUndefined();
    expect(pageAfter(beside, { selected }).selected).toEqual(selected);
    expect(
      pageAfter(beside, { selected }, { view: { comparison: 'off' } }).selected,
    ).toBeUndefined();
    expect(pageAfter(beside, { selected }, { b: made({ depth: 9 }) }).selected).toBeUndefined();
  });

  it('are zoomed at within the deepest that is shown', () => {
    const layers = [30, 50] as const;
    const pin = { name: 'deep', experiment: made({ depth: 60 }) };
    expect(pageAfter({ layers }).layers).toEqual(layers);
    expect(pageAfter({ layers }, { a: { depth: 49 } }).layers).toBeUndefined();
    expect(pageAfter({ pins: [pin] }, { layers: [50, 60] }).layers).toEqual([50, 60]);
    expect(pageAfter({ pins: [pin] }, { layers: [50, 60] }, { pins: [] }).layers).toBeUndefined();
    expect(pageAfter({ b: pin.experiment, ...beside }, { layers: [50, 60] }).layers).toEqual([
      50, 60,
    ]);
    expect(pageAfter({ layers: [1 / 3, 20] }).layers).toEqual([0.33, 20]);
    for (const wrong of [
      [-1, 9],
      [9, 3],
      [3, 3.5],
      [3, 51],
      [3, Number.NaN],
    ] as const)
      expect(pageAfter({ layers: wrong }).layers).toBeUndefined();
  });
});

describe('the eye', () => {
  it('is rounded to what can be seen, once', () => {
    fc.assert(
      fc.property(eyes, (eye) => {
        const page = pageAfter({ eye });
        expect(pageAfter({ eye: page.eye! }).eye).toEqual(page.eye);
        // 4 decimals of an angle, 5 digits of a length, each by half of the last.
        expect(Math.abs(page.eye!.yaw - eye.yaw)).toBeLessThanOrEqual(0.5001e-4);
        expect(Math.abs(page.eye!.distance / eye.distance - 1)).toBeLessThanOrEqual(0.5001e-4);
      }),
    );
  });

  it('is a place that there is', () => {
    const eye: Eye = {
      target: [0, 0, 0],
      yaw: 0,
      pitch: 0,
      distance: 9,
      tangent: 0.25,
      stretch: 1,
    };
    expect(pageAfter({ eye }).eye).toEqual(eye);
    expect(pageAfter({ eye }, { eye: undefined }).eye).toBeUndefined();
    expect(pageAfter({ eye }, { a: { depth: 3 } }).eye).toEqual(eye);
    expect(refused(first, { eye: { ...eye, distance: Number.NaN } })).toBe(
      'The eye’s distance NaN is not a number from 0.001 to 100000.',
    );
    expect(refused(first, { eye: { ...eye, target: [0, 1e9, 0] } })).toMatch(/target y 1000000000/);
  });
});

describe('playback', () => {
  const time = { time: 30, playing: true, speed: 2, loop: true } as const;

  it('begins anew with another A, as fast as it was, and not with another view', () => {
    expect(pageAfter({ time }, { a: { seed: 2 } }).time).toEqual({
      time: undefined,
      playing: false,
      speed: 2,
      loop: true,
    });
    for (const next of [{ view: { camera: 'top' } }, { b: relu }, { a: { seed: 1 } }] as Change[])
      expect(pageAfter({ time }, next).time).toEqual(time);
    expect(pageAfter({ time }, { a: { seed: 2 }, time: { playing: true } }).time).toMatchObject({
      time: 0,
      playing: true,
    });
  });

  it('stands at a time that there is, to a hundredth of a layer', () => {
    expect(pageAfter({ time: { time: 99 } }).time.time).toBe(50);
    expect(pageAfter({ time: { time: 99 } }, { view: { quantity: 'weight' } }).time.time).toBe(49);
    for (const wrong of [-1, Number.NaN])
      expect(pageAfter({ time: { time: wrong } }).time.time).toBe(0);
    expect(pageAfter({ time: { time: 1 / 3 } }).time.time).toBe(0.33);
    expect(pageAfter({ time: { time: 1 / 3, playing: true } }).time.time).toBe(1 / 3);
  });

  it('rests behind the end of the pass where it loops', () => {
    const end = latestTime(50, 'post', true);
    expect(end).toBeGreaterThan(50);
    expect(pageAfter({ time: { time: end, playing: true, loop: true } }).time.time).toBe(end);
    expect(
      pageAfter({ time: { time: end, loop: true } }, { time: { loop: false } }).time.time,
    ).toBe(50);
  });
});

describe('the lesson and what is hidden', () => {
  it('shows the answer to who has guessed', () => {
    const lesson = { chapter: 1, step: 2, revealed: false, guess: undefined };
    expect(pageAfter({ lesson }).lesson).toEqual(lesson);
    expect(pageAfter({ lesson: { ...lesson, guess: 0 } }).lesson).toEqual({
      ...lesson,
      guess: 0,
      revealed: true,
    });
    expect(pageAfter({ lesson }, { lesson: undefined }).lesson).toBeUndefined();
  });

  it('lists parts and rows once each, in the page’s order', () => {
    const page = pageAfter({ hidden: ['chart', 'header', 'chart'], controls: ['axis', 'depth'] });
    expect(page.hidden).toEqual(['header', 'chart']);
    expect(page.controls).toEqual(['depth', 'axis']);
    expect(pageAfter({ controls: [] }).controls).toEqual([]);
    expect(pageAfter({ controls: [] }, { controls: undefined }).controls).toBeUndefined();
  });
});

describe('any change of any page', () => {
  it(
    'leaves a page of which every rule holds, and that nothing changes again',
    () => {
      fc.assert(
        fc.property(pages, steps, ({ page: before }, step) => {
          const page = change(before, step(before), roomy);
          if (page instanceof Problem) return;
          expect(change(page, {}, roomy)).toBe(page);
          expect(change(structuredClone(page) as Page, {}, roomy)).toEqual(page);
          const { a, b, view, pins, layers, selected, time, lesson } = page;
          expect(view.quantity === 'post' || !view.both).toBe(true);
          expect(a.backward || !isGradient(view.quantity)).toBe(true);
          expect(b?.seed ?? a.seed).toBe(a.seed);
          expect(isCompared(page) ? b !== undefined : !b || !isSame(a, b)).toBe(true);
          expect(pins.length).toBeLessThanOrEqual(MAX_PINS);
          expect(layers ? layers[1] : 0).toBeLessThanOrEqual(deepest(page));
          const read = selected?.of === 'b' ? comparedWith(page) : a;
          expect(selected?.layer ?? 0).toBeLessThanOrEqual(read?.depth ?? -1);
          expect(time.time ?? 0).toBeLessThanOrEqual(latest(page));
          expect(lesson?.guess === undefined || lesson.revealed).toBe(true);
        }),
        { numRuns: 500 },
      );
    },
    LONG,
  );

  it(
    'is refused without a trace, or named in the page',
    () => {
      fc.assert(
        fc.property(pages, changes, ({ page }, next) => {
          const before = structuredClone(page);
          const result = change(page, { a: next }, tight);
          expect(page).toEqual(before);
          if (!(result instanceof Problem)) expect(result.a).toMatchObject(next);
        }),
        { numRuns: 300 },
      );
    },
    LONG,
  );

  it('begins where every machine starts', () => {
    for (const start of Object.values(starts))
      expect(change(startingPage(start), { view: { camera: 'top' } }, tight)).not.toBeInstanceOf(
        Problem,
      );
  });
});
