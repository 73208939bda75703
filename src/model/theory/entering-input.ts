import type { Experiment } from '../experiment';
import { drawnInput, PIXEL_MEAN, PIXEL_STD, pixelScale } from '../input';
import type { Entering } from './norms';

/** The input's moments; of digits, what MNIST's pixels have. */
export function enteringInput(experiment: Experiment): Entering {
  const drawn = drawnInput(experiment);
  const { mean: shift, std: factor } = pixelScale(experiment);
  const { mean, std } = drawn ?? { mean: PIXEL_MEAN * factor + shift, std: PIXEL_STD * factor };
  const shared = drawn?.distribution === 'correlated' ? experiment.correlation : 0;
  const variance = std ** 2;
  return {
    mean,
    variance,
    secondMoment: variance + mean ** 2,
    acrossSamples: variance * (1 - shared),
  };
}
