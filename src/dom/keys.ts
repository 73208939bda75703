/** What only the page knows about a key press: whether the focused element uses it. */

/** Elements that take typed text. */
const TYPED = 'input:not([type=radio], [type=checkbox], [type=range]), select, textarea';
// A live number in a text can have the focus, but uses no key.
const OWNS_KEYS =
  'button, a[href], summary, input, select, textarea, [tabindex]:not([tabindex="-1"], [data-live]), [role=slider]';

const matches = (target: EventTarget | null, selector: string) =>
  target !== null &&
  target instanceof Element &&
  (target.matches(selector) || (target instanceof HTMLElement && target.isContentEditable));

/** The part of a keyboard event that is read here. */
export type KeyEvent = Pick<
  KeyboardEvent,
  | 'key'
  | 'code'
  | 'shiftKey'
  | 'isComposing'
  | 'keyCode'
  | 'ctrlKey'
  | 'altKey'
  | 'metaKey'
  | 'defaultPrevented'
  | 'target'
> &
  Partial<Pick<KeyboardEvent, 'composedPath'>>;

/** What it happened in, within a shadow root too, of which listeners outside see only the host. */
export const targetOf = (event: Pick<KeyEvent, 'target' | 'composedPath'>): EventTarget | null =>
  event.composedPath?.()[0] ?? event.target;

/** A key press as `keyIn` reads it: the keys, and what has the focus. */
export function pressOf(event: KeyEvent) {
  const { key, code, shiftKey, isComposing, keyCode } = event;
  const { defaultPrevented, ctrlKey, altKey, metaKey } = event;
  const target = targetOf(event);
  return {
    key,
    code,
    shiftKey,
    isComposing,
    keyCode,
    /** Not handled yet, no shortcut of the browser, and not typed into a field. */
    isFree: !(defaultPrevented || ctrlKey || altKey || metaKey || matches(target, TYPED)),
    /** The focused element may use it. */
    isOwned: matches(target, OWNS_KEYS),
  };
}

/**
 * The one that it happened in; outside of all of them, the first of the document. One in a shadow root
 * is a guest in its page: it concerns itself with nothing outside.
 */
export function concerns(lab: HTMLElement, event: Event): boolean {
  const within = event.composedPath().find((one) => one instanceof Element && one.matches('.lab'));
  return lab === (within ?? document.querySelector('.lab'));
}
