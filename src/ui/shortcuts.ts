/** Keys that act wherever the focus is, but for fields in which one types. */
import { type CameraName, cameras, type Height, heights, scaledBy, type View } from '../model/view';

export interface ShortcutEvents {
  view(): View;
  changeView(changes: Partial<View>): void;
  resetCamera(): void;
}

/** The name after `name` in a table; after the last comes the first. */
function after<T extends string>(table: Record<T, unknown>, name: T): T {
  const names = Object.keys(table) as T[];
  return names[(names.indexOf(name) + 1) % names.length]!;
}

const scaleBy = (steps: number) => (events: ShortcutEvents) =>
  events.changeView({ scale: scaledBy(events.view().scale, steps) });

/** By `event.key`, in lower case. Digits but 0 are kept for schemes, arrows for the pictures. */
const shortcuts: Readonly<Record<string, (events: ShortcutEvents) => void>> = {
  c: ({ view, changeView }) => changeView({ camera: after<CameraName>(cameras, view().camera) }),
  h: ({ view, changeView }) => changeView({ height: after<Height>(heights, view().height) }),
  '+': scaleBy(1),
  // The same key without Shift on many keyboards.
  '=': scaleBy(1),
  '-': scaleBy(-1),
  '0': ({ resetCamera }) => resetCamera(),
};

const TYPED = 'input:not([type=radio], [type=checkbox], [type=range]), select, textarea';

/** Whether keys go into what has the focus. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches(TYPED));

/** Acts on keys from now on. */
export function listenForShortcuts(events: ShortcutEvents): void {
  document.addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, altKey, metaKey, defaultPrevented } = event;
    if (defaultPrevented || ctrlKey || altKey || metaKey || isTyping(target)) return;
    const name = key.toLowerCase();
    // Whatever a table inherits is no shortcut.
    if (!Object.hasOwn(shortcuts, name)) return;
    event.preventDefault();
    shortcuts[name]!(events);
  });
}
