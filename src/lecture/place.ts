/** Where the lecture is, kept for a reload. */
import { PLACE_KEY } from './host';
import { type Place, placeOf, placeText } from './kept';
import { store, stored } from './storage';

export const keepPlace = (place: Place): void => store(PLACE_KEY, placeText(place));

/** What was kept; what cannot be read is forgotten, so that it is met but once. */
export function keptPlace(): Place | undefined {
  const text = stored(PLACE_KEY);
  const place = text === undefined ? undefined : placeOf(text);
  if (!place) forgetPlace();
  return place;
}

export const forgetPlace = (): void => store(PLACE_KEY, undefined);
