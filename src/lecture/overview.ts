import { createButton, createDialog } from '../dom/controls';
import { make } from '../dom/make';
import { pressed } from '../model/keys';
import type { Lesson, Position } from './lesson';

/** How far an arrow goes among chapters that stand in rows of so many. */
const ways: Readonly<Record<string, (columns: number) => number>> = {
  ArrowRight: () => 1,
  ArrowLeft: () => -1,
  ArrowDown: (columns) => columns,
  ArrowUp: (columns) => -columns,
};

/** How many stand beside the first one. */
const columnsOf = (buttons: readonly HTMLElement[]) =>
  buttons.filter(({ offsetTop }) => offsetTop === buttons[0]?.offsetTop).length;

/** All chapters of a lesson, one of which can be gone to. */
export function createOverview(container: HTMLElement, go: (position: Position) => void) {
  const title = make('h2', { dir: 'auto' });
  const grid = make('div', { class: 'chapters' });
  const dialog = createDialog('lecture-overview', title, title, grid);
  container.append(dialog);

  dialog.addEventListener('keydown', (event) => {
    const buttons = [...grid.querySelectorAll('button')];
    const from = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const way = Object.hasOwn(ways, event.key) ? ways[event.key] : undefined;
    const to = way && buttons[from + way(columnsOf(buttons))];
    if (to) to.focus();
    else if (pressed(event) === 'o') dialog.close();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener('click', ({ target }) => {
    // Beside the chapters.
    if (target === dialog) dialog.close();
  });

  return {
    open(lesson: Lesson, { chapter: here }: Position): void {
      title.textContent = lesson.title;
      const buttons = lesson.chapters.map(({ title: name, minutes }, chapter) => {
        const button = createButton('', () => {
          dialog.close();
          go({ chapter, step: 0 });
        });
        button.dir = 'auto';
        button.append(
          make('b', { text: String(chapter + 1) }),
          make('span', { text: name }),
          make('small', {}, make('bdi', { text: `${minutes} min` })),
        );
        if (chapter === here) button.setAttribute('aria-current', 'step');
        return button;
      });
      grid.replaceChildren(...buttons);
      dialog.showModal();
      buttons[here]?.focus();
    },
  };
}
