/**
 * How the value axis of the histograms is chosen: one for all layers, or each layer's own. What decides
 * the bins of a linear axis is known before a run; a logarithmic one has bins for all of float32, and
 * shows the decades that its layers take: see decades.ts.
 */
import type { Experiment } from './experiment';
import {
  type BinRange,
  type Family,
  families,
  type LinearRange,
  type Quantity,
  quantities,
  type Ranges,
} from './histogram';
import { drawnInput } from './input';
import { layerShapes } from './layer-shapes';
import { ownMoments } from './own-input';
import { predict } from './theory/theory';

export const axisModes = {
  log: 'signed log₁₀',
  linear: 'linear',
  sigma: 'per-layer ±4σ',
} as const;
export type AxisMode = keyof typeof axisModes;

/** What a person may choose: a mode, or “automatic”, which picks the one that suits the experiment. */
export const axisChoices = { automatic: 'automatic', ...axisModes } as const;
export type AxisChoice = keyof typeof axisChoices;

/** σ may change by up to this factor and still be legible on a linear axis. */
const SEEN_ON_LINEAR = 2.5;

/** Half the width of a linear axis, in standard deviations. */
export const SIGMAS = 4;

const UNIT = { mean: 0, std: 1 };

function ownReference(experiment: Experiment) {
  const own = ownMoments(experiment);
  return own && { mean: own.mean, std: Math.sqrt(own.variance) };
}

/** The reference of a linear axis: what enters a pass, or the layer with the largest weights. */
const references: Record<Family, (experiment: Experiment) => { mean: number; std: number }> = {
  activations: (experiment) => drawnInput(experiment) ?? ownReference(experiment) ?? UNIT,
  weights: (experiment) => ({ mean: 0, std: Math.max(0, ...weightSizes(experiment)) }),
  gradients: () => UNIT,
};

/** ±4σ of the reference. */
function referenceRange(experiment: Experiment, quantity: Quantity): LinearRange {
  const { mean, std } = references[families[quantity]](experiment);
  const half = SIGMAS * std || 1;
  return { kind: 'linear', low: mean - half, high: mean + half };
}

/**
 * Predicted standard deviations, layer by layer; where all values are equal, their magnitude. undefined
 * where theory says nothing.
 */
const predictedStds = (experiment: Experiment, quantity: Quantity) =>
  predict(experiment).layers.map((layer) => {
    const predicted = layer[quantity];
    return predicted && Math.sqrt(predicted.variance || predicted.secondMoment);
  });

/**
 * Root mean squares of each layer's weights other than 0: those of a constant have no spread, and those
 * of an identity matrix are far from its standard deviation.
 */
function predictedWeights(experiment: Experiment): (number | undefined)[] {
  const sizes: (number | undefined)[] = [];
  const { layers } = predict(experiment);
  for (const { layer, filled } of layerShapes(experiment))
    sizes[layer] = Math.sqrt(layers[layer]!.weight!.secondMoment / filled) || undefined;
  return sizes;
}

/** Predicted magnitudes of the values, layer by layer. */
export const predictedSizes = (experiment: Experiment, quantity: Quantity) =>
  quantity === 'weight' ? predictedWeights(experiment) : predictedStds(experiment, quantity);

const weightSizes = (experiment: Experiment) =>
  predictedWeights(experiment).filter((size) => size !== undefined);

/** The linear range that all experiments share. */
export function linearRange(experiments: readonly Experiment[], quantity: Quantity): LinearRange {
  const ranges = experiments.map((experiment) => referenceRange(experiment, quantity));
  const low = Math.min(...ranges.map((range) => range.low));
  const high = Math.max(...ranges.map((range) => range.high));
  return { kind: 'linear', low, high };
}

/**
 * The range that all layers' histograms of a quantity share, in all the experiments that are seen
 * together, or undefined where each layer has its own mean ± 4σ.
 */
export function sharedRange(
  mode: AxisMode,
  experiments: Experiment | readonly Experiment[],
  quantity: Quantity,
): BinRange | undefined {
  const all = [experiments].flat();
  if (mode === 'sigma') return undefined;
  return mode === 'linear' ? linearRange(all, quantity) : { kind: 'log' };
}

/** The shared ranges of all quantities, in all the experiments that are seen together. */
export const rangesFor = (mode: AxisMode, experiments: readonly Experiment[]): Ranges =>
  Object.fromEntries(
    quantities.map((quantity) => [quantity, sharedRange(mode, experiments, quantity)]),
  ) as Ranges;

/**
 * The mode that a choice leads to. “automatic” is linear where theory says that every layer stays
 * near the reference, so that bells look like bells; else logarithmic, which loses nothing.
 */
export function axisFor(
  choice: AxisChoice,
  experiments: readonly Experiment[],
  quantity: Quantity,
): AxisMode {
  if (choice !== 'automatic') return choice;
  const stays = (experiment: Experiment) => {
    const { low, high } = referenceRange(experiment, quantity);
    const reference = (high - low) / 2 / SIGMAS;
    const sizes = predictedSizes(experiment, quantity).filter((size) => size !== undefined);
    const near = (size: number) => Math.abs(Math.log(size / reference)) < Math.log(SEEN_ON_LINEAR);
    return sizes.length > 0 && sizes.every(near);
  };
  return experiments.every(stays) ? 'linear' : 'log';
}
