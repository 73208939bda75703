import type { PictureEvents, Pointed } from '../model/view';
import { walk } from './walk';

/** A press that moves no farther than this, in CSS pixels, is a click and no drag. */
const CLICK = 5;

export interface PointingSource {
  /** What is at a position of the canvas, in CSS pixels. */
  at(x: number, y: number): Pointed | undefined;
  /** What is marked as pointed at, here or in another picture. */
  pointed(): Pointed | undefined;
  /** The first and last layer, if any. */
  layers(): readonly [first: number, last: number] | undefined;
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
    const next = walk(shiftKey ? `Shift+${key}` : key, pointed, ...layers);
    if (next) tell(next);
    else if (key === 'Enter' && pointed) events.select(pointed.layer);
    else if (key === 'Escape' && pointed) tell(undefined);
    else return;
    event.preventDefault();
  });
}
