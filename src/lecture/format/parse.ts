/** Reads a lesson's files; docs/lesson.md describes the format. */
import { Problem } from '../../model/problem';
import type { Chapter, Lesson, Step } from '../lesson';
import { type Block, blocksOf, Mistake, refuse } from './blocks';
import { checkNames, type Entries, entriesOf } from './entries';
import { stepOf } from './step';
import { emptyStepSetting } from './step-setting';
import { numberOf, textOf } from './values';

/** In characters: a lesson of hours has fewer, and each is read before the first is shown. */
export const LONGEST = 256 * 1024;

const ofLesson = ['lesson'] as const;
const ofChapter = ['chapter', 'minutes'] as const;
const ofStep = ['experiment', 'view', 'figure', 'layer', 'play', 'question'] as const;
export const fields = [...ofLesson, ...ofChapter, ...ofStep];

const LONGEST_CHAPTER = 600;

/** A lesson's file, or one of several. */
export interface File {
  readonly name: string;
  readonly text: string;
}

interface Read {
  readonly block: Block;
  readonly entries: Entries;
}

/** Fields that only some blocks may have, where they are not allowed. */
function refuseFields(entries: Entries, names: readonly string[], sentence: string) {
  for (const name of names) {
    const entry = entries.get(name);
    if (entry) refuse(entry.where, sentence);
  }
}

function chapterOf(blocks: readonly Read[]): Chapter {
  const { entries } = blocks[0]!;
  const minutes = entries.get('minutes');
  const steps: Step[] = [];
  for (const { block, entries } of blocks) {
    steps.push(stepOf(block, entries, steps[0] ?? emptyStepSetting));
  }
  return {
    title: textOf(entries.get('chapter')!),
    minutes: minutes ? numberOf(minutes, [0, LONGEST_CHAPTER]) : 0,
    steps,
  };
}

function lessonOf(files: readonly File[]): Lesson {
  const blocks = files
    .flatMap(({ text, name }) => blocksOf(text, name))
    .map((block): Read => {
      const entries = entriesOf(block.fields, block.file);
      checkNames(entries, 'field', fields);
      return { block, entries };
    });
  const [first, ...others] = blocks as [Read, ...Read[]];
  for (const name of ['lesson', 'chapter'])
    if (!first.entries.has(name)) refuse(first.block, `The first block has no “${name}”.`);
  const chapters: Read[][] = [[first]];
  for (const read of others) {
    const { entries } = read;
    refuseFields(entries, ofLesson, 'Only the first block has the lesson’s title.');
    if (entries.has('chapter')) chapters.push([read]);
    else {
      refuseFields(entries, ofChapter, 'Only a chapter’s first block has its minutes.');
      chapters.at(-1)!.push(read);
    }
  }
  return {
    title: textOf(first.entries.get('lesson')!),
    chapters: chapters.map(chapterOf),
  };
}

/** What is wrong with a file as a whole, if anything is. */
function unreadable({ text, name }: File): string | undefined {
  if (text.length > LONGEST)
    return `${name} is longer than ${LONGEST / 1024} kB, too long for a lesson.`;
  // What was not UTF-8 comes as U+FFFD.
  return /[\0\uFFFD]/.test(text) ? `${name} is not a text in UTF-8.` : undefined;
}

/** A lesson from its files, in their order, or the first mistake in them: file, line and field. */
export function parseFiles(files: readonly File[]): Lesson | Problem {
  for (const file of files) {
    const sentence = unreadable(file);
    if (sentence) return new Problem(sentence);
  }
  try {
    return lessonOf(files);
  } catch (error) {
    if (error instanceof Mistake) return new Problem(error.message);
    throw error;
  }
}

/** A lesson from the text of a single file. */
export const parseLesson = (text: string, name: string) => parseFiles([{ name, text }]);
