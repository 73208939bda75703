import './first-minute.css';
import { make } from '../dom/make';
import { createIconButton } from './icons';

/** A line of the list. */
export interface TrialLine {
  readonly does: string;
  /** Where there is no keyboard. */
  readonly byHand?: string;
  readonly isDone: boolean;
}

/** What a newcomer may try, ticked off as it is done. */
export function createFirstMinute(dismiss: () => void) {
  const list = make('ul');
  const title = make('h2', { text: 'Three things to try' });
  const close = createIconButton('close', 'Dismiss', dismiss);
  const element = make(
    'section',
    { class: 'lab-first', 'aria-label': 'Three things to try', hidden: true },
    title,
    close.element,
    list,
  );
  const words = ({ does, byHand }: TrialLine) =>
    byHand === undefined
      ? [does]
      : [
          make('span', { class: 'by-key', text: does }),
          make('span', { class: 'by-hand', text: byHand }),
        ];

  return {
    element,
    /** Nothing where there is nothing to be shown. */
    show(lines: readonly TrialLine[] | undefined): void {
      element.hidden = lines === undefined;
      if (!lines) return;
      list.replaceChildren(
        ...lines.map((line) =>
          make(
            'li',
            { class: line.isDone ? 'done' : 'open' },
            line.isDone ? '✓ ' : '○ ',
            ...words(line),
          ),
        ),
      );
    },
  };
}
