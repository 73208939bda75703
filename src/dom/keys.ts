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

/** What an event happened in, within a shadow root too, of which listeners outside see only the host. */
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
 * Where a lab listens to what happens anywhere: at the document, or as a guest in a shadow root at that,
 * because what happens in the page around it is not its concern. Of the two, a document's events have
 * types.
 */
export function around(lab: HTMLElement): Document {
  const root = lab.getRootNode();
  return root instanceof ShadowRoot ? (root as unknown as Document) : document;
}

/** The one that it happened in; outside of all of them, the first. */
export function concerns(lab: HTMLElement, { target }: Event): boolean {
  const within = target instanceof Element ? target.closest('.lab') : null;
  return lab === (within ?? around(lab).querySelector('.lab'));
}
