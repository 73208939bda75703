import type { Experiment } from './experiment';
import type { BinRange, LinearRange } from './histogram';
import { predict } from './theory';

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

/** ±4σ of the experiment's input about its mean: the scale on which the network starts. */
const inputRange = ({ inputMean, inputStd }: Experiment): LinearRange => {
  const half = SIGMAS * inputStd || 1;
  return { kind: 'linear', low: inputMean - half, high: inputMean + half };
};

/** Decades that hold every layer's predicted standard deviation, so that no layer leaves the axis. */
function logRange(experiment: Experiment): BinRange {
  const stds = predict(experiment)
    .flatMap(({ pre, post }) => [Math.log10(pre) / 2, Math.log10(post) / 2])
    .map((decades) => Math.max(TINIEST, Math.min(LARGEST, decades)));
  const low = Math.max(TINIEST, Math.floor(Math.min(...stds) - BELOW));
  const high = Math.min(LARGEST, Math.ceil(Math.max(...stds) + ABOVE));
  return { kind: 'log', low, high };
}

/** The range that all layers share, or undefined where each layer has its own mean ± 4σ. */
export function sharedRange(mode: AxisMode, experiment: Experiment): BinRange | undefined {
  if (mode === 'sigma') return undefined;
  return mode === 'linear' ? inputRange(experiment) : logRange(experiment);
}
