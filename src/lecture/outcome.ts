import { make } from '../dom/make';
import { withUnit } from './asking';
import { renderText } from './format/text';
import type { Question } from './lesson';

interface Row {
  readonly name: string;
  readonly text: string;
  readonly verdict?: 'right' | 'wrong';
}

/** In words: an option, or a number with its unit. */
function inWords({ answers }: Question, answer: number): string {
  return answers.kind === 'choices' ? answers.options[answer]! : withUnit(answer, answers.unit);
}

function rowsOf(question: Question, guess: number | undefined): Row[] {
  const { answers } = question;
  const outcome: Row = { name: 'Answer', text: inWords(question, answers.right) };
  if (guess === undefined) return [outcome];
  const text = inWords(question, guess);
  // A number needs no verdict.
  if (answers.kind === 'number') return [{ name: 'Your guess', text }, outcome];
  const verdict = guess === answers.right ? 'right' : 'wrong';
  return [{ name: 'Your guess', text, verdict }, outcome];
}

/** Guess and outcome on the question's own line, as fractions of its length. */
function line({ answers }: Question, guess: number | undefined): HTMLElement[] {
  if (answers.kind !== 'number') return [];
  const { low, high, right } = answers;
  const dot = (value: number, className: string) => {
    const element = make('span', { class: className });
    const fraction = Math.max(0, Math.min(1, (value - low) / (high - low)));
    element.style.left = `${100 * fraction}%`;
    return element;
  };
  const dots = guess === undefined ? [] : [dot(guess, 'guess')];
  return [make('div', { class: 'track', 'aria-hidden': 'true' }, ...dots, dot(right, 'right'))];
}

/** The question, the guess beside the answer, and the text that explains it. */
export function tellOutcome(question: Question, guess: number | undefined) {
  const asked = renderText(question.text);
  asked.element.classList.add('asked');
  const list = make('dl');
  for (const { name, text, verdict } of rowsOf(question, guess)) {
    const value = make('dd', {}, make('bdi', { text: text }));
    if (verdict) value.dataset.verdict = verdict;
    list.append(make('dt', { text: name }), value);
  }
  const reveal = renderText(question.reveal);
  const element = make(
    'div',
    { class: 'lecture-outcome', dir: asked.element.dir },
    asked.element,
    list,
    ...line(question, guess),
    reveal.element,
  );
  return { element, show: reveal.show };
}
