import { wantsStillness } from '../dom/access';

/** What the plane shows: from layer to layer, and from power of ten to power of ten. */
export interface Plane {
  readonly layers: Ends;
  readonly decades: Ends;
}

const same = (a: Ends, b: Ends) => a[0] === b[0] && a[1] === b[1];

export const samePlane = (a: Plane, b: Plane) =>
  same(a.layers, b.layers) && same(a.decades, b.decades);

/** Animates the plane to its target, frame by frame, and stops when it is there. */
export function createMotion(moved: () => void) {
  let shown: Plane | undefined;
  let goal: Plane | undefined;
  let frame = 0;
  let before = 0;

  function step(now: number) {
    frame = 0;
    if (!shown || !goal) return;
    // A frame's timestamp may be earlier than the request.
    const passed = Math.max(0, now - before);
    before = now;
    shown = {
      layers: glided(shown.layers, goal.layers, passed),
      decades: glided(shown.decades, goal.decades, passed),
    };
    rest();
    moved();
  }

  /** Requests the next frame, unless the target is reached. */
  function rest() {
    if (shown && goal && !samePlane(shown, goal)) frame ||= requestAnimationFrame(step);
  }

  return {
    shown: () => shown,
    /** Sets a new target; with `held`, layers jump there, so that they stay under the fingers. */
    aim(next: Plane, held = false): void {
      goal = next;
      if (!shown || wantsStillness()) shown = next;
      else if (held) shown = { ...shown, layers: next.layers };
      if (frame === 0) before = performance.now();
      rest();
    },
    stop: () => cancelAnimationFrame(frame),
  };
}

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
