/** What ReLU makes of N(0, σ²): measured on a layer, and by theory. */
import type { ExperimentValues } from '../../../model/experiment';
import type { LayerReport } from '../../../model/report';
import { normalCdf } from '../../../model/special';
import type { Bins } from '../kit/sample';

/** One layer whose pre-activations are N(0, 1), but for chance. */
export const layerOf = (slope: number, seed: number): Partial<ExperimentValues> => ({
  scheme: 'lecun_normal',
  activation: slope === 0 ? 'relu' : 'leaky_relu',
  slope,
  depth: 1,
  widths: [512],
  batch: 256,
  seed,
});

/** What φ does to a distribution about 0, as factors on what it was. */
export interface Factors {
  readonly secondMoment: number;
  readonly variance: number;
  /** The mean after φ in standard deviations before it. */
  readonly meanOverSigma: number;
  /** Share of the values that are exactly 0. */
  readonly zeros: number;
}

/** Of normal pre-activations. */
export function predictedFactors(slope: number): Factors {
  const secondMoment = (1 + slope ** 2) / 2;
  const meanOverSigma = (1 - slope) / Math.sqrt(2 * Math.PI);
  const variance = secondMoment - meanOverSigma ** 2;
  return { secondMoment, variance, meanOverSigma, zeros: slope === 0 ? 0.5 : 0 };
}

export const measuredFactors = ({ pre, post }: LayerReport): Factors => ({
  secondMoment: post.secondMoment / pre.secondMoment,
  variance: post.variance / pre.variance,
  meanOverSigma: post.mean / Math.sqrt(pre.variance),
  zeros: post.zeros / post.count,
});

/** P(φ(z) < x) for z ~ N(0, 1) and a slope that is not negative. */
function cdf(x: number, slope: number): number {
  if (x > 0) return normalCdf(x);
  return slope === 0 ? 0 : normalCdf(x / slope);
}

/** Shares of φ(z), z ~ N(0, 1), in equal bins; what is exactly 0 is in the bin that holds 0. */
export function predictedBins(slope: number, low: number, high: number, bins: number): Bins {
  const edge = (i: number) => cdf(low + ((high - low) * i) / bins, slope);
  return {
    low,
    high,
    shares: Float64Array.from({ length: bins }, (_, i) => edge(i + 1) - edge(i)),
  };
}
