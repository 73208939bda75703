/** What becomes of activations and gradients in a network that tapers, under three scales. */
import {
  defaultExperiment,
  type Experiment,
  type ExperimentValues,
  experimentWith,
} from '../../../model/experiment';
import type { Quantity } from '../../../model/histogram';
import { type LayerReport, measurementsOf } from '../../../model/report';
import { predict, predictionsOf } from '../../../model/theory/theory';

type Changes = Partial<ExperimentValues>;

export interface Scale {
  readonly name: string;
  /** The variance of the weights. */
  readonly formula: string;
  readonly changes: Changes;
}

/** ReLU halves, so every scale has a factor of 2. */
export const scales: readonly Scale[] = [
  {
    name: 'fan_in',
    formula: '2 / fan_in',
    changes: { scheme: 'kaiming_normal', mode: 'fan_in' },
  },
  {
    name: 'fan_out',
    formula: '2 / fan_out',
    changes: { scheme: 'kaiming_normal', mode: 'fan_out' },
  },
  {
    name: 'Xavier',
    formula: '4 / (fan_in + fan_out)',
    changes: { scheme: 'xavier_normal', gain: Math.SQRT2 },
  },
];

export interface Tapering {
  readonly first: number;
  readonly last: number;
  readonly depth: number;
}

/** The experiment, as changes to any start. */
export const networkOf = (
  { first, last, depth }: Tapering,
  scale: Scale,
  seed: number,
): Changes => ({
  ...scale.changes,
  activation: 'relu',
  shape: 'geometric',
  widths: [first],
  lastWidth: last,
  depth,
  batch: 64,
  backward: true,
  seed,
});

/** Second moments of layers 0 … depth: of the activations, and of the gradients with respect to them. */
export interface Profile {
  readonly forward: readonly number[];
  readonly backward: readonly number[];
}

const byLayer = (values: readonly (readonly [number, number])[]) =>
  // With a backward pass each layer reports twice; the second report has all that the first had.
  [...new Map(values)].sort(([a], [b]) => a - b).map(([, value]) => value);

export function measuredProfile(reports: readonly LayerReport[]): Profile {
  const of = (quantity: Quantity) =>
    byLayer(
      measurementsOf(reports, quantity).map(
        ({ layer, statistics }) => [layer, statistics.secondMoment] as const,
      ),
    );
  return { forward: of('post'), backward: of('gradPost') };
}

export function predictedProfile(changes: Changes): Profile {
  // Options are kept within what an experiment may be.
  const theory = predict(experimentWith(defaultExperiment, changes) as Experiment);
  const of = (quantity: Quantity) =>
    predictionsOf(theory, quantity).map(({ predicted }) => predicted.secondMoment);
  return { forward: of('post'), backward: of('gradPost') };
}

/** The mean over networks, which is what theory tells. */
export function meanProfile(profiles: readonly Profile[]): Profile {
  const mean = (of: (profile: Profile) => readonly number[]) =>
    of(profiles[0]!).map(
      (_, i) => profiles.reduce((sum, profile) => sum + of(profile)[i]!, 0) / profiles.length,
    );
  return { forward: mean((p) => p.forward), backward: mean((p) => p.backward) };
}

/** By what the whole network multiplies: activations on their way up, gradients on theirs down. */
export const changesOf = ({ forward, backward }: Profile) => ({
  forward: forward.at(-1)! / forward[0]!,
  backward: backward[0]! / backward.at(-1)!,
});
