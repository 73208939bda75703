import { make } from './make';

/** Tells screen readers what changed on the screen, once they have finished what they are reading. */
export function createAnnouncer() {
  const element = make('p', { class: 'announcement', role: 'status' });
  return {
    element,
    say(text: string): void {
      // Writing the same text again would be announced as a change.
      if (element.textContent !== text) element.textContent = text;
    },
  };
}

/** Whether the person prefers reduced motion: then every animation is a cut. */
export const wantsStillness = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
