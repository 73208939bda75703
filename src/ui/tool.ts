import './tool.css';
import { type Child, make } from '../dom/make';
import { type IconName, icon } from './icons';

interface Tool {
  /** Under the icon, and the picture of it. */
  readonly name: string;
  readonly icon: IconName;
  /** The key that does the same, as it is printed on a keyboard. */
  readonly key?: string;
  /** What it is for, where the name alone does not say it. */
  readonly does?: string;
  /** On a phone it is behind “more”. */
  readonly minor?: true;
}

/** A button of the toolbar: its icon above its name. It does nothing yet. */
export const createToolButton = (picture: IconName, name: string, key?: string) =>
  make(
    'button',
    { type: 'button', 'aria-keyshortcuts': key },
    icon(picture),
    make('span', { text: name }),
  );

/** Between a button and what it opens, in CSS pixels. */
const GAP = 6;

/** A button of the toolbar that opens a box with controls above it. */
export function createTool({ name, icon: picture, key, does, minor }: Tool, ...content: Child[]) {
  const box = make('div', { class: 'tool-box', popover: 'auto' }, ...content);
  const button = createToolButton(picture, name, key);
  button.popoverTargetElement = box;
  const element = make('div', { class: minor ? 'tool minor' : 'tool' }, button, box);
  // The lecture takes Escape too, where nobody has used it.
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !box.matches(':popover-open')) return;
    event.preventDefault();
    close();
  });
  box.addEventListener('beforetoggle', (event) => {
    if (event.newState === 'open') place();
  });

  /** Closes the box; the focus goes back to its button. */
  function close(): void {
    box.hidePopover();
    button.focus();
  }

  /** Above the button, and as far to the middle of the window as it is wide. */
  function place(): void {
    const { left, right, top } = button.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const begins = left + right < clientWidth;
    box.style.setProperty('--left', begins ? `${left}px` : 'auto');
    box.style.setProperty('--right', begins ? 'auto' : `${clientWidth - right}px`);
    box.style.setProperty('--bottom', `${clientHeight - top + GAP}px`);
  }

  /** What is chosen, which the tooltip says; `offered` is false where the tool has no use now. */
  function show(chosen?: string, offered = true): void {
    element.hidden = !offered;
    const words = [does ?? name, chosen].filter(Boolean).join(': ');
    button.title = key ? `${words} (${key})` : words;
  }
  show();
  return { element, show, close };
}
