/** Positions in a lesson: next and previous across chapters, and the time planned up to each. */
import type { Chapter, Lesson, Position, Step } from './lesson';

export const start: Position = { chapter: 0, step: 0 };

export const samePosition = (a: Position, b: Position) =>
  a.chapter === b.chapter && a.step === b.step;

/** Every step's position, in order. */
export const positionsOf = (lesson: Lesson): Position[] =>
  lesson.chapters.flatMap(({ steps }, chapter) => steps.map((_, step) => ({ chapter, step })));

/** How many steps come before, of `positionsOf(lesson).length`; −1 where there is no such step. */
export const indexOf = (lesson: Lesson, position: Position): number =>
  positionsOf(lesson).findIndex((other) => samePosition(other, position));

const moved = (lesson: Lesson, position: Position, by: 1 | -1): Position =>
  positionsOf(lesson)[indexOf(lesson, position) + by] ?? position;

/** The step after, or this one at the end. */
export const next = (lesson: Lesson, position: Position) => moved(lesson, position, 1);

/** The step before, or this one at the beginning. */
export const previous = (lesson: Lesson, position: Position) => moved(lesson, position, -1);

/** There is one at every position that a lesson has. */
export const chapterAt = (lesson: Lesson, { chapter }: Position): Chapter =>
  lesson.chapters[chapter]!;

/** There is one at every position that a lesson has. */
export const stepAt = (lesson: Lesson, position: Position): Step =>
  chapterAt(lesson, position).steps[position.step]!;

const total = (chapters: readonly Chapter[]) =>
  chapters.reduce((sum, { minutes }) => sum + minutes, 0);

/** Minutes planned for all that comes before a step; a chapter's steps share its time evenly. */
export function plannedMinutes(lesson: Lesson, position: Position): number {
  const { minutes, steps } = chapterAt(lesson, position);
  const before = total(lesson.chapters.slice(0, position.chapter));
  return before + (minutes * position.step) / steps.length;
}

/** Minutes planned for the whole. */
export const plannedTotal = (lesson: Lesson): number => total(lesson.chapters);
