import { nextTask } from '../../model/soon';

/** Longest stretch of work between two returns to the event loop, in milliseconds. */
const SLICE = 10;

/** Returns to the event loop if it is time to, and throws if the run is to end. */
export type Breathe = () => Promise<void>;

/** Lets the page breathe while the engine computes on its thread; `check` throws if it is to end. */
export function createBreather(check: () => void = () => {}): Breathe {
  let started = performance.now();
  return async () => {
    check();
    if (performance.now() - started < SLICE) return;
    // Not a timer: in a hidden page each would wait a second, and a run minutes.
    await nextTask();
    check();
    started = performance.now();
  };
}
