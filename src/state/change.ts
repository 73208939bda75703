/** The one way to change the page: every rule of what may be set together is kept here. */
import {
  type Experiment,
  type ExperimentValues,
  experimentWith,
  isSame,
} from '../model/experiment';
import { isGradient } from '../model/histogram';
import { type MemoryLimits, memoryProblem } from '../model/memory';
import { MAX_PINS, type Pin, pinned } from '../model/pins';
import { latestTime, live, type Playback } from '../model/playback';
import { Problem } from '../model/problem';
import { propertyNames } from '../model/properties';
import type { View } from '../model/view';
import { eyeProblem, roundedEye } from './eye';
import {
  type Control,
  comparedWith,
  type Eye,
  isAlike,
  type Layers,
  type LessonPlace,
  type Page,
  type Part,
  panelRows,
  parts,
  type Selected,
} from './page';

/** Fields of the page to set. One that is present and undefined is cleared. */
export interface Change {
  /** Properties of A to set. */
  readonly a?: Partial<ExperimentValues>;
  readonly b?: Experiment | undefined;
  readonly view?: Partial<View>;
  readonly pins?: readonly Pin[];
  readonly layers?: Layers | undefined;
  readonly eye?: Eye | undefined;
  readonly selected?: Selected | undefined;
  readonly time?: Partial<Playback>;
  readonly lesson?: LessonPlace | undefined;
  readonly hidden?: readonly Part[];
  readonly controls?: readonly Control[] | undefined;
}

/** What the machine's memory allows. */
export type Limits = MemoryLimits;

/** Everything that `controls` can leave open, in the panel's order. */
export const controlNames: readonly Control[] = [...propertyNames, ...panelRows];
export const partNames = Object.keys(parts) as readonly Part[];

/** The fewest layers that a zoom may show. */
export const LEAST_LAYERS = 1;
/** The most characters that a pin's name may have. */
const LONGEST_NAME = 200;

/** Every experiment of a page, with the prefix that names it in a sentence; A has none. */
const experimentsOf = ({ a, b, pins }: Page): [Experiment, string][] => [
  [a, ''],
  ...(b ? [[b, 'B: '] as [Experiment, string]] : []),
  ...pins.map(({ name, experiment }): [Experiment, string] => [experiment, `Pin “${name}”: `]),
];

/** Depth of the deepest network in the chart. */
export const deepest = (page: Page): number =>
  Math.max(
    ...[page.a, comparedWith(page), ...page.pins.map(({ experiment }) => experiment)].map(
      (experiment) => experiment?.depth ?? 0,
    ),
  );

/** The latest time that the page can stand at. */
export const latest = ({ a, view, time }: Page): number =>
  latestTime(a.depth, view.quantity, time.loop);

/** B gets A's seed. A comparison needs a B, at first a copy of A; else a B equal to A is dropped. */
function pairedWith({ a, b, view }: Page): Experiment | undefined {
  // A seed that is allowed for A is allowed for B.
  const found = b && b.seed !== a.seed ? (experimentWith(b, { seed: a.seed }) as Experiment) : b;
  if (view.comparison !== 'off') return found ?? a;
  return found && isSame(found, a) ? undefined : found;
}

/** Falls back to a quantity that the experiment has. “both” exists for the post-activation only. */
function viewFor({ backward }: Experiment, view: View): View {
  const quantity = isGradient(view.quantity) && !backward ? 'post' : view.quantity;
  return { ...view, quantity, both: view.both && quantity === 'post' };
}

/** Makes a name one line, not empty, and well-formed Unicode, because links carry it. */
function nameOf(name: string): string {
  const line = name.toWellFormed().trim().replace(/\s+/g, ' ');
  return [...line].slice(0, LONGEST_NAME).join('').trim() || 'pinned run';
}

/** Gives every pin a different name. */
const namedApart = (pins: readonly Pin[]) =>
  pins.reduce<readonly Pin[]>(
    (others, { name, experiment }) => pinned(others, { name: nameOf(name), experiment }),
    [],
  );

const isLayer = (layer: number, depth: number) =>
  Number.isInteger(layer) && layer >= 0 && layer <= depth;

const selectedIn = (page: Page): Selected | undefined => {
  const { selected } = page;
  const experiment = selected && (selected.of === 'a' ? page.a : comparedWith(page));
  return experiment && isLayer(selected.layer, experiment.depth) ? selected : undefined;
};

/** To a hundredth of a layer: finer digits would be invisible and make links longer. */
const rounded = (layer: number) => Number(layer.toFixed(2)) + 0;

