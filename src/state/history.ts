/** Undo and redo: pages that one can go back to, and what counts as a step. */
import { isSame } from '../model/experiment';
import type { Change } from './change';
import { isAlike, type Page } from './page';

/** The nearest page is last in the past, and first in the future. */
export interface History {
  readonly past: readonly Page[];
  readonly future: readonly Page[];
}

export const noHistory: History = { past: [], future: [] };

/** Steps that can be undone. */
export const MOST_STEPS = 100;

/**
 * What is set by a step, and whether it is the same on two pages. Not playback: it runs by itself, and a
 * scrub is undone by another. Not the lesson's place: Page Up goes back there, and an undo that turned
 * pages would surprise a hall. Not the layer that is read: to close it is one key.
 */
const settings = {
  a: (one, other) => isSame(one.a, other.a),
  b: ({ b: one }, { b: other }) => one === other || (!!one && !!other && isSame(one, other)),
  view: (one, other) => isAlike(one.view, other.view),
  pins: (one, other) => isAlike(one.pins, other.pins),
  layers: (one, other) => isAlike(one.layers, other.layers),
  eye: (one, other) => isAlike(one.eye, other.eye),
  hidden: (one, other) => isAlike(one.hidden, other.hidden),
  controls: (one, other) => isAlike(one.controls, other.controls),
} satisfies Partial<Record<keyof Page, (one: Page, other: Page) => boolean>>;

const names = Object.keys(settings) as (keyof typeof settings)[];

/** Whether a change is a step: it can be undone, and gets an entry in the browser's history. */
export const isStep = (before: Page, after: Page): boolean =>
  names.some((name) => !settings[name](before, after));

/**
 * A step away from a page. A drag is one step however many values it passes: its caller records, at its
 * end, the page at its beginning. What had been undone can no longer be redone.
 */
export const recorded = ({ past }: History, before: Page): History => ({
  past: [...past, before].slice(-MOST_STEPS),
  future: [],
});

/** How to get to a page, and the history there: to be kept if the change is not refused. */
export interface Way {
  readonly change: Change;
  readonly history: History;
}

const changeTo = (page: Page): Change =>
  Object.fromEntries(names.map((name) => [name, page[name]])) as Change;

/** The way to the previous page; undefined if there is none. */
export function undone({ past, future }: History, now: Page): Way | undefined {
  const page = past.at(-1);
  return (
    page && {
      change: changeTo(page),
      history: { past: past.slice(0, -1), future: [now, ...future] },
    }
  );
}

/** The way to the page that was undone last; undefined if there is none. */
export function redone({ past, future }: History, now: Page): Way | undefined {
  const [page, ...rest] = future;
  return page && { change: changeTo(page), history: { past: [...past, now], future: rest } };
}
