/** What is to be computed for a page, and which result answers which request. */
import { axisFor, sharedRange } from '../model/axis';
import { type Experiment, experimentWith, formatExperiment } from '../model/experiment';
import { type Family, families, type Quantity, quantities, type Ranges } from '../model/histogram';
import type { LayerReport } from '../model/report';
import type { View } from '../model/view';
import { comparedWith, type Page, type Side } from './page';

/** Samples of a preview while a slider is dragged. */
const PREVIEW_BATCH = 32;

/** Everything that decides a result, and where its histograms are stored. */
export interface Request {
  readonly experiment: Experiment;
  /** Ranges of the histograms; undefined where only the figures are needed. */
  readonly ranges: Ranges | undefined;
  /** The weights are measured too. */
  readonly weights: boolean;
  /** The store of the histograms; the scenes draw from A's and B's. */
  readonly store: Side | 'unseen';
  /** A cheaper stand-in while a slider is dragged. */
  readonly preview: boolean;
}

/** A request's result as far as it has come. */
export interface Run extends Request {
  readonly reports: readonly LayerReport[];
  readonly done: boolean;
}

const keys = new WeakMap<Experiment, string>();

/** A key that is equal for experiments that compute the same. */
export function keyOf(experiment: Experiment): string {
  const known = keys.get(experiment);
  if (known !== undefined) return known;
  const key = formatExperiment(experiment)
    .map(([, text]) => text)
    .join('\n');
  keys.set(experiment, key);
  return key;
}

const sameRanges = (a: Ranges | undefined, b: Ranges | undefined) =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

/** Whether a run, once it is done, is all that a request asks for; of which store is another matter. */
export const answers = (run: Request, { experiment, ranges, weights }: Request): boolean =>
  keyOf(run.experiment) === keyOf(experiment) &&
  (run.weights || !weights) &&
  (ranges === undefined || sameRanges(run.ranges, ranges));

/** Whose values decide how a family's axis is divided while none of the family is shown. */
const leaders: Readonly<Record<Family, Quantity>> = {
  activations: 'post',
  weights: 'weight',
  gradients: 'gradPost',
};

/** The ranges of every quantity. Showing another one changes only its own family's, if any. */
function rangesOf(experiments: readonly Experiment[], { axis, quantity }: View): Ranges {
  const range = (of: Quantity) => {
    const leads = families[of] === families[quantity] ? quantity : leaders[families[of]];
    return sharedRange(axisFor(axis, experiments, leads), experiments, of);
  };
  return Object.fromEntries(quantities.map((of) => [of, range(of)])) as Ranges;
}

/** What is allowed for an experiment is allowed for it with another seed, or with fewer samples. */
const withChanges = (experiment: Experiment, changes: Partial<Experiment>) =>
  experimentWith(experiment, changes) as Experiment;

/** The same experiment with the seeds that follow its own. */
export const otherSeeds = ({ a, view }: Pick<Page, 'a' | 'view'>): Experiment[] =>
  Array.from({ length: view.seeds - 1 }, (_, i) =>
    withChanges(a, { seed: (a.seed + i + 1) % 2 ** 32 }),
  );

/**
 * Everything that is to be computed for a page, the most urgent first. `dragged` is A as it was before
 * the slider that is being dragged moved: meanwhile A is a preview, and two that are compared keep
 * their ranges, so that B need not be run again for each value that the slider passes.
 */
export function requestsOf(
  page: Pick<Page, 'a' | 'b' | 'view' | 'pins'>,
  dragged?: Experiment,
): Request[] {
  const { a, view, pins } = page;
  const b = comparedWith(page);
  const weights = view.quantity === 'weight';
  const ranges = rangesOf(b ? [dragged ?? a, b] : [a], view);
  const preview = dragged !== undefined && a.batch > PREVIEW_BATCH;
  const shown = preview ? withChanges(a, { batch: PREVIEW_BATCH }) : a;
  const figures = (experiment: Experiment): Request => ({
    experiment,
    ranges: undefined,
    weights,
    store: 'unseen',
    preview: false,
  });
  const unseen = dragged ? [] : [...otherSeeds(page), ...pins.map(({ experiment }) => experiment)];
  return [
    { experiment: shown, ranges, weights, store: 'a', preview },
    ...(b ? [{ experiment: b, ranges, weights, store: 'b', preview: false } as const] : []),
    ...unseen.map(figures),
  ];
}
