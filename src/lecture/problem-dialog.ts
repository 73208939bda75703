import type { Problem } from '../model/problem';
import { make, makeButton } from './dom';

/** Says what is wrong with a lesson, over everything else, which stays as it is. */
export function createProblemDialog(container: HTMLElement) {
  const title = make('h2', { id: 'lesson-problem', textContent: 'This lesson cannot be shown' });
  const sentence = make('p');
  const remedy = make('p', {
    textContent: 'Nothing else has changed. Fix the file and drop it again.',
  });
  const dialog = make('dialog', { className: 'lecture-problem' }, title, sentence, remedy);
  dialog.append(makeButton('Close', () => dialog.close()));
  dialog.setAttribute('aria-labelledby', title.id);
  // In the body: the lecture itself may not be open.
  container.append(dialog);

  return {
    say(problem: Problem): void {
      sentence.textContent = problem.sentence;
      if (!dialog.open) dialog.showModal();
    },
    dispose: () => dialog.remove(),
  };
}
