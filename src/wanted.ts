import { axisFor } from './model/axis';
import { type Experiment, experimentWith } from './model/experiment';
import type { View } from './model/view';
import type { Job, Request } from './runner';

/** Samples of a preview while a slider is dragged. */
const PREVIEW_BATCH = 32;

/** What the page is set to, as far as it decides what is computed. */
export interface Setting {
  readonly experiment: Experiment;
  /** The experiment that it is compared with, of the same seed. */
  readonly other: Experiment | undefined;
  readonly view: Pick<View, 'axis' | 'quantity' | 'seeds'>;
  readonly dragging: boolean;
}

/** Whose seed and machine are allowed for one is allowed for the other. */
const withChanges = (experiment: Experiment, changes: Partial<Experiment>) =>
  experimentWith(experiment, changes) as Experiment;

/** Everything that is to be computed for a setting, the most urgent first. */
export function jobsFor({ experiment, other, view, dragging }: Setting): Job[] {
  const preview = dragging && experiment.batch > PREVIEW_BATCH;
  const asked = preview ? withChanges(experiment, { batch: PREVIEW_BATCH }) : experiment;
  const both = other ? [asked, other] : [asked];
  const axis = axisFor(view.axis, both, view.quantity);
  const request = (of: Experiment, beside: Experiment | undefined): Request => {
    const weights = view.quantity === 'weight';
    return { experiment: of, axis, beside, weights, preview: preview && of === asked };
  };
  const shown: Job = { slot: 'shown', request: request(asked, other) };
  const compared: Job[] = other ? [{ slot: 'compared', request: request(other, asked) }] : [];
  const seeds = Array.from({ length: preview ? 0 : view.seeds - 1 }, (_, i): Job => {
    const seed = (experiment.seed + i + 1) % 2 ** 32;
    // Bins do not count: one axis for all, lest another axis asks for the same runs again.
    const another = { ...request(withChanges(asked, { seed }), undefined), axis: 'log' as const };
    return { slot: `seed ${i + 1}`, request: another };
  });
  return [shown, ...compared, ...seeds];
}
