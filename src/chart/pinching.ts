/** Two fingers that zoom and move the layers; one finger walks through them and scrolls the page. */

type Point = readonly [x: number, y: number];

/** The old and new midpoint of two fingers, in pixels, and the factor on the number of layers. */
export type Pinch = (from: number, to: number, factor: number) => void;

/** Fingers closer than this count as this far apart, in pixels, so that the factor stays finite. */
const CLOSEST = 24;

const middle = ([a, b]: readonly Point[]) => (a![0] + b![0]) / 2;
const distance = ([a, b]: readonly Point[]) =>
  Math.max(CLOSEST, Math.hypot(a![0] - b![0], a![1] - b![1]));

/** Listens until the signal aborts. Call it before other listeners, so that they do not get the pinch. */
export function listenForPinch(container: HTMLElement, pinch: Pinch, signal: AbortSignal): void {
  const fingers = new Map<number, Point>();
  /** True from the second finger until the last one is lifted. */
  let pinching = false;
  const options = { signal, capture: true };
  const place = ({ clientX, clientY }: PointerEvent): Point => [
    clientX - container.getBoundingClientRect().left,
    clientY,
  ];
  /** Keeps a pinch from being taken for pointing or a click. */
  const claim = (event: Event) => {
    if (pinching) event.stopImmediatePropagation();
  };

  container.addEventListener(
    'pointerdown',
    (event) => {
      if (event.pointerType !== 'touch') return;
      fingers.set(event.pointerId, place(event));
      pinching ||= fingers.size > 1;
      claim(event);
    },
    options,
  );
  container.addEventListener(
    'pointermove',
    (event) => {
      if (!fingers.has(event.pointerId)) return;
      const before = [...fingers.values()];
      fingers.set(event.pointerId, place(event));
      const now = [...fingers.values()];
      if (now.length === 2) pinch(middle(before), middle(now), distance(before) / distance(now));
      claim(event);
    },
    options,
  );
  const lift = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId)) return;
    claim(event);
    pinching &&= fingers.size > 0;
  };
  container.addEventListener('pointerup', lift, options);
  container.addEventListener('pointercancel', lift, options);
  // Two fingers do not scroll the page, whichever way they move.
  container.addEventListener(
    'touchstart',
    (event) => {
      if (event.touches.length > 1 && event.cancelable) event.preventDefault();
    },
    { ...options, passive: false },
  );
}
