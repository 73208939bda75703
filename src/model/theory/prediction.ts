import type { Quantity } from '../histogram';

/** What theory predicts of one quantity of one layer: but for weights, mean-field and at great width. */
export interface Predicted {
  readonly variance: number;
  readonly secondMoment: number;
}

/** One layer's predictions; layer 0 is the input. Gradients only where the experiment asks for them. */
export interface Prediction extends Readonly<Partial<Record<Quantity, Predicted>>> {
  readonly layer: number;
  readonly pre: Predicted;
  readonly post: Predicted;
}

export const predicted = ({ variance, secondMoment }: Predicted): Predicted => ({
  variance,
  secondMoment,
});

/** Of a gradient, whose mean is 0. */
export const centred = (secondMoment: number): Predicted => ({
  variance: secondMoment,
  secondMoment,
});
