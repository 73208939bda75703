/** What a hall needs: no pointer that rests, a screen that stays awake, a spotlight, a curtain. */
import { make } from '../dom/make';

/** How long a pointer rests before it is hidden. */
const SECONDS = 3;

/** Hides the pointer while it rests, until the signal aborts. */
export function hideIdlePointer(dataset: DOMStringMap, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = () => {
    delete dataset.pointer;
    clearTimeout(timer);
    timer = setTimeout(() => {
      dataset.pointer = 'idle';
    }, SECONDS * 1000);
  };
  document.addEventListener('pointermove', show, { signal });
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    delete dataset.pointer;
  });
  show();
}

/** Keeps the screen on until the signal aborts, where the browser can. */
export function keepAwake(signal: AbortSignal): void {
  let lock: WakeLockSentinel | undefined;
  const request = async () => {
    // A hidden page loses its lock, and may not ask for another one until it is seen again.
    if (signal.aborted || document.visibilityState !== 'visible') return;
    try {
      lock = await navigator.wakeLock?.request('screen');
      if (signal.aborted) await lock?.release();
    } catch {
      // A low battery or an embedding page may refuse it; there is nothing to be done.
    }
  };
  document.addEventListener('visibilitychange', request, { signal });
  // The browser may have released it already.
  signal.addEventListener('abort', () => lock?.release().catch(() => {}));
  void request();
}

/** Dims everything but a circle that follows the pointer. */
export function createSpotlight(container: HTMLElement) {
  const shade = make('div', { class: 'lecture-spotlight', hidden: true });
  container.append(shade);
  const follow = ({ clientX, clientY }: PointerEvent) => {
    shade.style.setProperty('--x', `${clientX}px`);
    shade.style.setProperty('--y', `${clientY}px`);
  };
  // Followed while it is off too, so that it starts where the pointer is.
  document.addEventListener('pointermove', follow);

  return {
    toggle(): void {
      shade.hidden = !shade.hidden;
    },
    /** Whether it was on. */
    putOut(): boolean {
      const wasOn = !shade.hidden;
      shade.hidden = true;
      return wasOn;
    },
    dispose: () => document.removeEventListener('pointermove', follow),
  };
}

export type Curtain = 'black' | 'white';

/** A screen of one colour, so that the hall looks at the lecturer. */
export function createCurtain(container: HTMLElement, changed: () => void) {
  const element = make('div', { class: 'lecture-curtain', role: 'status', hidden: true });
  container.append(element);
  let colour: Curtain | undefined;
  const set = (next: Curtain | undefined) => {
    colour = next;
    element.hidden = !next;
    element.dataset.colour = next ?? '';
    element.ariaLabel = next ? `The screen is ${next}: any key shows the page again` : null;
    changed();
  };
  element.addEventListener('click', () => set(undefined));

  return {
    colour: () => colour,
    toggle: (next: Curtain) => set(colour === next ? undefined : next),
    /** Opens the curtain; returns whether it was drawn. */
    lift(): boolean {
      if (!colour) return false;
      set(undefined);
      return true;
    },
  };
}
