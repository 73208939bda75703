/** In a frame, keys that are the embedding page's: a deck's clicker works wherever the focus is. */
import { pressOf, targetOf } from '../dom/keys';
import { pressed } from '../model/keys';

/** A key press as it is handed over, to be made a `KeyboardEvent` of again. */
export interface Handed {
  readonly key: string;
  readonly code: string;
  readonly keyCode: number;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
}

/** When a key that clickers send is the deck's. */
const clickers: Readonly<Record<string, 'always' | 'unless typed' | 'unless owned'>> = {
  pagedown: 'always',
  pageup: 'always',
  // Begins a deck, and would reload the frame.
  f5: 'always',
  b: 'unless typed',
  '.': 'unless typed',
  arrowleft: 'unless owned',
  arrowright: 'unless owned',
  arrowup: 'unless owned',
  arrowdown: 'unless owned',
  ' ': 'unless owned',
  // Of a deck's keys, though no clicker has them.
  home: 'unless owned',
  end: 'unless owned',
};

/** What has the focus after a click, and uses Space but no arrows. */
const WITHOUT_ARROWS = 'button, a[href], summary, input[type=checkbox]';

/** What Escape closes. */
const CLOSED_BY_ESCAPE = 'dialog[open], :popover-open, .lab[data-mode="lecture"], .lab[data-sheet]';

/** Keys that move the focus or write, and those that are held with others. */
const KEPT = [
  'Tab',
  'Enter',
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'Dead',
  'Process',
];

/** When a key press is the deck's, of a key that clickers send; undefined for any other key. */
function clickersOf(event: KeyboardEvent) {
  const key = pressed(event);
  const isPlain = !(event.ctrlKey || event.altKey || event.metaKey);
  return isPlain && key !== undefined && Object.hasOwn(clickers, key) ? clickers[key] : undefined;
}

/** Whether a key of a clicker is the deck's, and not of what has the focus. */
function isDecks(event: KeyboardEvent): boolean {
  const when = clickersOf(event);
  if (when === undefined || when === 'always') return when === 'always';
  const { isFree, isOwned } = pressOf(event);
  if (!isFree || when === 'unless typed') return isFree;
  const target = targetOf(event);
  const leaves = event.key !== ' ' && target instanceof Element && target.matches(WITHOUT_ARROWS);
  return leaves || !isOwned;
}

/** Whether a lab has used a key press that comes out of it, or something in it will. */
export const isUsed = (event: KeyboardEvent): boolean =>
  !isDecks(event) && (!pressOf(event).isFree || clickersOf(event) !== undefined);

/** Hands over what is the deck's, and what nobody in the frame uses, until the signal aborts. */
export function handKeys(hand: (key: Handed) => void, signal: AbortSignal): void {
  const give = ({ key, code, keyCode, shiftKey, repeat }: KeyboardEvent) =>
    hand({ key, code, keyCode, shiftKey, repeat });
  /** Something in the frame closes by this Escape, and may have closed when it comes to the window. */
  let closes = false;
  addEventListener(
    'keydown',
    (event) => {
      closes = event.key === 'Escape' && document.querySelector(CLOSED_BY_ESCAPE) !== null;
      if (!isDecks(event)) return;
      event.preventDefault();
      // Nor may the lecture have it, which listens at the document.
      event.stopImmediatePropagation();
      give(event);
    },
    { signal, capture: true },
  );
  addEventListener(
    'keydown',
    (event) => {
      if (!isUsed(event) && !closes && !KEPT.includes(event.key)) give(event);
    },
    { signal },
  );
}
