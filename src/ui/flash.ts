import './flash.css';
import { make } from '../dom/make';

const SECONDS = 2.5;

/** Says for a moment, at the page's lower edge, what a key has done. */
export function createFlash(container: HTMLElement) {
  const element = make('p', { class: 'flash', role: 'status' });
  container.append(element);
  let timer: ReturnType<typeof setTimeout> | undefined;

  return {
    say(text: string): void {
      clearTimeout(timer);
      element.textContent = text;
      timer = setTimeout(() => {
        element.textContent = '';
      }, SECONDS * 1000);
    },
  };
}
