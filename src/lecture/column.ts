import { make } from '../dom/make';
import { renderText } from './format/text';
import type { Chapter, Step } from './lesson';
import type { Values } from './live';
import type { Moment } from './moment';
import { tellOutcome } from './outcome';

/** What the column shows. */
export interface ColumnState {
  readonly chapter: Chapter;
  readonly step: Step;
  readonly moment: Moment;
  /** Stands under the text. */
  readonly figure: HTMLElement | undefined;
  /** Why the step's experiment cannot be run here. */
  readonly problem: string | undefined;
}

/** A step's text, the outcome of its question, and a small figure. */
export function createColumn() {
  const title = make('h2', { dir: 'auto' });
  const words = make('div', { class: 'words' });
  const figure = make('div', { class: 'lecture-figure small' });
  const element = make('div', { class: 'lecture-column' }, title, words, figure);
  const fitted = fitText(words);
  let texts: readonly { show(values: Values): void }[] = [];

  return {
    element,
    /** Another step, or the same one revealed. */
    enter({ chapter, step, moment, figure: shown, problem }: ColumnState): void {
      title.textContent = chapter.title;
      const text = renderText(step.text);
      const outcome =
        step.question && moment.revealed ? tellOutcome(step.question, moment.guess) : undefined;
      texts = outcome ? [text, outcome] : [text];
      const alert = problem && make('p', { class: 'problem', role: 'alert' }, problem);
      words.replaceChildren(
        ...[alert, text.element, outcome?.element].filter((part) => part instanceof Node),
      );
      figure.replaceChildren(...(shown ? [shown] : []));
      figure.hidden = !shown;
      words.scrollTop = 0;
      fitted.fit();
    },
    showValues(values: Values): void {
      for (const text of texts) text.show(values);
      fitted.shrink();
    },
    dispose: fitted.dispose,
  };
}

/** Text sizes in rem. The largest that fits is used, because large text is legible from farther away. */
const SIZES = [1.7, 1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1] as const;

/** Keeps the type in an element as large as it fits, now and whenever the element's size changes. */
function fitText(element: HTMLElement) {
  const overflows = () =>
    element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth;
  const largest = () => {
    for (const size of SIZES) {
      element.style.setProperty('--text', `${size}rem`);
      if (!overflows()) return;
    }
  };
  const observer = new ResizeObserver(largest);
  observer.observe(element);
  return {
    fit: largest,
    /** After a small change of the text: shrinks it if it must; growing too would flicker. */
    shrink: () => {
      if (overflows()) largest();
    },
    dispose: () => observer.disconnect(),
  };
}
