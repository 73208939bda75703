import { make } from './make';

/** Says to screen readers what is seen on the screen, when they are done with what they read. */
export function createAnnouncer() {
  const element = make('p', { class: 'announcement', role: 'status' });
  return {
    element,
    say(text: string): void {
      // The same text is not written twice: that would be a change, if to nothing new.
      if (element.textContent !== text) element.textContent = text;
    },
  };
}
