import './remarks.css';
import { createButton } from '../dom/controls';
import { make } from '../dom/make';

/** Sentences above everything else, until they are closed: what of a link was refused. */
export function createRemarks(element: HTMLElement) {
  const list = make('ul', { role: 'alert' });
  const say = (sentences: readonly string[]): void => {
    element.hidden = sentences.length === 0;
    list.replaceChildren(...sentences.map((text) => make('li', { text })));
  };
  element.append(
    list,
    createButton('Close', () => say([])),
  );
  return { say };
}
