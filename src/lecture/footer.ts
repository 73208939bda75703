import { createAnnouncer } from '../dom/access';
import { createButton } from '../dom/controls';
import { make } from '../dom/make';
import { lectureKeys } from '../model/keys';
import type { Lesson } from './lesson';
import type { Moment } from './moment';
import { chapterAt, indexOf, positionsOf } from './positions';

export interface FooterEvents {
  next(): void;
  previous(): void;
  overview(): void;
  restore(): void;
  leave(): void;
}

/** Keys that the footer lists, each with a short description. */
const reminders = [
  [lectureKeys.overview, 'chapters'],
  [lectureKeys.controls, 'controls'],
  [{ shown: ['?'] }, 'keys'],
] as const;

/** Position and navigation: slim in a hall, large buttons on a phone. */
export function createFooter(events: FooterEvents) {
  const back = createButton('Back', events.previous, { class: 'step-back' });
  const on = createButton('Next', events.next, { class: 'step-on' });
  const title = createButton('', events.overview, { class: 'chapter', dir: 'auto' });
  const dots = make('span', { class: 'dots', 'aria-hidden': 'true' });
  const count = make('span', { class: 'count' });
  const restore = createButton('Restore this step’s settings', events.restore, {
    class: 'restore',
    'aria-keyshortcuts': 'Backspace',
  });
  const hints = make('span', { class: 'hints' });
  for (const [{ shown }, does] of reminders)
    hints.append(make('kbd', { text: shown[0] }), ` ${does} `);
  const leave = createButton('Leave', events.leave, { class: 'leave' });
  const announcer = createAnnouncer();
  const element = make(
    'footer',
    { class: 'lecture-footer' },
    back,
    on,
    title,
    dots,
    count,
    restore,
    hints,
    leave,
    announcer.element,
  );

  return {
    element,
    /** Shows the restore button while something differs from the step. */
    offerRestore(differs: boolean): void {
      restore.hidden = !differs;
    },
    show(lesson: Lesson, { position, revealed }: Moment): void {
      const chapter = chapterAt(lesson, position);
      const [index, total] = [indexOf(lesson, position), positionsOf(lesson).length];
      back.disabled = index === 0 && (!revealed || chapter.steps[0]!.question === undefined);
      on.disabled = index === total - 1 && revealed;
      on.textContent = revealed ? 'Next' : 'Show';
      title.textContent = `${position.chapter + 1}. ${chapter.title}`;
      dots.replaceChildren(
        ...chapter.steps.map((_, i) => make('i', { class: i <= position.step ? 'past' : '' })),
      );
      count.textContent = `${index + 1} of ${total}`;
      announcer.say(`${title.textContent}, step ${count.textContent}`);
    },
  };
}
