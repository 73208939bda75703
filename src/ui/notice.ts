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