function layersIn(page: Page): Layers | undefined {
  if (!page.layers) return undefined;
  const [from, to] = page.layers.map(rounded) as [number, number];
  const isZoom = from >= 0 && to - from >= LEAST_LAYERS && to <= deepest(page);
  return isZoom ? [from, to] : undefined;
}

/** Playback needs a time to play from, and the time must exist in this experiment. */
function timeIn(page: Page): Playback {
  const { time, playing } = page.time;
  if (time === undefined) return playing ? { ...page.time, time: 0 } : page.time;
  const within = time >= 0 ? Math.min(time, latest(page)) : 0;
  // Rounding a running clock would make it drift.
  return { ...page.time, time: playing ? within : rounded(within) };
}

/** A guess reveals the answer. */
const lessonIn = ({ lesson }: Page): LessonPlace | undefined =>
  lesson?.guess === undefined ? lesson : { ...lesson, revealed: true, guess: lesson.guess + 0 };

/** The listed names in the table's order, once each. */
const inOrder = <T>(table: readonly T[], list: readonly T[]) =>
  table.filter((name) => list.includes(name));

/** A new experiment starts live, and keeps speed and loop, which are the person's choice. */
const afresh = ({ speed, loop }: Playback): Playback => ({ ...live, speed, loop });

/** Fields that are compared by value. Experiments are compared by identity. */
const small = [
  'view',
  'layers',
  'eye',
  'selected',
  'time',
  'lesson',
  'hidden',
  'controls',
] as const;

/** Keeps the old object wherever the value is equal, so that effects can compare by identity. */
function keeping(page: Page, next: Page): Page {
  const alike = small.filter((name) => isAlike(page[name], next[name]));
  const kept = { ...next, ...Object.fromEntries(alike.map((name) => [name, page[name]])) };
  const names = Object.keys(page) as (keyof Page)[];
  return names.every((name) => kept[name] === page[name]) ? page : kept;
}

/** Refuses the first new experiment that does not fit the device; those already there may stay. */
function unfit(page: Page, next: Page, limits: Limits): Problem | undefined {
  const before = new Set(experimentsOf(page).map(([experiment]) => experiment));
  for (const [experiment, whose] of experimentsOf(next)) {
    const problem = before.has(experiment) ? undefined : memoryProblem(experiment, limits);
    if (problem) return new Problem(whose + problem.sentence);
  }
  return undefined;
}

/**
 * The page with a change, or a sentence that says why not; the page is then as it was. What the change
 * does not name and can no longer be (a layer that is gone, a gradient without a backward pass) goes
 * back to what it is at first. Whatever stays alike stays the same object, and so does the page where
 * nothing changes. An experiment is refused for its memory when it is set, not because it stands there:
 * on a lesser machine a page can still be changed.
 */
export function change(page: Page, next: Change, limits: Limits): Page | Problem {
  const a = next.a ? experimentWith(page.a, next.a) : page.a;
  if (a instanceof Problem) return a;
  if (next.view?.quantity && isGradient(next.view.quantity) && !a.backward)
    return new Problem(`quantity ${next.view.quantity} needs “backward: true” in the experiment.`);
  if (next.pins && next.pins.length > MAX_PINS)
    return new Problem(
      `${next.pins.length} pinned runs are too many: at most ${MAX_PINS} are allowed.`,
    );
  const eye = next.eye && roundedEye(next.eye);
  const wrongEye = eye && eyeProblem(eye);
  if (wrongEye) return wrongEye;
  const { camera } = page.view;
  const isNew = !isSame(a, page.a);
  const asked: Page = {
    ...page,
    ...next,
    a: isNew ? a : page.a,
    view: viewFor(a, { ...page.view, ...next.view }),
    pins: next.pins ? namedApart(next.pins) : page.pins,
    // Another camera has a position of its own, so the person's eye is dropped.
    eye: 'eye' in next ? eye : (next.view?.camera ?? camera) === camera ? page.eye : undefined,
    time: { ...(isNew ? afresh(page.time) : page.time), ...next.time },
    hidden: next.hidden ? inOrder(partNames, next.hidden) : page.hidden,
    controls:
      'controls' in next ? next.controls && inOrder(controlNames, next.controls) : page.controls,
  };
  const paired: Page = { ...asked, b: pairedWith(asked) };
  const changed = keeping(page, {
    ...paired,
    selected: selectedIn(paired),
    layers: layersIn(paired),
    time: timeIn(paired),
    lesson: lessonIn(paired),
  });
  return unfit(page, changed, limits) ?? changed;
}

/** B becomes what A is. */
export const copied = ({ a }: Page): Change => ({ b: a });

/** A and B change places. */
export const swapped = ({ a, b }: Page): Change => (b ? { a: { ...b, seed: a.seed }, b: a } : {});
