/** What a reload needs to continue a lecture. An older version of the page may have written it. */
import { store, stored } from '../dom/storage';
import type { Problem } from '../model/problem';
import { isRecord, isText } from './checks';
import { loadLesson } from './format/load';
import { parseLesson } from './format/parse';
import { LESSON_PARAMETER, PLACE_KEY } from './host';
import type { Lesson } from './lesson';

export interface SavedLecture {
  /** The page as it is, or as it was when the lecture was left. */
  readonly link: string;
  /** A lesson that was dropped on the page: no address leads to it. */
  readonly dropped: { readonly name: string; readonly text: string } | undefined;
}

/** Reads what `saveLecture` wrote; undefined for any other text. */
export function savedLectureOf(text: string): SavedLecture | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(read) || !isText(read.link)) return undefined;
  const { link, dropped } = read;
  const isLesson = isRecord(dropped) && isText(dropped.name) && isText(dropped.text);
  return { link, dropped: isLesson ? (dropped as SavedLecture['dropped']) : undefined };
}

export const saveLecture = (saved: SavedLecture): void => store(PLACE_KEY, JSON.stringify(saved));

/** What was saved. What cannot be read is deleted, so that it fails only once. */
export function savedLecture(): SavedLecture | undefined {
  const text = stored(PLACE_KEY);
  const saved = text === undefined ? undefined : savedLectureOf(text);
  if (!saved) forgetLecture();
  return saved;
}

/** The lesson to begin with, if it is another one than ours: one that was dropped, or is named. */
export async function firstLesson(
  saved: SavedLecture | undefined,
): Promise<Lesson | Problem | undefined> {
  if (saved?.dropped) return parseLesson(saved.dropped.text, saved.dropped.name);
  const link = new URLSearchParams(location.search).get(LESSON_PARAMETER);
  return link === null ? undefined : loadLesson(link, location.href);
}

export const forgetLecture = (): void => store(PLACE_KEY, undefined);
