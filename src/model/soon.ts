/** Schedules work in a page that may be covered, to which the browser gives no frames. */

/** A frame that has not come after so many milliseconds will not come. */
const PATIENCE = 200;

/** Resolves in a task of its own. No browser holds these back in a hidden page, as it does timers. */
export const nextTask = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });

/**
 * Calls `act` in the next animation frame, or a moment later where none comes: what is told does
 * not wait for a frame as what is drawn may. Returns what cancels it.
 */
export function soon(act: () => void): () => void {
  const cancel = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    act = () => {};
  };
  const once = () => {
    const acts = act;
    cancel();
    acts();
  };
  const frame = requestAnimationFrame(once);
  // A timer that a timer has set may have to wait a minute in a hidden page: a task comes between.
  const timer = setTimeout(() => nextTask().then(once), PATIENCE);
  return cancel;
}

/**
 * Calls `act` in a task of its own once the next animation frame has been drawn: what it changes and what a
 * frame draws are no task together. Returns what cancels it.
 */
export function afterFrame(act: () => void): () => void {
  let cancelled = false;
  const cancel = soon(() => nextTask().then(() => !cancelled && act()));
  return () => {
    cancelled = true;
    cancel();
  };
}
