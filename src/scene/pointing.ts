import type { PictureEvents, Pointed } from '../model/view';

/** A press that moves no farther than this, in CSS pixels, is a click and no drag. */
const CLICK = 5;

export interface PointingSource {
  /** What is at a position of the canvas, in CSS pixels. */
  at(x: number, y: number): Pointed | undefined;
  /** What is marked as pointed at, here or in another picture. */
  pointed(): Pointed | undefined;
  /** The first and last layer, if any. */
  layers(): readonly [first: number, last: number] | undefined;
  /** How many columns the axis has. */
  bins(): number;
}

const same = (a: Pointed | undefined, b: Pointed | undefined) =>
  a?.layer === b?.layer && a?.bin === b?.bin;

/** Tells of a pointer over `canvas`, and of keys in `stage`, which has the focus for it. */
export function listenForPointing(
  stage: HTMLElement,
  canvas: HTMLElement,
  source: PointingSource,
  events: PictureEvents,
): void {
  let pressed = { x: 0, y: 0 };
  const stays = ({ offsetX: x, offsetY: y }: MouseEvent) =>
    Math.hypot(x - pressed.x, y - pressed.y) <= CLICK;
  const tell = (next: Pointed | undefined) => {
    if (!same(next, source.pointed())) events.point(next);
  };
  canvas.addEventListener('pointermove', (event) => {
    if (event.buttons === 0) tell(source.at(event.offsetX, event.offsetY));
    // While the camera turns, nothing is pointed at.
    else if (!stays(event)) tell(undefined);
  });
  canvas.addEventListener('pointerleave', ({ pointerType }) => {
    // Lifting a finger fires this too, and what it tapped must stay marked.
    if (pointerType !== 'touch') tell(undefined);
  });
  canvas.addEventListener('pointerdown', ({ offsetX: x, offsetY: y }) => {
    pressed = { x, y };
  });
  canvas.addEventListener('click', (event) => {
    // A double click resets the view, so its second click must not select.
    if (!stays(event) || event.detail > 1) return;
    const hit = source.at(event.offsetX, event.offsetY);
    tell(hit);
    if (hit) events.select(hit.layer);
  });

  stage.tabIndex = 0;
  stage.addEventListener('keydown', (event) => {
    const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
    const layers = source.layers();
    if (ctrlKey || altKey || metaKey || !layers) return;
    const pointed = source.pointed();
    const next = walk(shiftKey ? `Shift+${key}` : key, pointed, ...layers, source.bins());
    if (next) tell(next);
    else if (key === 'Enter' && pointed) events.select(pointed.layer);
    else if (key === 'Escape' && pointed) tell(undefined);
    else return;
    event.preventDefault();
  });
}

/**
 * How far a key goes: layers, bins. Up the screen is deeper into the stack. Page Up and Page Down are
 * left to a presenter's clicker.
 */
const steps: Readonly<Record<string, readonly [layers: number, bins: number]>> = {
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  'Shift+ArrowUp': [10, 0],
  'Shift+ArrowDown': [-10, 0],
  Home: [Number.NEGATIVE_INFINITY, 0],
  End: [Number.POSITIVE_INFINITY, 0],
};

const clamp = (x: number, low: number, high: number) => Math.max(low, Math.min(high, x));

/**
 * What is pointed at after a key (“Shift+” before it where that is held), or undefined if it is none
 * of these. `first` and `last` are the layers that there are, `ofAxis` the axis' columns; the first step
 * only begins.
 */
export function walk(
  key: string,
  pointed: Pointed | undefined,
  first: number,
  last: number,
  ofAxis: number,
): Pointed | undefined {
  if (!Object.hasOwn(steps, key)) return undefined;
  const [layers, bins] = steps[key]!;
  if (!pointed && Number.isFinite(layers)) return { layer: first };
  const layer = clamp((pointed?.layer ?? first) + layers, first, last);
  const { bin } = pointed ?? {};
  if (bins === 0) return bin === undefined ? { layer } : { layer, bin };
  // Where no bin is pointed at yet, start in the layer's middle.
  return { layer, bin: bin === undefined ? ofAxis / 2 : clamp(bin + bins, -1, ofAxis) };
}
