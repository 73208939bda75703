/** Where there is little room: the panel is a sheet at the window's lower edge, and some tools wait. */
import { around, concerns } from '../dom/keys';
import { make } from '../dom/make';
import { createIconButton } from './icons';
import { createToolButton } from './tool';

/** A tool's place in the bar, in which `.of-phone` shows it on a phone alone. */
const placed = (button: HTMLElement, more = '') =>
  make('div', { class: `tool of-phone ${more}`.trim() }, button);

/** The button that opens the panel as a sheet; a button in it, and Escape, close it. */
export function createSheet(
  alive: AbortSignal,
  { lab, panel, toolbar }: Readonly<Record<'lab' | 'panel' | 'toolbar', HTMLElement>>,
): void {
  const button = createToolButton('experiment', 'experiment');
  const close = createIconButton('close', 'Close', () => show(false));
  close.element.classList.add('close-sheet');
  panel.prepend(close.element);
  toolbar.prepend(placed(button, 'opens-panel'));
  // In a wide window the panel is a column, whatever was open before.
  const isOpen = () => lab.dataset.sheet !== undefined && close.element.checkVisibility();

  function show(open: boolean): void {
    if (open) lab.dataset.sheet = '';
    else delete lab.dataset.sheet;
    button.setAttribute('aria-expanded', String(open));
    (open ? close.element : button).focus();
  }
  button.setAttribute('aria-expanded', 'false');
  button.addEventListener('click', () => show(!isOpen()));
  const listener = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || !isOpen()) return;
    if (!concerns(lab, event)) return;
    event.preventDefault();
    show(false);
  };
  // Before the lecture, which Escape leaves.
  around(lab).addEventListener('keydown', listener, {
    signal: alive,
    capture: true,
  });
}

/** The button that brings the minor tools, and takes them away. */
export function createMore(toolbar: HTMLElement): void {
  const button = createToolButton('more', 'more');
  const show = (more: boolean) => {
    toolbar.toggleAttribute('data-more', more);
    button.setAttribute('aria-expanded', String(more));
  };
  button.addEventListener('click', () => show(!toolbar.hasAttribute('data-more')));
  show(false);
  toolbar.append(placed(button));
}
