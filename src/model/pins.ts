/** Runs that stay in the chart under a name, to be compared with others. */
import type { Experiment } from './experiment';

export const MAX_PINS = 4;

/** Its results are looked up. */
export interface Pin {
  readonly name: string;
  readonly experiment: Experiment;
}

type Pins = readonly Pin[];

/** A name that no other pin has, with a number added where needed. */
function freeName(others: Pins, name: string): string {
  const taken = new Set(others.map((pin) => pin.name));
  let [free, number] = [name, 2];
  while (taken.has(free)) free = `${name} ${number++}`;
  return free;
}

/** Adds a pin, if there is room. */
export const pinned = (pins: Pins, { name, experiment }: Pin): Pins =>
  pins.length < MAX_PINS ? [...pins, { name: freeName(pins, name), experiment }] : pins;

export const unpinned = (pins: Pins, index: number): Pins => pins.filter((_, i) => i !== index);

/** Renames a pin; an empty name changes nothing. */
export function renamed(pins: Pins, index: number, name: string): Pins {
  const text = name.trim();
  if (!text) return pins;
  const free = freeName(unpinned(pins, index), text);
  return pins.map((pin, i) => (i === index ? { ...pin, name: free } : pin));
}
