/** Every key of the page, in one table: what acts on keys and what lists them is made from it. */
import { type KeyEvent, keyMeant } from './layouts';

interface KeyRow {
  /** As `pressed` names them. */
  readonly keys: readonly string[];
  /** As they are printed on a keyboard. */
  readonly shown: readonly string[];
  readonly does: string;
  /** The focused element gets the key first, if it uses it. */
  readonly yields?: true;
}

/** In the lab and in the lecture. */
export const labKeys = {
  camera: { keys: ['c'], shown: ['C'], does: 'next camera' },
  height: { keys: ['t'], shown: ['T'], does: 'next height scale' },
  frame: { keys: ['0'], shown: ['0'], does: 'reset the view' },
  layers: { keys: ['p'], shown: ['P'], does: 'play through the layers, or pause' },
  back: { keys: ['e'], shown: ['E'], does: 'earlier layer' },
  on: { keys: ['n'], shown: ['N'], does: 'next layer' },
  reroll: { keys: ['r'], shown: ['R'], does: 're-roll: another seed' },
  scheme: {
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    shown: ['1', '…', '9'],
    does: 'weights’ scheme',
  },
  link: { keys: ['k'], shown: ['K'], does: 'link to this page, and its QR code' },
  costs: {
    keys: ['m'],
    shown: ['M'],
    does: 'what the run costs (measure): time, rate, memory',
  },
  larger: { keys: ['+'], shown: ['+'], does: 'larger text and controls' },
  smaller: { keys: ['-'], shown: ['−'], does: 'smaller text and controls' },
  fullscreen: { keys: ['f'], shown: ['F'], does: 'full screen' },
  help: { keys: ['?'], shown: ['?'], does: 'this list' },
} as const satisfies Record<string, KeyRow>;
export type LabKey = keyof typeof labKeys;

/** Outside the lecture, in which they mean something else. */
export const foldKeys = {
  panel: { keys: ['h'], shown: ['H'], does: 'fold the panel, or unfold it' },
  chart: { keys: ['g'], shown: ['G'], does: 'fold the chart (graph), or unfold it' },
} as const satisfies Record<string, KeyRow>;
export type FoldKey = keyof typeof foldKeys;

/** In the lecture alone. A clicker sends Page Down and Page Up. */
export const lectureKeys = {
  next: {
    keys: ['pagedown', 'arrowright', ' '],
    shown: ['Page Down', '→', 'Space'],
    does: 'next step, or reveal the answer',
    yields: true,
  },
  previous: { keys: ['pageup', 'arrowleft'], shown: ['Page Up', '←'], does: 'back', yields: true },
  first: { keys: ['home'], shown: ['Home'], does: 'first step of the lesson', yields: true },
  last: { keys: ['end'], shown: ['End'], does: 'last step of the lesson', yields: true },
  overview: { keys: ['o'], shown: ['O'], does: 'all chapters' },
  restore: { keys: ['backspace'], shown: ['Backspace'], does: 'restore this step’s settings' },
  controls: { keys: ['h'], shown: ['H'], does: 'show or hide all controls' },
  black: { keys: ['b', '.'], shown: ['B', '.'], does: 'black screen' },
  white: { keys: ['w'], shown: ['W'], does: 'white screen' },
  spotlight: { keys: ['l'], shown: ['L'], does: 'spotlight that follows the pointer' },
  presenter: { keys: ['s'], shown: ['S'], does: 'speaker’s window' },
  leave: {
    keys: ['escape'],
    shown: ['Esc'],
    does: 'close the open panel, or exit the lecture: Page Down returns to it',
  },
} as const satisfies Record<string, KeyRow>;
export type LectureKey = keyof typeof lectureKeys;

const used: ReadonlySet<string> = new Set(
  [labKeys, foldKeys, lectureKeys]
    .flatMap(Object.values<KeyRow>)
    .flatMap(({ keys }): readonly string[] => keys),
);

/** The key that an event means on whatever keyboard: “c”, “5”, “pagedown”. */
export const pressed = (event: KeyEvent): string | undefined =>
  keyMeant(event, (key) => used.has(key));

/** Keys that clickers send: no picture and no button may take them. */
const CLICKER: readonly string[] = ['pagedown', 'pageup'];

/** A key press, and whether something else uses it; `pressOf` in dom/ makes it from an event. */
export interface KeyPress extends KeyEvent {
  /** Not handled yet, no shortcut of the browser, and not typed into a field. */
  readonly isFree: boolean;
  /** The focused element may use it. */
  readonly isOwned: boolean;
}

/** The row of a table that a key press means, if it means one and is free. */
export function keyIn<T extends string>(
  table: Readonly<Record<T, KeyRow>>,
  press: KeyPress,
): T | undefined {
  if (!press.isFree) return undefined;
  const key = pressed(press);
  return (Object.keys(table) as T[]).find((name) => {
    const { keys, yields } = table[name];
    if (key === undefined || !keys.includes(key)) return false;
    return !yields || CLICKER.includes(key) || !press.isOwned;
  });
}

/** A key by which a clicker turns pages, or blackens the screen. */
export const isClickers = (press: KeyPress): boolean =>
  press.isFree && [...CLICKER, '.'].includes(pressed(press) ?? '');
