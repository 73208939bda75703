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
