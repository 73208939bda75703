/** Where the lecture is, kept for a reload in the session's storage, which may be forbidden. */
import { PLACE_KEY } from './host';
import { type Place, placeOf, placeText } from './kept';

export function keepPlace(place: Place): void {
  try {
    sessionStorage.setItem(PLACE_KEY, placeText(place));
  } catch {
    // A reload then begins anew.
  }
}

/** What was kept; what cannot be read is forgotten, so that it is met but once. */
export function keptPlace(): Place | undefined {
  try {
    const text = sessionStorage.getItem(PLACE_KEY);
    const place = text === null ? undefined : placeOf(text);
    if (!place) forgetPlace();
    return place;
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
