import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lesson, Position, Step } from '../../src/lecture/lesson';
import {
  chapterAt,
  indexOf,
  next,
  plannedMinutes,
  plannedTotal,
  positionsOf,
  previous,
  samePosition,
  start,
  stepAt,
} from '../../src/lecture/positions';

const step = (text: string): Step => ({
  text,
  notes: '',
  experiment: {},
  view: {},
  figure: undefined,
  question: undefined,
  layer: undefined,
  play: false,
});

/** A lesson with so many steps in each chapter, and a chapter's minutes. */
const lessonOf = (chapters: readonly { steps: number; minutes: number }[]): Lesson => ({
  title: 'a lesson',
  chapters: chapters.map(({ steps, minutes }, chapter) => ({
    title: `chapter ${chapter}`,
    minutes,
    steps: Array.from({ length: steps }, (_, i) => step(`${chapter}.${i}`)),
  })),
});

const anyLesson = fc
  .array(fc.record({ steps: fc.integer({ min: 1, max: 5 }), minutes: fc.nat(20) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map(lessonOf);
const anyPlace = anyLesson.chain((lesson) =>
  fc.constantFrom(...positionsOf(lesson)).map((position) => ({ lesson, position })),
);

const lesson = lessonOf([
  { steps: 2, minutes: 4 },
  { steps: 1, minutes: 3 },
  { steps: 4, minutes: 8 },
]);
const at = (chapter: number, step: number): Position => ({ chapter, step });

describe('walking through a lesson', () => {
  it('goes step by step across chapters, and stops at both ends', () => {
    expect(next(lesson, start)).toEqual(at(0, 1));
    expect(next(lesson, at(0, 1))).toEqual(at(1, 0));
    expect(next(lesson, at(1, 0))).toEqual(at(2, 0));
    expect(next(lesson, at(2, 3))).toEqual(at(2, 3));
    expect(previous(lesson, at(2, 0))).toEqual(at(1, 0));
    expect(previous(lesson, at(1, 0))).toEqual(at(0, 1));
    expect(previous(lesson, start)).toEqual(start);
  });

  it('stays where there is no such step', () => {
    expect(indexOf(lesson, at(1, 1))).toBe(-1);
    expect(indexOf(lesson, at(2, 3))).toBe(6);
  });

  it('finds a position’s chapter and step', () => {
    expect(chapterAt(lesson, at(2, 1)).title).toBe('chapter 2');
    expect(stepAt(lesson, at(2, 1)).text).toBe('2.1');
  });

  it('comes back where it was, by whichever way it left', () => {
    fc.assert(
      fc.property(anyPlace, ({ lesson, position }) => {
        const [on, back] = [next(lesson, position), previous(lesson, position)];
        if (!samePosition(on, position)) expect(previous(lesson, on)).toEqual(position);
        if (!samePosition(back, position)) expect(next(lesson, back)).toEqual(position);
      }),
    );
  });

  it('meets every step once, in order', () => {
    fc.assert(
      fc.property(anyLesson, (lesson) => {
        const all = positionsOf(lesson);
        const met = [start];
        while (met.length < all.length) met.push(next(lesson, met.at(-1)!));
        expect(met).toEqual(all);
        expect(met.map((position) => indexOf(lesson, position))).toEqual([...all.keys()]);
        const texts = lesson.chapters.flatMap(({ steps }) => steps.map(({ text }) => text));
        expect(met.map((position) => stepAt(lesson, position).text)).toEqual(texts);
      }),
    );
  });
});

describe('planned time', () => {
  it('is that of all chapters before, and an even share of its own', () => {
    expect(plannedMinutes(lesson, start)).toBe(0);
    expect(plannedMinutes(lesson, at(0, 1))).toBe(2);
    expect(plannedMinutes(lesson, at(2, 0))).toBe(7);
    expect(plannedMinutes(lesson, at(2, 3))).toBe(13);
    expect(plannedTotal(lesson)).toBe(15);
  });

  it('never goes back, and ends below the total', () => {
    fc.assert(
      fc.property(anyPlace, ({ lesson, position }) => {
        const here = plannedMinutes(lesson, position);
        expect(plannedMinutes(lesson, next(lesson, position))).toBeGreaterThanOrEqual(here);
        expect(here).toBeLessThanOrEqual(plannedTotal(lesson));
      }),
    );
  });
});
