import { make } from '../dom/make';
import { type LiveText, renderText } from './format/text';
import type { Curtain } from './hall';
import type { Lesson, Question, Step } from './lesson';
import type { Values } from './live';
import { forward, type Moment } from './moment';
import { indexOf, positionsOf, samePosition, stepAt } from './positions';

/** The texts that the hall sees: the step's text and the visible part of its question. */
function wordsOf({ text, question }: Step, revealed: boolean): LiveText[] {
  const parts = question ? [text, `**${question.text}**`] : [text];
  if (question && revealed) parts.push(question.reveal);
  return parts.map(renderText);
}

/** The answer to a question, for the speaker only. */
function answerOf({ answers }: Question): string {
  const { right } = answers;
  return answers.kind === 'choices' ? answers.options[right]! : `${right} ${answers.unit}`;
}

/** A lesson's text within a sentence of ours, isolated because it may run right to left. */
const isolated = (text: string) => make('bdi', { text });

/** What the hall's screen shows instead of the scene. */
function standsInFor(step: Step, { revealed }: Moment, curtain: Curtain | undefined) {
  if (curtain) return [`The screen is ${curtain}.`];
  if (!revealed) return ['Hidden. Answer: ', isolated(answerOf(step.question!)), '.'];
  return step.figure?.large ? [`On screen: the figure “${step.figure.name}”.`] : [];
}

/** This step and the next, the notes, and a small picture of the scene. */
export function createSpeakersView() {
  // Focusable, so that keys can scroll them.
  const section = (className: string, label: string) =>
    make('section', { class: className, 'aria-label': label, tabindex: 0 });
  const now = section('now', 'On screen');
  const notes = section('notes', 'Notes');
  const coming = section('coming', 'Next');
  const picture = make('img', { alt: 'The scene as it is on screen' });
  const caption = make('figcaption', { role: 'status' });
  const screen = make('figure', {}, picture, caption);
  const place = make('span', { class: 'place' });
  const element = make('main', {}, now, notes, make('div', { class: 'side' }, screen, coming));
  let texts: readonly LiveText[] = [];
  let shownValues: Values = () => undefined;

  const fill = (section: HTMLElement, heading: string, parts: readonly LiveText[]) => {
    section.replaceChildren(
      make('h2', { text: heading }),
      ...parts.map(({ element: part }) => part),
    );
    section.scrollTop = 0;
    return parts;
  };

  return {
    element,
    place,
    show(lesson: Lesson, moment: Moment, curtain: Curtain | undefined): void {
      const { position, revealed } = moment;
      const step = stepAt(lesson, position);
      const after = forward(lesson, moment);
      const next = stepAt(lesson, after.position);
      const { title } = lesson.chapters[position.chapter]!;
      const count = `${indexOf(lesson, position) + 1} of ${positionsOf(lesson).length}`;
      place.replaceChildren(`${position.chapter + 1}. `, isolated(title), `, ${count}`);
      caption.replaceChildren(...standsInFor(step, moment, curtain));
      const isLast = samePosition(after.position, position);
      const soon = isLast
        ? step.question && !revealed
          ? [renderText(step.question.reveal)]
          : []
        : wordsOf(next, after.revealed);
      // The next step has no values yet.
      fill(coming, soon.length > 0 ? 'Next' : 'The end', soon);
      texts = [
        ...fill(now, 'On screen', wordsOf(step, revealed)),
        ...fill(notes, 'Notes', [renderText(step.notes)]),
      ];
      for (const text of texts) text.show(shownValues);
    },
    /** Names of the live values that the texts hold. */
    names: () => {
      const places = texts.flatMap(({ element: text }) => [
        ...text.querySelectorAll<HTMLElement>('.live'),
      ]);
      return [...new Set(places.map(({ dataset }) => dataset.live!))];
    },
    showValues(values: Values): void {
      shownValues = values;
      for (const text of texts) text.show(values);
    },
    showPicture(blob: Blob | undefined): void {
      if (picture.src) URL.revokeObjectURL(picture.src);
      if (blob) picture.src = URL.createObjectURL(blob);
      else picture.removeAttribute('src');
    },
  };
}
