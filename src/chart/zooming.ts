/** Zooms the chart by wheel, drag and keys. */
import { pressed } from '../model/keys';
import type { Layers } from '../state/page';

/** What the gestures do. */
interface ZoomTarget {
  /** From pixels in the container to a layer and its fraction; undefined outside the plane. */
  layerAt(x: number): number | undefined;
  /** The layer that keys zoom to. */
  pointed(): number | undefined;
  /** With `held`, layers follow at once, as they do under a hand. */
  zoomBy(at: number | undefined, factor: number, held: boolean): void;
  zoomTo(from: number, to: number): void;
  /** The extent that is being dragged, in pixels; undefined when the drag ends. */
  brush(extent: readonly [number, number] | undefined): void;
  isZoomed(): boolean;
  reset(): void;
}

/** A press that moves farther than this, in pixels, is a drag. */
const DRAG = 6;

/** Pixels of the wheel that double or halve. */
const WHEEL = 300;

/** A factor on the number of layers. */
const keys: Readonly<Record<string, number>> = { ArrowUp: 0.5, ArrowDown: 2 };

/** Where the page scrolls, the wheel belongs to it, except for a pinch, which comes with Ctrl. */
const isOurs = ({ ctrlKey }: WheelEvent) => {
  const { scrollHeight, clientHeight } = document.documentElement;
  return ctrlKey || scrollHeight <= clientHeight;
};

/** Listens until the signal aborts. */
export function listenForZoom(
  container: HTMLElement,
  target: ZoomTarget,
  signal: AbortSignal,
): void {
  const xOf = ({ clientX }: MouseEvent) => clientX - container.getBoundingClientRect().left;
  let start: number | undefined;
  let dragged = false;

  container.addEventListener(
    'wheel',
    (event) => {
      const at = target.layerAt(xOf(event));
      if (at === undefined || !isOurs(event)) return;
      event.preventDefault();
      target.zoomBy(at, 2 ** (event.deltaY / WHEEL), true);
    },
    { signal, passive: false },
  );
  container.addEventListener(
    'pointerdown',
    (event) => {
      dragged = false;
      // A finger points at layers instead.
      const starts = event.button === 0 && event.pointerType !== 'touch';
      start = starts && target.layerAt(xOf(event)) !== undefined ? xOf(event) : undefined;
    },
    { signal },
  );
  container.addEventListener(
    'pointermove',
    (event) => {
      if (start === undefined || (!dragged && Math.abs(xOf(event) - start) < DRAG)) return;
      if (!dragged) container.setPointerCapture(event.pointerId);
      dragged = true;
      target.brush([start, xOf(event)]);
    },
    { signal },
  );
  const end = (event: PointerEvent) => {
    target.brush(undefined);
    const from = start === undefined ? undefined : target.layerAt(start);
    const to = target.layerAt(xOf(event));
    start = undefined;
    if (event.type === 'pointerup' && dragged && from !== undefined && to !== undefined)
      target.zoomTo(from, to);
  };
  container.addEventListener('pointerup', end, { signal });
  container.addEventListener('pointercancel', end, { signal });
  // The click at the end of a drag must not select a layer.
  const swallow = (event: MouseEvent) => {
    if (dragged) event.stopImmediatePropagation();
    dragged = false;
  };
  container.addEventListener('click', swallow, { signal, capture: true });
  container.addEventListener('dblclick', () => target.reset(), { signal });
  container.addEventListener(
    'keydown',
    (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const factor = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
      if (factor) target.zoomBy(target.pointed(), factor, false);
      else if (pressed(event) === '0' && target.isZoomed()) target.reset();
      else return;
      event.preventDefault();
    },
    { signal },
  );
}

/** The fewest layers that the plane shows. */
const LEAST = 2;

/** A range of this extent within all layers, starting as near to `start` as possible. */
function part(start: number, extent: number, depth: number): Layers | undefined {
  const size = Math.max(LEAST, extent);
  if (size >= depth) return undefined;
  const from = Math.max(0, Math.min(depth - size, start));
  return [from, from + size];
}

/** Shows `factor` times as many layers, with the layer at `at` moved to where `to` was. */
export function zoomedBy(
  layers: Layers | undefined,
  depth: number,
  at: number,
  factor: number,
  to = at,
) {
  const [first, last] = layers ?? [0, depth];
  return part(at - (to - first) * factor, (last - first) * factor, depth);
}

/** The layers between two places, whichever is first. */
export function zoomedTo(a: number, b: number, depth: number) {
  const [from, to] = [Math.floor(Math.min(a, b)), Math.ceil(Math.max(a, b))];
  return part(from, to - from, depth);
}

/** Moves the range just far enough to show a layer. */
export const showing = ([from, to]: Layers, layer: number): Layers => {
  const by = Math.min(0, layer - from) + Math.max(0, layer - to);
  return [from + by, to + by];
};

/** Two fingers that zoom and move the layers; one finger walks through them and scrolls the page. */

type Point = readonly [x: number, y: number];

/** The old and new midpoint of two fingers, in pixels, and the factor on the number of layers. */
type Pinch = (from: number, to: number, factor: number) => void;

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
