import { createButton, createDialog } from '../dom/controls';
import { make } from '../dom/make';
import type { Problem } from '../model/problem';

/** Titles and remedies of the problems that may occur. */
const kinds = {
  lesson: {
    title: 'This lesson cannot be shown',
    remedy: 'Nothing else has changed. Fix the file and drop it again.',
  },
  window: {
    title: 'The speaker’s window could not be opened',
    remedy:
      'Allow pop-ups for this page and press S again. If it is embedded in another page, open it in a tab of its own.',
  },
} as const;

/** Says what is wrong, over everything else, which stays as it is. */
export function createProblemDialog(container: HTMLElement) {
  const [title, sentence, remedy] = [make('h2'), make('p'), make('p')];
  const close = createButton('Close', () => dialog.close());
  const dialog = createDialog('lecture-problem', title, title, sentence, remedy, close);
  // In the lab, because the lecture may not be open.
  container.append(dialog);

  return {
    say(problem: Problem, kind: keyof typeof kinds): void {
      title.textContent = kinds[kind].title;
      sentence.textContent = problem.sentence;
      remedy.textContent = kinds[kind].remedy;
      if (!dialog.open) dialog.showModal();
    },
    dispose: () => dialog.remove(),
  };
}
