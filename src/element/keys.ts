/** Which keys that are pressed in a guest the page around it hears. */
import { isUsed } from '../embed/keys';

/** Held with others, as to save or to run a cell: the page's, unless the lab has used them. */
const isHeld = ({ ctrlKey, metaKey, altKey, shiftKey, key }: KeyboardEvent) =>
  ctrlKey || metaKey || altKey || (shiftKey && key === 'Enter');

/** A page hears what the lab does not use: a key that it uses turns no slide. */
export function keepUsedKeys(host: HTMLElement, alive: AbortSignal): void {
  // Behind all listeners of the lab.
  const keep = (event: KeyboardEvent) => {
    if (isUsed(event) && (event.defaultPrevented || !isHeld(event))) event.stopPropagation();
  };
  host.addEventListener('keydown', keep, { signal: alive });
}

/** In JupyterLab: no key that is pressed here is a shortcut there. */
const SUPPRESSED = 'data-lm-suppress-shortcuts';

/** A notebook, in which a letter alone deletes a cell, hears what is held with others and no more. */
export function keepPlainKeys(host: HTMLElement, alive: AbortSignal): void {
  // Before the page, which looks while the event is on its way here.
  addEventListener(
    'keydown',
    (event) => {
      if (event.composedPath().includes(host)) host.toggleAttribute(SUPPRESSED, !isHeld(event));
    },
    { signal: alive, capture: true },
  );
  for (const type of ['keydown', 'keyup', 'keypress'] as const)
    host.addEventListener(
      type,
      (event) => {
        if (event.defaultPrevented || !isHeld(event)) event.stopPropagation();
      },
      { signal: alive },
    );
}
