import { type Experiment, formatExperiment } from '../experiment';
import type { Quantity } from '../histogram';
import { drawnInput, PIXEL_MEAN, PIXEL_STD, pixelScale } from '../input';
import { ownMoments } from '../own-input';
import type { Entering } from './norms';

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

/** The input's moments; of digits, what MNIST's pixels have, and of a file, what its samples have. */
export function enteringInput(experiment: Experiment): Entering {
  const own = ownMoments(experiment);
  if (own) return { ...own, secondMoment: own.variance + own.mean ** 2 };
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

/** Experiments that are on the page at once, and the last few: each slider's step is one more. */
const MOST = 16;

/** What decides theory: everything but the seed. */
const keyOf = (experiment: Experiment) =>
  formatExperiment(experiment)
    .filter(([name]) => name !== 'seed')
    .join();

/** Remembers theory's last results, so that another seed, or the same experiment again, costs none. */
export function remembered<V>(compute: (experiment: Experiment) => V): (e: Experiment) => V {
  const known = new Map<string, V>();
  return (experiment) => {
    const key = keyOf(experiment);
    const value = known.has(key) ? (known.get(key) as V) : compute(experiment);
    // The newest comes last, and the one that was asked for longest ago goes.
    known.delete(key);
    known.set(key, value);
    if (known.size > MOST) known.delete(known.keys().next().value!);
    return value;
  };
}
