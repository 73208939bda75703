/** What of a lecture a reload needs: a newer page may read what an older one has written. */
import { store, stored } from '../dom/storage';
import { isRecord, isText } from './checks';
import { PLACE_KEY } from './host';

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

export const forgetPlace = (): void => store(PLACE_KEY, undefined);
