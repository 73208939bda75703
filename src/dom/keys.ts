/** What of a key press only the page knows: whether somebody else has a use for it. */

/** What is typed into. */
const TYPED = 'input:not([type=radio], [type=checkbox], [type=range]), select, textarea';
// A live number in a text can be pointed at by Tab, and does nothing with a key.
const OWNS_KEYS =
  'button, a[href], summary, input, select, textarea, [tabindex]:not([tabindex="-1"], [data-live]), [role=slider]';

const matches = (target: EventTarget | null, selector: string) =>
  target !== null &&
  target instanceof Element &&
  (target.matches(selector) || (target instanceof HTMLElement && target.isContentEditable));

/** What matters of a keyboard event. */
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
>;

/** A key press as `keyIn` reads it: the keys, and what has the focus. */
export function pressOf(event: KeyEvent) {
  const { key, code, shiftKey, isComposing, keyCode } = event;
  const { defaultPrevented, ctrlKey, altKey, metaKey, target } = event;
  return {
    key,
    code,
    shiftKey,
    isComposing,
    keyCode,
    /** It is nobody's yet, no shortcut of the browser's, and not typed into a field. */
    isFree: !(defaultPrevented || ctrlKey || altKey || metaKey || matches(target, TYPED)),
    /** What has the focus may know what to do with it. */
    isOwned: matches(target, OWNS_KEYS),
  };
}
