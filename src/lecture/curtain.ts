import { make } from '../dom/make';

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
