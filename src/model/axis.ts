import type { Experiment } from './experiment';
import {
  type BinRange,
  isGradient,
  type LinearRange,
  type Quantity,
  quantities,
} from './histogram';
import { drawnInput } from './input';
import { predict } from './theory/theory';

/**
 * How the value axis of the histograms is chosen: one for all layers, or each layer's own.
 */
export const axisModes = {
  log: 'signed log₁₀',
  linear: 'linear',
  sigma: 'own ±4σ',
} as const;
export type AxisMode = keyof typeof axisModes;

/** Half the width of a linear axis, in standard deviations. */
export const SIGMAS = 4;

/** Decades shown below the smallest and above the largest predicted standard deviation. */
const BELOW = 2.5;
const ABOVE = 1;
/** float32 spans 10⁻⁴⁵ … 10³⁸·⁵. */
const [TINIEST, LARGEST] = [-45, 39];

/** ±4σ of what enters a pass: the input about its mean, or the unit-normal cotangent. */
function enteringRange(experiment: Experiment, quantity: Quantity): LinearRange {
  const { mean, std } = isGradient(quantity)
    ? { mean: 0, std: 1 }
    : (drawnInput(experiment) ?? { mean: 0, std: 1 });
  const half = SIGMAS * std || 1;
  return { kind: 'linear', low: mean - half, high: mean + half };
}

/** Quantities that share a log axis: gradients have their own scale. */
const sharing = (quantity: Quantity) =>
  quantities.filter((other) => isGradient(other) === isGradient(quantity));

/** Decades that hold every layer's predicted standard deviation, so that no layer leaves the axis. */
function logRange(experiment: Experiment, quantity: Quantity): BinRange {
  const stds = predict(experiment)
    .layers.flatMap((layer) => sharing(quantity).map((other) => layer[other]?.variance))
    .filter((variance) => variance !== undefined)
    .map((variance) => Math.max(TINIEST, Math.min(LARGEST, Math.log10(variance) / 2)));
  if (stds.length === 0) stds.push(0);
  const low = Math.max(TINIEST, Math.floor(Math.min(...stds) - BELOW));
  const high = Math.min(LARGEST, Math.ceil(Math.max(...stds) + ABOVE));
  return { kind: 'log', low, high };
}

/**
 * The range that all layers' histograms of a quantity share, or undefined where each layer has its
 * own mean ± 4σ.
 */
export function sharedRange(
  mode: AxisMode,
  experiment: Experiment,
  quantity: Quantity,
): BinRange | undefined {
  if (mode === 'sigma') return undefined;
  return mode === 'linear' ? enteringRange(experiment, quantity) : logRange(experiment, quantity);
}
