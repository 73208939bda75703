/** Zooms the chart by wheel, drag and keys. */
import { pressed } from '../model/keys';

/** What the gestures do. */
export interface ZoomTarget {
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
