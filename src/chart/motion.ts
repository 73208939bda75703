import { wantsStillness } from '../dom/motion';
import { type Ends, glided } from './glide';

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
