import type { Experiment } from '../experiment';
import { families, isGradient, type Quantity } from '../histogram';
import { chainOf, predictChain } from './chain';
import { type Caveats, coverageOf } from './limits';
import { type Predicted, type Prediction, remembered } from './prediction';
import { predictRandom } from './random';
import { withWeights } from './weights';

export type { Predicted, Prediction } from './prediction';

/** All layers' predictions, and how far they can be trusted. */
export interface Theory {
  /**
   * Layers 0 … depth. What `predictionsOf` leaves out are rough guides for axes, and must not be
   * shown.
   */
  readonly layers: readonly Prediction[];
  /** The last layer whose pre- and post-activations theory predicts; 0 is the input. */
  readonly holdsThrough: number;
  /** The last layer whose pre-activation theory predicts, which may be one more. */
  readonly preHoldsThrough: number;
  /** The last layer whose weights theory predicts. */
  readonly weightsHoldThrough: number;
  /** Whether all gradients are told. */
  readonly gradientsHold: boolean;
  /** The first layer whose gradients are told, up to the last one; Infinity where none are. */
  readonly gradientsHoldFrom: number;
  /** Why theory does not apply everywhere. */
  readonly caveats: Caveats;
}

/**
 * Predictions in exact arithmetic: they go on where a number format gives up, and are +Infinity
 * beyond double precision, never NaN. Asked for several times a change, computed once.
 */
export const predict = remembered((experiment: Experiment): Theory => {
  const chain = chainOf(experiment);
  const layers = chain ? predictChain(experiment, chain) : predictRandom(experiment);
  const { post, pre, weights, gradients, caveats } = coverageOf(experiment, layers);
  return {
    layers: withWeights(experiment, layers),
    holdsThrough: post,
    preHoldsThrough: pre,
    weightsHoldThrough: weights,
    gradientsHold: gradients === 0,
    gradientsHoldFrom: gradients,
    caveats,
  };
});

const holds = (theory: Theory, quantity: Quantity, layer: number) => {
  if (isGradient(quantity)) return layer >= theory.gradientsHoldFrom;
  if (quantity === 'weight') return layer <= theory.weightsHoldThrough;
  return layer <= (quantity === 'pre' ? theory.preHoldsThrough : theory.holdsThrough);
};

/** The layers whose quantity theory predicts, with the predictions. */
export const predictionsOf = (theory: Theory, quantity: Quantity) =>
  theory.layers.flatMap(({ layer, ...values }): { layer: number; predicted: Predicted }[] => {
    const predicted = values[quantity];
    return predicted && holds(theory, quantity, layer) ? [{ layer, predicted }] : [];
  });

/** Why theory does not predict a quantity in every layer, or is off. */
export const caveatOf = ({ caveats }: Theory, quantity: Quantity): string | undefined =>
  caveats[families[quantity]];
