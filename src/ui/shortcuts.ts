/** Keys that act wherever the focus is, but for fields in which one types. */
import { around, concerns, pressOf } from '../dom/keys';
import type { Experiment, ExperimentValues } from '../model/experiment';
import { type FoldKey, foldKeys, keyIn, type LabKey, labKeys, pressed } from '../model/keys';
import type { Problem } from '../model/problem';
import { type SchemeName, schemeOf, schemes } from '../model/schemes';
import {
  type CameraName,
  cameras,
  type Height,
  heights,
  type Preferences,
  scaledBy,
  type View,
} from '../model/view';
import { createHelp } from './help';

export interface ShortcutEvents {
  experiment(): Experiment;
  change(changes: Partial<ExperimentValues>): Problem | undefined;
  view(): View;
  changeView(changes: Partial<View>): void;
  preferences(): Preferences;
  prefer(changes: Partial<Preferences>): void;
  resetCamera(): void;
  /** False where there is nothing to undo. */
  undo(): boolean;
  redo(): boolean;
  /** Shows the link to the page. */
  link(): void;
  /** Tells what the page itself is. */
  about(): void;
  /** Plays through the layers, or pauses. */
  toggle(): void;
  /** Goes so many layers on. */
  step(by: number): void;
  /** Says for a moment what a key has done. */
  say(text: string): void;
}

/** The name after `name` in a table; after the last comes the first. */
function after<T extends string>(table: Record<T, unknown>, name: T): T {
  const names = Object.keys(table) as T[];
  return names[(names.indexOf(name) + 1) % names.length]!;
}

/** The schemes that a digit chooses: as many of the table as there are digits. */
export const schemesByDigit = (Object.keys(schemes) as SchemeName[]).slice(
  0,
  labKeys.scheme.keys.length,
);

/** What a key does; what it says is seen for a moment. */
type Act = (events: ShortcutEvents, key: string) => string | undefined;

const scaleBy =
  (steps: number): Act =>
  ({ preferences, prefer }) => {
    const scale = scaledBy(preferences().scale, steps);
    prefer({ scale });
    return `scale ${scale}`;
  };

const acts: Readonly<Record<Exclude<LabKey, 'help' | 'fullscreen'> | FoldKey, Act>> = {
  panel: ({ preferences, prefer }) => {
    prefer({ panel: !preferences().panel });
    return undefined;
  },
  chart: ({ preferences, prefer }) => {
    prefer({ chart: !preferences().chart });
    return undefined;
  },
  camera: ({ view, changeView }) => {
    const camera = after<CameraName>(cameras, view().camera);
    changeView({ camera });
    return `camera: ${cameras[camera]}`;
  },
  height: ({ view, changeView }) => {
    const height = after<Height>(heights, view().height);
    changeView({ height });
    return `height: ${heights[height]}`;
  },
  frame: ({ resetCamera }) => {
    resetCamera();
    return undefined;
  },
  layers: ({ toggle }) => {
    toggle();
    return undefined;
  },
  back: ({ step }) => {
    step(-1);
    return undefined;
  },
  on: ({ step }) => {
    step(1);
    return undefined;
  },
  reroll: ({ change }) => {
    const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
    return change({ seed })?.sentence ?? `seed ${seed}`;
  },
  scheme: ({ change }, key) => {
    const scheme = schemesByDigit[Number(key) - 1]!;
    return change({ scheme })?.sentence ?? `${key}: ${scheme}, ${schemeOf(scheme).formula}`;
  },
  costs: ({ preferences, prefer }) => {
    prefer({ costs: !preferences().costs });
    return undefined;
  },
  link: ({ link }) => {
    link();
    return undefined;
  },
  larger: scaleBy(1),
  smaller: scaleBy(-1),
};

/** In the lecture, what it takes itself does not come here. */
const keys = { ...labKeys, ...foldKeys };

/** Ctrl Z and the like, as systems have them; a field in which one types has an undo of its own. */
function historyMeant({ key, ctrlKey, metaKey, shiftKey, altKey, target }: KeyboardEvent) {
  const typed =
    target instanceof HTMLInputElement && !['radio', 'checkbox', 'range'].includes(target.type);
  if (!(ctrlKey || metaKey) || altKey || typed) return undefined;
  const letter = key.toLowerCase();
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  return letter === 'y' && ctrlKey ? 'redo' : undefined;
}

/** Acts on the keys that are meant for a lab, until the signal aborts. */
export function listenForShortcuts(
  alive: AbortSignal,
  lab: HTMLElement,
  events: ShortcutEvents,
): void {
  const help = createHelp(lab, schemesByDigit, events.about);
  const listener = (event: KeyboardEvent) => {
    if (!concerns(lab, event)) return;
    const walk = historyMeant(event);
    if (walk) {
      event.preventDefault();
      events.say(events[walk]() ? walk : `nothing to ${walk}`);
      return;
    }
    const name = keyIn<LabKey | FoldKey>(keys, pressOf(event));
    if (!name) return;
    event.preventDefault();
    if (name === 'help') return help.toggle();
    if (name === 'fullscreen') return toggleFullscreen(lab);
    const said = acts[name](events, pressed(event)!);
    if (said) events.say(said);
  };
  around(lab).addEventListener('keydown', listener, { signal: alive });
}

/** Full screen, or back from it; where a browser or an embedding page refuses, nothing happens. */
function toggleFullscreen(lab: HTMLElement): void {
  const place: Node = around(lab);
  const whole = place instanceof ShadowRoot ? place.host : document.documentElement;
  const done = document.fullscreenElement ? document.exitFullscreen() : whole.requestFullscreen?.();
  done?.catch(() => {});
}
