/** Which layers are shown: all of them, or a part that is looked at closely. */
import type { Layers } from '../state/page';

/** The fewest layers that the plane shows. */
const LEAST = 2;

/** A range of this extent within all layers, starting as near to `start` as possible. */
function part(start: number, extent: number, depth: number): Layers | undefined {
  const size = Math.max(LEAST, extent);
  if (size >= depth) return undefined;
  const from = Math.max(0, Math.min(depth - size, start));
  return [from, from + size];
}

/** Shows `factor` times as many layers, with the layer at `at` moved to where `to` was. */
export function zoomedBy(
  layers: Layers | undefined,
  depth: number,
  at: number,
  factor: number,
  to = at,
) {
  const [first, last] = layers ?? [0, depth];
  return part(at - (to - first) * factor, (last - first) * factor, depth);
}

/** The layers between two places, whichever is first. */
export function zoomedTo(a: number, b: number, depth: number) {
  const [from, to] = [Math.floor(Math.min(a, b)), Math.ceil(Math.max(a, b))];
  return part(from, to - from, depth);
}

/** Moves the range just far enough to show a layer. */
export const showing = ([from, to]: Layers, layer: number): Layers => {
  const by = Math.min(0, layer - from) + Math.max(0, layer - to);
  return [from + by, to + by];
};
