/** Ties effects and clean-up to the life of a lab or a machine, which an AbortSignal ends. */
import { effect } from '@preact/signals-core';

/** Calls `end` once `alive` is aborted; at once if it is. */
export function atEnd(alive: AbortSignal, end: () => void): void {
  if (alive.aborted) end();
  else alive.addEventListener('abort', end, { once: true });
}

/** An effect that ends with `alive`. */
export function follow(alive: AbortSignal, act: Parameters<typeof effect>[0]): void {
  if (!alive.aborted) atEnd(alive, effect(act));
}
