/** Animates an axis from its current range to its target. */

/** The ends of an axis. */
export type Ends = readonly [number, number];

/** Time constant in milliseconds: the visible part of an animation takes a quarter of a second. */
const PACE = 42;

/** A distance too small to see, as a fraction of the range: half a pixel of 200. */
const UNSEEN = 0.0025;

/**
 * Where an axis is a while after it was elsewhere. Its length changes by equal factors in equal
 * times, about the one place that stays where it is: that is how a zoom looks steady. What is left
 * depends on where it is alone, so that a goal may move at any time and nothing jumps.
 */
export function glided(from: Ends, to: Ends, milliseconds: number): Ends {
  const left = Math.exp(-milliseconds / PACE);
  const length = to[1] - to[0];
  const factor = (from[1] - from[0]) / length;
  // A share of the way, by lengths; where they are equal the ends themselves are on the way.
  const share = Math.abs(factor - 1) < 1e-6 ? left : (factor ** left - 1) / (factor - 1);
  const at = (i: 0 | 1) => to[i] + (from[i] - to[i]) * share;
  const seen = Math.max(Math.abs(at(0) - to[0]), Math.abs(at(1) - to[1])) > UNSEEN * length;
  return seen ? [at(0), at(1)] : to;
}
