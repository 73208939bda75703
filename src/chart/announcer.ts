/** Says to screen readers what is seen on the screen, when the reader is done with what it reads. */
export function createAnnouncer() {
  const element = document.createElement('p');
  element.className = 'announcement';
  element.setAttribute('aria-live', 'polite');
  return {
    element,
    say(text: string): void {
      // The same text is not written twice: that would be a change, if to nothing new.
      if (element.textContent !== text) element.textContent = text;
    },
  };
}
