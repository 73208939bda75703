/** The lesson's claims of numbers that a run brings: an engine measures each, without a page. */
import { theLesson } from '../../src/lecture/beats/lesson';
import { liveValues } from '../../src/lecture/live';
import { positionsOf, stepAt } from '../../src/lecture/positions';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import type { LayerReport } from '../../src/model/report';
import { defaultView } from '../../src/model/view';
import { layerWidths } from '../../src/model/width-list';
import { BATCH, holds } from './claim';
import { claims } from './lecture-claims';

const lesson = theLesson();
/** Named by chapter and step, from 1, as the claims are. */
export const steps = positionsOf(lesson).map((position) => ({
  place: `${position.chapter + 1}.${position.step + 1}`,
  step: stepAt(lesson, position),
}));

/** On a software adapter, where batches are smallest. */
export const experimentAt = (place: string): Experiment =>
  experimentWith(defaultExperiment, {
    batch: BATCH,
    ...steps.find((step) => step.place === place)!.step.experiment,
  }) as Experiment;

/** Multiplications of a run. */
const workOf = (experiment: Experiment) => {
  const widths = layerWidths(experiment);
  const products = widths.slice(1).map((width, i) => width * widths[i]!);
  const passes = experiment.backward ? 3 : 1;
  return passes * experiment.batch * products.reduce((sum, product) => sum + product, 0);
};
/** The lesson's largest take 8 s in Node, and are for a GPU's engine, or what stands in for it. */
const SMALL = 1.3e8;
export const isSmall = (place: string) => workOf(experimentAt(place)) < SMALL;

/** By step, all claims but those of figures, which measure for themselves. */
export const claimedRuns = Object.entries(claims).flatMap(([place, told]) => {
  const names = Object.keys(told).filter((name) => !name.startsWith('figure.'));
  return names.length > 0 ? [{ place, names }] : [];
});

/** Claims that the reports of a step's run do not meet. */
export function unmetClaims(
  { place, names }: (typeof claimedRuns)[number],
  reports: readonly LayerReport[],
): string[] {
  const values = liveValues(
    {
      experiment: experimentAt(place),
      view: defaultView,
      theme: 'dark',
      place: undefined,
      reports,
      done: true,
      current: true,
    },
    {},
  );
  return names.flatMap((name) => {
    const claim = claims[place]![name]!;
    const text = values(name) ?? '';
    return holds(claim, text)
      ? []
      : [`${place} ${name}: ${text}, not ${claim.expected} ± ${claim.tolerance}`];
  });
}
