import type { Experiment } from './experiment';
import type { Quantity } from './histogram';

/** What mean-field theory predicts of one quantity of one layer, at great width. */
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

/** All layers' predictions, and how far they can be trusted. */
export interface Theory {
  /** Layers 0 … depth. Beyond `holdsThrough` they are rough guides for axes, and must not be shown. */
  readonly layers: readonly Prediction[];
  /** The last layer whose pre- and post-activations theory tells; 0 is the input. */
  readonly holdsThrough: number;
  /** Whether the gradients are told. */
  readonly gradientsHold: boolean;
  /** Why theory does not apply everywhere, as a sentence; undefined where it does. */
  readonly caveat: string | undefined;
}

export function predict(experiment: Experiment): Theory {
  void experiment;
  throw new Error('to be written');
}
