/** What of a lecture a reload needs: a newer page may read what an older one has written. */
import { store, stored } from '../dom/storage';
import type { Problem } from '../model/problem';
import { isRecord, isText } from './checks';
import { loadLesson } from './format/load';
import { parseLesson } from './format/parse';
import { LESSON_PARAMETER, PLACE_KEY } from './host';
import type { Lesson } from './lesson';

export interface Place {
  /** The page as it is, or as it was when the lecture was left. */
  readonly link: string;
  /** A lesson that was dropped on the page: nothing else remembers it. */
  readonly dropped: { readonly name: string; readonly text: string } | undefined;
}

/** The place that a text tells, or nothing if it tells none. */
export function placeOf(text: string): Place | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(read) || !isText(read.link)) return undefined;
  const { link, dropped } = read;
  const isLesson = isRecord(dropped) && isText(dropped.name) && isText(dropped.text);
  return { link, dropped: isLesson ? (dropped as Place['dropped']) : undefined };
}

export const keepPlace = (place: Place): void => store(PLACE_KEY, JSON.stringify(place));

/** What was kept; what cannot be read is forgotten, so that it is met but once. */
export function keptPlace(): Place | undefined {
  const text = stored(PLACE_KEY);
  const place = text === undefined ? undefined : placeOf(text);
  if (!place) forgetPlace();
  return place;
}

/** The lesson to begin with, if it is another one than ours: one that was dropped, or is named. */
export async function firstLesson(kept: Place | undefined): Promise<Lesson | Problem | undefined> {
  if (kept?.dropped) return parseLesson(kept.dropped.text, kept.dropped.name);
  const link = new URLSearchParams(location.search).get(LESSON_PARAMETER);
  return link === null ? undefined : loadLesson(link, location.href);
}

export const forgetPlace = (): void => store(PLACE_KEY, undefined);
