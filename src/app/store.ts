/** Holds the page: everything that changes it comes through here. */
import { batch, type ReadonlySignal, signal } from '@preact/signals-core';
import type { Experiment } from '../model/experiment';
import { Problem } from '../model/problem';
import { type Change, change, type Limits } from '../state/change';
import {
  type History,
  isStep,
  noHistory,
  recorded,
  redone,
  undone,
  type Way,
} from '../state/history';
import type { Page } from '../state/page';

export interface Store {
  readonly page: ReadonlySignal<Page>;
  /** A as it was before the slider that is being dragged moved. */
  readonly dragged: ReadonlySignal<Experiment | undefined>;
  /** Deliberate steps so far: a drag is one. */
  readonly steps: ReadonlySignal<number>;
  /** Changes the page, or says why not. `settled` is false while a slider is dragged. */
  set(next: Change, settled?: boolean): Problem | undefined;
  /** Steps that can be undone, and redone. */
  history(): History;
  /** Replaces the whole page, from a link or the browser's history. */
  replace(page: Page): void;
  /** Goes back by a step; false where there is none. */
  undo(): boolean;
  redo(): boolean;
}

/** Fields that a wheel can change too, and the longest pause within one gesture, in ms. */
const gestures = ['layers', 'eye'];
const GESTURE = 1000;

export function createStore(first: Page, limits: () => Limits): Store {
  const page = signal(first);
  const dragged = signal<Experiment | undefined>(undefined);
  const steps = signal(0);
  let history: History = noHistory;
  /** The page before the drag. */
  let start: Page | undefined;

  function show(next: Page): void {
    batch(() => {
      page.value = next;
      dragged.value = undefined;
      steps.value++;
    });
    start = undefined;
  }
  function walk(by: (history: History, now: Page) => Way | undefined): boolean {
    const way = by(history, page.peek());
    const next = way && change(page.peek(), way.change, limits());
    if (!next || next instanceof Problem) return false;
    history = way.history;
    show(next);
    return true;
  }

  let last = { gesture: '', at: 0 };
  /** A wheel turns in many small steps: successive ones count as one. */
  function goesOn(next: Change): boolean {
    const names = Object.keys(next);
    const gesture = names.length === 1 && gestures.includes(names[0]!) ? names[0]! : '';
    const now = performance.now();
    const same = gesture !== '' && gesture === last.gesture && now - last.at < GESTURE;
    last = { gesture, at: now };
    return same;
  }

  return {
    page,
    dragged,
    steps,
    set(next, settled = true) {
      const before = page.peek();
      const changed = change(before, next, limits());
      if (changed instanceof Problem) {
        // Even a refused change ends the drag.
        if (next.a && settled) dragged.value = start = undefined;
        return changed;
      }
      // Other changes meanwhile, such as the clock's, neither begin nor end a drag.
      const drags = next.a ? !settled : start !== undefined;
      const from = start ?? before;
      start = drags ? from : undefined;
      const moves = !drags && !goesOn(next);
      const goes = moves && isStep(from, changed);
      if (goes) history = recorded(history, from);
      batch(() => {
        page.value = changed;
        dragged.value = drags ? from.a : undefined;
        if (goes || (moves && from.lesson !== changed.lesson)) steps.value++;
      });
      return undefined;
    },
    history: () => history,
    replace(next) {
      if (isStep(page.peek(), next)) history = recorded(history, page.peek());
      show(next);
    },
    undo: () => walk(undone),
    redo: () => walk(redone),
  };
}
