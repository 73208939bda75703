import { svg } from '../../../dom/svg';
import type { Layout } from './layout';
import { type Five, HIGH, LOW, STEP, signed } from './numbers';

/** Where keys take a point by a step. Page Up and Page Down are a clicker's, and the lecture's. */
const keys: Readonly<Record<string, (x: number, step: number) => number>> = {
  ArrowRight: (x, step) => x + step,
  ArrowUp: (x, step) => x + step,
  ArrowLeft: (x, step) => x - step,
  ArrowDown: (x, step) => x - step,
  Home: () => LOW,
  End: () => HIGH,
};

/** What Shift makes of a step. */
const FARTHER = 4;

/** The points that one takes hold of: five sliders, which keep the focus while they move. */
export function createHandles(points: () => Five, move: (point: number, to: number) => void) {
  const handles = points().map((_, i) => {
    const ring = svg('circle', { class: 'ring' });
    const handle = svg('circle', { class: 'handle' });
    const element = svg(
      'g',
      {
        role: 'slider',
        tabindex: 0,
        'aria-label': `point ${i + 1}`,
        'aria-valuemin': LOW,
        'aria-valuemax': HIGH,
      },
      ring,
      handle,
    );
    element.addEventListener('keydown', (event) => {
      const key = keys[event.key];
      if (!key || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      move(i, key(points()[i]!, event.shiftKey ? FARTHER * STEP : STEP));
    });
    return { element, ring, handle };
  });
  return {
    elements: handles.map(({ element }) => element),
    /** The point nearest to a place. */
    nearest({ x, middle }: Layout, [left, top]: readonly [number, number]): number {
      const distances = points().map((at, i) => Math.hypot(x(at) - left, middle(i) - top));
      return distances.indexOf(Math.min(...distances));
    },
    place({ x, middle, lane, fontSize }: Layout): void {
      const r = Math.min(0.36 * lane, 0.6 * fontSize);
      for (const [i, { ring, handle }] of handles.entries())
        for (const [circle, radius] of [
          [ring, 1.5 * r],
          [handle, r],
        ] as const) {
          circle.setAttribute('cx', String(x(points()[i]!)));
          circle.setAttribute('cy', String(middle(i)));
          circle.setAttribute('r', String(radius));
        }
    },
    say(deviations: readonly number[]): void {
      for (const [i, { element }] of handles.entries()) {
        const at = points()[i]!;
        element.setAttribute('aria-valuenow', String(at));
        element.setAttribute('aria-valuetext', `${at}, deviation ${signed(deviations[i]!)}`);
      }
    },
    focus: (i: number) => handles[i]!.element.focus({ preventScroll: true }),
  };
}

/** A place in the picture, in pixels from its upper left corner. */
type Place = readonly [number, number];

/**
 * Takes hold of something by mouse, touch or pen, and lets go. `take` says what there is at a place,
 * if anything.
 */
export function listenForDrags<T>(
  element: SVGElement,
  take: (at: Place) => T | undefined,
  drag: (taken: T, at: Place) => void,
): void {
  const held = new Map<number, T>();
  const placeOf = ({ clientX, clientY }: PointerEvent): Place => {
    const { left, top } = element.getBoundingClientRect();
    return [clientX - left, clientY - top];
  };
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const taken = take(placeOf(event));
    if (taken === undefined) return;
    // Else the focus that was just given goes away again.
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    held.set(event.pointerId, taken);
    drag(taken, placeOf(event));
  });
  element.addEventListener('pointermove', (event) => {
    const taken = held.get(event.pointerId);
    if (taken !== undefined) drag(taken, placeOf(event));
  });
  for (const end of ['pointerup', 'pointercancel'] as const)
    element.addEventListener(end, (event) => held.delete(event.pointerId));
}
