/** A pointer over the plane, and keys that walk through its layers. */

/** What the listeners need from the chart. */
export interface Target {
  /** Layers that can be pointed at, ascending. */
  layers(): readonly number[];
  pointed(): number | undefined;
  /** From pixels in the container to a layer and its fraction; undefined outside the plane. */
  layerAt(x: number): number | undefined;
  point(layer: number | undefined, by: 'pointer' | 'key'): void;
  select(layer: number): void;
}

/** The layer nearest to a position; the lower one of two equally near. */
export function nearest(layers: readonly number[], at: number | undefined): number | undefined {
  if (at === undefined) return undefined;
  return layers.reduce<number | undefined>(
    (best, layer) =>
      best === undefined || Math.abs(layer - at) < Math.abs(best - at) ? layer : best,
    undefined,
  );
}

/** The layer that a key moves to. */
type Step = (layers: readonly number[], from: number | undefined) => number | undefined;

export const steps: Readonly<Record<string, Step>> = {
  ArrowRight: (layers, from) =>
    layers.find((layer) => layer > (from ?? Number.NEGATIVE_INFINITY)) ?? layers.at(-1),
  ArrowLeft: (layers, from) =>
    layers.findLast((layer) => layer < (from ?? Number.POSITIVE_INFINITY)) ?? layers[0],
  Home: (layers) => layers[0],
  End: (layers) => layers.at(-1),
};

/** Listens until the signal aborts. */
export function listen(container: HTMLElement, target: Target, signal: AbortSignal): void {
  const layerUnder = ({ clientX }: MouseEvent) =>
    nearest(target.layers(), target.layerAt(clientX - container.getBoundingClientRect().left));
  const point = (event: PointerEvent) => target.point(layerUnder(event), 'pointer');
  // The mark stays when a finger is lifted, because nothing can be read under a finger.
  const leave = ({ pointerType }: PointerEvent) => {
    if (pointerType !== 'touch') target.point(undefined, 'pointer');
  };
  container.addEventListener('pointerdown', point, { signal });
  container.addEventListener('pointermove', point, { signal });
  container.addEventListener('pointerleave', leave, { signal });
  container.addEventListener(
    'click',
    (event) => {
      // The second click of a double click would select again.
      const layer = event.detail > 1 ? undefined : layerUnder(event);
      if (layer !== undefined) target.select(layer);
    },
    { signal },
  );
  container.addEventListener(
    'keydown',
    (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const pointed = target.pointed();
      const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
      if (step) target.point(step(target.layers(), pointed), 'key');
      else if (event.key === 'Enter' && pointed !== undefined) target.select(pointed);
      else if (event.key === 'Escape' && pointed !== undefined) target.point(undefined, 'key');
      else return;
      // The page does not scroll, nor does another picture take the same key.
      event.preventDefault();
    },
    { signal },
  );
}
