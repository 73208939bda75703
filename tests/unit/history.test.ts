import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/model/problem';
import { type Change, change } from '../../src/state/change';
import {
  type History,
  isStep,
  MOST_STEPS,
  noHistory,
  recorded,
  redone,
  undone,
  type Way,
} from '../../src/state/history';
import { type Page, startingPage } from '../../src/state/page';
import { made } from './making';
import { pages, roomy, steps, tight } from './pages';

/** For many runs, which take a few seconds where nothing else runs. */
const LONG = 180_000;

const first = startingPage();
const changed = (page: Page, next: Change): Page => {
  const result = change(page, next, roomy);
  if (result instanceof Problem) throw new Error(result.sentence);
  return result;
};

interface Told {
  readonly page: Page;
  readonly history: History;
}
const gone = (page: Page, way: Way | undefined): Told | undefined =>
  way && { page: changed(page, way.change), history: way.history };
const undo = ({ page, history }: Told) => gone(page, undone(history, page));
const redo = ({ page, history }: Told) => gone(page, redone(history, page));

/** What the page does with a change that is one step. */
const stepped = ({ page, history }: Told, next: Change): Told => {
  const after = changed(page, next);
  return { page: after, history: isStep(page, after) ? recorded(history, page) : history };
};

describe('a step', () => {
  const b = made({ activation: 'relu' });
  const eye = {
    target: [0, 0, 0],
    yaw: 0,
    pitch: 0,
    distance: 9,
    tangent: 0.2,
    stretch: 1,
  } as const;

  it.each([
    ['a property', { a: { depth: 3 } }],
    ['B', { b }],
    ['the view', { view: { camera: 'top' } }],
    ['a pin', { pins: [{ name: 'x', experiment: b }] }],
    ['the zoom', { layers: [3, 9] }],
    ['the eye', { eye }],
    ['what is hidden', { hidden: ['chart'] }],
    ['the controls', { controls: [] }],
  ] as [string, Change][])('is %s, and is undone and redone', (_, next) => {
    const there = stepped({ page: first, history: noHistory }, next);
    expect(isStep(first, there.page)).toBe(true);
    expect(isStep(there.page, first)).toBe(true);
    const back = undo(there)!;
    expect(back.page).toEqual(first);
    expect(redo(back)).toEqual(there);
  });

  it.each([
    ['a time', { time: { time: 3, playing: true } }],
    ['a speed', { time: { speed: 4 } }],
    ['a place in the lesson', { lesson: { chapter: 1, step: 1, revealed: true, guess: 3 } }],
    ['a layer that is read', { selected: { layer: 3, of: 'a' } }],
    ['nothing', { a: { depth: 50 } }],
  ] as [string, Change][])('is not %s, which an undo leaves as it is', (_, next) => {
    const page = changed(first, next);
    expect(isStep(first, page)).toBe(false);
    const told = stepped({ page, history: noHistory }, { view: { camera: 'top' } });
    expect(undo(told)?.page).toEqual(page);
  });

  it('is one where a drag passes many values', () => {
    let page = first;
    for (let depth = 49; depth > 40; depth--) page = changed(page, { a: { depth } });
    const told = { page, history: recorded(noHistory, first) };
    expect(undo(told)?.page).toEqual(first);
    expect(undo(undo(told)!)).toBeUndefined();
  });
});

describe('a history', () => {
  it('is empty at first', () => {
    expect(undone(noHistory, first)).toBeUndefined();
    expect(redone(noHistory, first)).toBeUndefined();
  });

  it('keeps the last hundred steps', () => {
    let told: Told = { page: first, history: noHistory };
    for (let seed = 2; seed < MOST_STEPS + 22; seed++) told = stepped(told, { a: { seed } });
    expect(told.history.past).toHaveLength(MOST_STEPS);
    let undos = 0;
    for (let back = undo(told); back; back = undo(back)) {
      told = back;
      undos++;
    }
    expect(undos).toBe(100);
    expect(told.page.a.seed).toBe(21);
    expect(told.history.future).toHaveLength(100);
  });

  it('forgets what was undone at the next step', () => {
    const there = stepped({ page: first, history: noHistory }, { a: { depth: 3 } });
    const other = stepped(undo(there)!, { a: { depth: 4 } });
    expect(redo(other)).toBeUndefined();
    expect(undo(other)?.page).toEqual(first);
  });

  it('ends playback of an experiment that goes, and says what no longer fits', () => {
    const large = changed(first, { a: { batch: 2048 } });
    const small = changed(changed(large, { a: { batch: 8 } }), { time: { time: 9 } });
    const way = undone(recorded(noHistory, large), small)!;
    expect(changed(small, way.change).time.time).toBeUndefined();
    expect(change(small, way.change, tight)).toMatchObject({
      sentence: expect.stringMatching(/^This experiment needs/),
    });
  });

  it(
    'goes all the way back and forth, whatever was done',
    () => {
      fc.assert(
        fc.property(pages, fc.array(steps, { maxLength: 10 }), ({ page }, list) => {
          const been: Page[] = [page];
          let told: Told = { page, history: noHistory };
          for (const step of list) {
            const after = change(told.page, step(told.page), roomy);
            if (after instanceof Problem || !isStep(told.page, after)) continue;
            told = { page: after, history: recorded(told.history, told.page) };
            been.push(after);
          }
          for (const before of been.slice(0, -1).reverse()) {
            told = undo(told)!;
            expect(isStep(told.page, before)).toBe(false);
          }
          expect(undo(told)).toBeUndefined();
          for (const next of been.slice(1)) {
            told = redo(told)!;
            expect(isStep(told.page, next)).toBe(false);
          }
          expect(redo(told)).toBeUndefined();
        }),
        { numRuns: 300 },
      );
    },
    LONG,
  );
});
