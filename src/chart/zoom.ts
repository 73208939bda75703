/** Which layers are shown: all of them, or a part that is looked at closely. */
import type { Layers } from '../state/page';

/** Layers from one end of the plane to the other, at least. */
const LEAST = 2;

/** A part of all layers of this extent, as near as can be to where it shall start. */
function part(start: number, extent: number, depth: number): Layers | undefined {
  const size = Math.max(LEAST, extent);
  if (size >= depth) return undefined;
  const from = Math.max(0, Math.min(depth - size, start));
  return [from, from + size];
}

/** A factor times as many layers as now; one that is looked at comes to where another one was. */
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

/** Moved by no more than it takes to show a layer. */
export const showing = ([from, to]: Layers, layer: number): Layers => {
  const by = Math.min(0, layer - from) + Math.max(0, layer - to);
  return [from + by, to + by];
};
