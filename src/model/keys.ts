/** Every key of the page, in one table: what acts on keys and what lists them is made from it. */

interface KeyRow {
  /** As `event.key`, in lower case. */
  readonly keys: readonly string[];
  /** As they are printed on a keyboard. */
  readonly shown: readonly string[];
  readonly does: string;
  /** They belong first to whatever has the focus and knows what to do with them. */
  readonly yields?: true;
}

/** In the lab and in the lecture. */
export const labKeys = {
  camera: { keys: ['c'], shown: ['C'], does: 'next camera' },
  height: { keys: ['t'], shown: ['T'], does: 'next heights' },
  frame: { keys: ['0'], shown: ['0'], does: 'frame the stack again' },
  layers: { keys: ['p'], shown: ['P'], does: 'play through the layers, or pause' },
  reroll: { keys: ['r'], shown: ['R'], does: 're-roll: another seed' },
  scheme: {
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    shown: ['1', '…', '9'],
    does: 'weights’ scheme',
  },
  // The same key without Shift on many keyboards.
  larger: { keys: ['+', '='], shown: ['+'], does: 'larger type and controls' },
  smaller: { keys: ['-', '−'], shown: ['−'], does: 'smaller type and controls' },
  fullscreen: { keys: ['f'], shown: ['F'], does: 'full screen' },
  help: { keys: ['?'], shown: ['?'], does: 'this list' },
} as const satisfies Record<string, KeyRow>;
export type LabKey = keyof typeof labKeys;

/** In the lecture alone. A clicker sends Page Down and Page Up. */
export const lectureKeys = {
  next: {
    keys: ['pagedown', 'arrowright', ' '],
    shown: ['Page Down', '→', 'Space'],
    does: 'next; reveals what a question holds back',
    yields: true,
  },
  previous: { keys: ['pageup', 'arrowleft'], shown: ['Page Up', '←'], does: 'back', yields: true },
  first: { keys: ['home'], shown: ['Home'], does: 'first step of the lesson', yields: true },
  last: { keys: ['end'], shown: ['End'], does: 'last step of the lesson', yields: true },
  overview: { keys: ['o'], shown: ['O'], does: 'all chapters' },
  restore: { keys: ['backspace'], shown: ['Backspace'], does: 'back to the chapter’s setting' },
  controls: { keys: ['h'], shown: ['H'], does: 'show or hide all controls' },
  black: { keys: ['b', '.'], shown: ['B', '.'], does: 'black screen' },
  white: { keys: ['w'], shown: ['W'], does: 'white screen' },
  spotlight: { keys: ['l'], shown: ['L'], does: 'spotlight that follows the pointer' },
  presenter: { keys: ['s'], shown: ['S'], does: 'presenter window' },
  leave: { keys: ['escape'], shown: ['Esc'], does: 'close what is open; leave the lecture' },
} as const satisfies Record<string, KeyRow>;
export type LectureKey = keyof typeof lectureKeys;

/** What is typed into, and what clickers send: the latter never belongs to a picture or a button. */
const TYPED = 'input:not([type=radio], [type=checkbox], [type=range]), select, textarea';
const CLICKER = ['pagedown', 'pageup'];
// A live number in a text can be pointed at by Tab, and does nothing with a key.
const OWNS_KEYS =
  'button, a[href], summary, input, select, textarea, [tabindex]:not([tabindex="-1"], [data-live]), [role=slider]';

/** What matters of a keyboard event. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly defaultPrevented: boolean;
  readonly target: EventTarget | null;
}

const matches = (target: EventTarget | null, selector: string) =>
  target instanceof Element &&
  (target.matches(selector) || (target instanceof HTMLElement && target.isContentEditable));

/** The row of a table that a key press means, if it means one and is not typed into a field. */
export function keyIn<T extends string>(
  table: Readonly<Record<T, KeyRow>>,
  { key, ctrlKey, altKey, metaKey, defaultPrevented, target }: KeyPress,
): T | undefined {
  if (defaultPrevented || ctrlKey || altKey || metaKey || matches(target, TYPED)) return undefined;
  const pressed = key.toLowerCase();
  return (Object.keys(table) as T[]).find((name) => {
    const { keys, yields } = table[name];
    if (!keys.includes(pressed)) return false;
    return !yields || CLICKER.includes(pressed) || !matches(target, OWNS_KEYS);
  });
}
