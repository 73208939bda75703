import { lectureKeys } from '../model/keys';
import { make, makeButton } from './dom';
import type { Lesson } from './lesson';
import type { Moment } from './moment';
import { chapterAt, indexOf, positionsOf } from './player';

export interface FooterEvents {
  next(): void;
  previous(): void;
  overview(): void;
  restore(): void;
  leave(): void;
}

/** Keys of which the footer reminds, and in how few words. */
const reminders = [
  [lectureKeys.overview, 'chapters'],
  [lectureKeys.controls, 'controls'],
  [{ shown: ['?'] }, 'keys'],
] as const;

/** Where one is, and the way on: slim in a hall, large buttons under a thumb. */
export function createFooter(events: FooterEvents) {
  const back = makeButton('Back', events.previous, 'step-back');
  const on = makeButton('Next', events.next, 'step-on');
  const title = makeButton('', events.overview, 'chapter');
  title.dir = 'auto';
  const dots = make('span', { className: 'dots', ariaHidden: 'true' });
  const count = make('span', { className: 'count' });
  const restore = makeButton('Restore this step’s settings', events.restore, 'restore');
  restore.setAttribute('aria-keyshortcuts', 'Backspace');
  const hints = make('span', { className: 'hints' });
  for (const [{ shown }, does] of reminders)
    hints.append(make('kbd', { textContent: shown[0] }), ` ${does} `);
  const leave = makeButton('Leave', events.leave, 'leave');
  const announcement = make('p', { className: 'announcement', role: 'status' });
  const element = make(
    'footer',
    { className: 'lecture-footer' },
    back,
    on,
    title,
    dots,
    count,
    restore,
    hints,
    leave,
    announcement,
  );

  return {
    element,
    /** Something was changed by hand: there is a way back. */
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
        ...chapter.steps.map((_, i) => make('i', { className: i <= position.step ? 'past' : '' })),
      );
      count.textContent = `${index + 1} of ${total}`;
      announcement.textContent = `${title.textContent}, step ${count.textContent}`;
    },
  };
}
