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
  type Layers,
  type LessonPlace,
  type Page,
  type Part,
  panelRows,
  parts,
  type Selected,
} from './page';

/** What is to be another than it is. A field that is there and undefined is taken away. */
export interface Change {
  /** Changes to A, or another A. */
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

/** What a machine and its device allow. */
export type Limits = MemoryLimits;

/** Everything that `controls` can leave open, in the panel's order. */
export const controlNames: readonly Control[] = [...propertyNames, ...panelRows];
export const partNames = Object.keys(parts) as readonly Part[];

/** Layers that a zoom shows, at least. */
export const LEAST_LAYERS = 1;
/** Characters of a pin's name. */
const LONGEST_NAME = 200;

/** Every experiment of a page, and what a sentence calls it where it is not A. */
const experimentsOf = ({ a, b, pins }: Page): [Experiment, string][] => [
  [a, ''],
  ...(b ? [[b, 'B: '] as [Experiment, string]] : []),
  ...pins.map(({ name, experiment }): [Experiment, string] => [experiment, `Pin “${name}”: `]),
];

/** The deepest of what the chart shows. */
export const deepest = (page: Page): number =>
  Math.max(
    ...[page.a, comparedWith(page), ...page.pins.map(({ experiment }) => experiment)].map(
      (experiment) => experiment?.depth ?? 0,
    ),
  );

/** The latest time that the page can stand at. */
export const latest = ({ a, view, time }: Page): number =>
  latestTime(a.depth, view.quantity, time.loop);

/** B has A's seed. Where two are compared there is a B, at first what A is; else none that is as A. */
function pairedWith({ a, b, view }: Page): Experiment | undefined {
  // A seed that is allowed for A is allowed for B.
  const found = b && b.seed !== a.seed ? (experimentWith(b, { seed: a.seed }) as Experiment) : b;
  if (view.comparison !== 'off') return found ?? a;
  return found && isSame(found, a) ? undefined : found;
}

/** A quantity that the experiment has; “both” is of the post-activation. */
function viewFor({ backward }: Experiment, view: View): View {
  const quantity = isGradient(view.quantity) && !backward ? 'post' : view.quantity;
  return { ...view, quantity, both: view.both && quantity === 'post' };
}

/** In one line, not empty, and what a link can carry: no half of a character. */
function nameOf(name: string): string {
  const line = name.toWellFormed().trim().replace(/\s+/g, ' ');
  return [...line].slice(0, LONGEST_NAME).join('').trim() || 'pinned run';
}

/** Every pin with a name of its own. */
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

/** To a hundredth of a layer: what nobody sees makes no link longer. */
const rounded = (layer: number) => Number(layer.toFixed(2)) + 0;

function layersIn(page: Page): Layers | undefined {
  if (!page.layers) return undefined;
  const [from, to] = page.layers.map(rounded) as [number, number];
  const isZoom = from >= 0 && to - from >= LEAST_LAYERS && to <= deepest(page);
  return isZoom ? [from, to] : undefined;
}

/** What plays stands somewhere; what stands does so at a time that there is. */
function timeIn(page: Page): Playback {
  const { time, playing } = page.time;
  if (time === undefined) return playing ? { ...page.time, time: 0 } : page.time;
  const within = time >= 0 ? Math.min(time, latest(page)) : 0;
  // Rounded while it runs it would gain or lose.
  return { ...page.time, time: playing ? within : rounded(within) };
}

/** Who has guessed has seen the answer. */
const lessonIn = ({ lesson }: Page): LessonPlace | undefined =>
  lesson?.guess === undefined ? lesson : { ...lesson, revealed: true, guess: lesson.guess + 0 };

/** Of a table's names those that are listed, once each. */
const inOrder = <T>(table: readonly T[], list: readonly T[]) =>
  table.filter((name) => list.includes(name));

/** Nothing of an experiment's own playback outlives it. */
const afresh = ({ speed, loop }: Playback): Playback => ({ ...live, speed, loop });

/** Small values of the page, that are compared by what they hold; experiments are the same or new. */
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

const isAlike = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** The page with what is new in it: whatever is alike stays the same object, for whoever compares. */
function keeping(page: Page, next: Page): Page {
  const alike = small.filter((name) => isAlike(page[name], next[name]));
  const kept = { ...next, ...Object.fromEntries(alike.map((name) => [name, page[name]])) };
  const names = Object.keys(page) as (keyof Page)[];
  return names.every((name) => kept[name] === page[name]) ? page : kept;
}

/** The first of what is new and does not fit the device; what was there before is no news. */
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
    // Another camera is seen from where it is.
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
