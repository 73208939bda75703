import './text.css';
import { make } from '../../dom/make';
import type { Values } from '../live';
import { linkLive } from './linking';
import { toHtml } from './markdown';

/** Shown in place of a value that is not there yet. */
const WAITING = '…';

export interface LiveText {
  readonly element: HTMLElement;
  /** Brings the live values up to date; what has not changed is not touched. */
  show(values: Values): void;
}

/** A lesson's Markdown as an element, which anyone may have written: see `toHtml`. */
export function renderText(markdown: string): LiveText {
  const element = make('div', { class: 'lesson-text' });
  const { html, direction } = toHtml(markdown);
  element.innerHTML = html;
  element.dir = direction ?? '';
  const places = element.querySelectorAll<HTMLElement | MathMLElement>('.live');
  let values: Values = () => undefined;

  const show = (current: Values) => {
    values = current;
    for (const place of places) {
      const text = values(place.dataset.live!) ?? WAITING;
      if (place.textContent !== text) place.textContent = text;
    }
  };
  linkLive(element, (name) => values(name) ?? WAITING);
  show(values);
  return { element, show };
}
