import { activationOf } from './activations';
import { type Experiment, layerShapes } from './experiment';

/** What mean-field theory predicts of one layer (Poole et al. 2016), for great width. */
export interface Prediction {
  readonly layer: number;
  /** Variance of the pre-activation; its mean is 0. */
  readonly pre: number;
  /** Variance of the post-activation. */
  readonly post: number;
}

// Trapezoids on ±8 converge beyond double precision for smooth φ, and to 1e-4 with ReLU's kink.
const NODES = Array.from({ length: 641 }, (_, i) => i / 40 - 8);
const WEIGHTS = NODES.map((z) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / 40);

/** E[f(z)] for standard normal z. */
const gaussianMean = (f: (z: number) => number) =>
  NODES.reduce((sum, z, i) => sum + WEIGHTS[i]! * f(z), 0);

/**
 * Predicted variances of the input (layer 0) and of every layer: with q the second moment of what
 * enters a layer, its pre-activation has variance fan_in · Var(W) · q. In exact arithmetic: float32
 * may overflow where the prediction goes on.
 */
export function predict(experiment: Experiment): Prediction[] {
  const { inputMean, inputStd } = experiment;
  const { phi } = activationOf(experiment.activation);
  const predictions = [{ layer: 0, pre: inputStd ** 2, post: inputStd ** 2 }];
  let secondMoment = inputStd ** 2 + inputMean ** 2;
  for (const { layer, fanIn, std } of layerShapes(experiment)) {
    const pre = fanIn * std ** 2 * secondMoment;
    if (pre === Number.POSITIVE_INFINITY) {
      // Beyond double precision, some 10^270 past float32: there is nothing left to tell.
      predictions.push({ layer, pre, post: pre });
      secondMoment = pre;
      continue;
    }
    const sigma = Math.sqrt(pre);
    const mean = gaussianMean((z) => phi(sigma * z));
    secondMoment = gaussianMean((z) => phi(sigma * z) ** 2);
    predictions.push({ layer, pre, post: Math.max(0, secondMoment - mean ** 2) });
  }
  return predictions;
}
