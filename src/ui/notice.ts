import './remarks.css';
import { createButton } from '../dom/controls';
import { make } from '../dom/make';

/** What is wrong, and what a person can do about it. */
export interface Notice {
  readonly title: string;
  readonly sentence: string;
  readonly remedy: string;
}

/** Says in the scene's place why there is no scene. */
export function createNotice(element: HTMLElement) {
  return {
    show(notice: Notice | undefined): void {
      element.hidden = notice === undefined;
      if (!notice) return;
      const { title, sentence, remedy } = notice;
      const said = [
        make('h2', { text: title }),
        make('p', { text: sentence }),
        make('p', { text: remedy }),
      ];
      element.replaceChildren(make('div', { role: 'alert' }, ...said));
    },
  };
}

/** Says in a lab's place why there is none. */
export function showFailure(root: HTMLElement, error: unknown): void {
  console.error(error);
  const box = make('div', { class: 'lab-notice' });
  root.replaceChildren(box);
  createNotice(box).show({
    title: 'Initscope could not start',
    sentence: `The browser says: ${error instanceof Error ? error.message : error}`,
    remedy: 'Check your connection and reload the page, or open it in another current browser.',
  });
}

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
