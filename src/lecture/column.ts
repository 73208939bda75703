import { make } from '../dom/make';
import { fitText } from './fit';
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
