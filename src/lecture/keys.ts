import { concerns, pressOf } from '../dom/keys';
import { isClickers, keyIn, type LectureKey, lectureKeys } from '../model/keys';

export type Acts = Readonly<Record<LectureKey, () => void>>;

export interface KeyEvents {
  readonly lab: HTMLElement;
  readonly acts: Acts;
  /** Handles a key before the table; returns whether it did. */
  first(event: KeyboardEvent): boolean;
}

/** A dialog over the page handles keys itself. */
const dialogIsOpen = () => document.querySelector('dialog[open]') !== null;

/** Leaves the lecture only if no menu or picture has handled Escape. */
function afterOthers(act: () => void) {
  const listener = (event: KeyboardEvent) => {
    if (!event.defaultPrevented) act();
  };
  addEventListener('keydown', listener, { once: true });
}

/**
 * Acts on keys before anything on the page gets them, so that a clicker turns pages wherever the
 * focus is, until the signal aborts.
 */
export function listenForKeys({ lab, acts, first }: KeyEvents, signal: AbortSignal): void {
  document.addEventListener(
    'keydown',
    (event) => {
      if (document.querySelector('dialog:modal') || !concerns(lab, event)) return;
      const taken = first(event);
      const name = taken ? undefined : keyIn<LectureKey>(lectureKeys, pressOf(event));
      if (name === 'leave') {
        if (!dialogIsOpen()) afterOthers(acts.leave);
        return;
      }
      if (!taken && !name) return;
      event.preventDefault();
      event.stopPropagation();
      if (name) acts[name]();
    },
    { capture: true, signal },
  );
}

/** While the lecture is closed, and until the signal aborts: the next key of a clicker opens it. */
export function listenForReturn(lab: HTMLElement, open: () => void, signal: AbortSignal): void {
  document.addEventListener(
    'keydown',
    (event) => {
      if (document.querySelector('dialog:modal') || !concerns(lab, event)) return;
      if (!isClickers(pressOf(event))) return;
      event.preventDefault();
      event.stopPropagation();
      open();
    },
    { capture: true, signal },
  );
}
