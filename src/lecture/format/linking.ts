/** Pointing at a live number, or at what stands for it, says what it is and lights up the others. */
import { make } from '../../dom/make';
import { liveNameInWords } from '../live';

type Place = HTMLElement | MathMLElement;

/** The live value that an event's target is in, if any. */
const placeOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<Place>('[data-live]') : null;

/** Watches an element's live values; `now` says what one is now. */
export function linkLive(element: HTMLElement, now: (name: string) => string): void {
  const places = element.querySelectorAll<Place>('[data-live]');
  if (places.length === 0) return;
  // Hidden from screen readers, which read the elements' own descriptions.
  const note = make('div', { class: 'live-note', dir: 'ltr', hidden: true, 'aria-hidden': 'true' });
  element.append(note);

  for (const place of places)
    place.setAttribute('aria-description', liveNameInWords(place.dataset.live!));

  function light(place: Place | null) {
    const name = place?.dataset.live;
    for (const other of places) other.toggleAttribute('data-lit', other.dataset.live === name);
    note.hidden = !place;
    if (!place) return;
    const words = liveNameInWords(name!);
    note.textContent = place.matches('.linked') ? `${words}: ${now(name!)}` : words;
    const [outer, inner] = [element.getBoundingClientRect(), place.getBoundingClientRect()];
    const left = Math.min(inner.left - outer.left, outer.width - note.offsetWidth);
    note.style.left = `${Math.max(0, left)}px`;
    note.style.top = `${inner.bottom - outer.top}px`;
  }

  element.addEventListener('pointerover', ({ target }) => light(placeOf(target)));
  element.addEventListener('pointerleave', () => light(placeOf(document.activeElement)));
  element.addEventListener('focusin', ({ target }) => light(placeOf(target)));
  element.addEventListener('focusout', () => light(null));
}
