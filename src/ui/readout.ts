import { createAnnouncer } from '../dom/access';
import { make } from '../dom/make';
import type { Verdict } from '../model/verdict';

export interface ReadoutState {
  readonly verdict: Verdict;
  /** How far the run has come, while it streams. */
  readonly progress: string | undefined;
  /** Samples of the preview, while a slider is dragged. */
  readonly preview: number | undefined;
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/**
 * The verdict in words. Screen readers are told when a run has ended, not at every layer.
 */
export function createReadout(element: HTMLElement) {
  // A separate live region, because not every screen reader respects aria-busy.
  const announcer = createAnnouncer();
  element.after(announcer.element);
  const [word, detail, note] = [make('strong'), make('span'), make('small')];
  element.append(word, detail, note);

  return {
    show({ verdict, progress, preview }: ReadoutState): void {
      element.dataset.word = verdict.word;
      const waiting = verdict.word === 'waiting';
      word.textContent = waiting ? '' : `${capitalised(verdict.headline)}:`;
      detail.textContent = waiting ? '' : ` ${verdict.detail} `;
      const sample = preview !== undefined && `preview (${preview} samples)`;
      if (!progress && preview === undefined)
        announcer.say(`${word.textContent}${detail.textContent}`);
      note.textContent = [sample, progress].filter(Boolean).join(', ');
    },
  };
}
