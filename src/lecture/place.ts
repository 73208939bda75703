/** Where the lecture is, kept for a reload in the session's storage, which may be forbidden. */
import { PLACE_KEY } from './host';
import type { Lesson, Position } from './lesson';

export interface Place {
  readonly position: Position;
  /** A lesson that was dropped on the page: nothing else remembers it. */
  readonly dropped: Lesson | undefined;
}

export function keepPlace(place: Place): void {
  try {
    sessionStorage.setItem(PLACE_KEY, JSON.stringify(place));
  } catch {
    // A reload then begins anew.
  }
}

export function keptPlace(): Place | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE_KEY) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

export function forgetPlace(): void {
  try {
    sessionStorage.removeItem(PLACE_KEY);
  } catch {
    // Nothing was kept.
  }
}
