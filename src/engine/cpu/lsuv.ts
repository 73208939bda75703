/** Layer-sequential unit variance (Mishkin & Matas 2016): weights scaled by what the data show. */
import type { Experiment } from '../../model/experiment';
import type { Breathe } from './breather';
import { affine, type Matrix } from './products';
import { momentsOf } from './statistics';
import { scaledWeights } from './weights';

/**
 * With biases a pass does not land on the target: the biases' share of the variance is what it leaves of
 * the error in ln(scale).
 */
const PASSES_WITH_BIAS = 5;

/** The scale of W for which x Wᵀ + b has the standard deviation `experiment.gain` over all elements. */
export async function lsuvScale(
  experiment: Experiment,
  unit: Float32Array,
  bias: Float32Array,
  x: Matrix,
  breathe: Breathe,
): Promise<number> {
  const passes = bias.every((b) => b === 0) ? 1 : PASSES_WITH_BIAS;
  let scale = 1;
  for (let pass = 0; pass < passes; pass++) {
    const weights = scaledWeights(experiment, unit, scale);
    const std = Math.sqrt(momentsOf(await affine(x, weights, bias, breathe)).variance);
    if (std > 0 && Number.isFinite(std)) scale = Math.fround((scale * experiment.gain) / std);
  }
  return scale;
}
