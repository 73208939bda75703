/** Lesson files as tests write them, and what is read from them. */
import { parseLesson } from '../../src/lecture/format/parse';
import type { Lesson } from '../../src/lecture/lesson';
import { Problem } from '../../src/model/problem';

/** A file of blocks, each its fields and its text. */
export const file = (...blocks: [fields: string, text?: string][]) =>
  blocks.map(([fields, text = 'Text.']) => `---\n${fields}\n---\n${text}\n`).join('');

export const HEAD = 'lesson: A lesson\nchapter: A chapter';

export function lessonOf(text: string): Lesson {
  const lesson = parseLesson(text, 'mine.md');
  if (lesson instanceof Problem) throw new Error(lesson.sentence);
  return lesson;
}

export const stepsOf = (text: string) => lessonOf(text).chapters.flatMap(({ steps }) => steps);

export function sentenceOf(text: string): string {
  const result = parseLesson(text, 'mine.md');
  return result instanceof Problem ? result.sentence : 'no problem';
}

/** What is wrong with one step: its fields, from line 4 on. */
export const wrong = (fields: string, text?: string) =>
  sentenceOf(file([`${HEAD}\n${fields}`, text]));
