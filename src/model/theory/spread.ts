/**
 * How far one seed strays from theory at finite width, as the variance of a second moment's natural
 * logarithm (Hanin & Rolnick 2018): 2/n a layer where it is linear, 5/n with ReLU, and more where
 * few units decide. It adds up over layers as far as a layer passes on what it received.
 */
import type { Experiment } from '../experiment';
import { branchScaleOf, layerShapes } from '../layer-shapes';
import type { Prediction } from './prediction';
import { type Fluctuation, fluctuation } from './response';

export interface Spread {
  /** Largest of all layers. */
  readonly activations: number;
  /** Of the gradient with respect to the input. */
  readonly gradients: number;
}

/** Normalisation leaves samples no length to differ in. */
const forward = ({ norm }: Experiment, passes: number) => (norm === 'none' ? passes : 0);

export function spreadOf(e: Experiment, layers: readonly Prediction[]): Spread {
  let [activations, largest, gradients] = [0, 0, 0];
  for (const { layer, fanOut, skip, bias } of layerShapes(e)) {
    const [below, here] = [layers[layer - 1]!, layers[layer]!];
    const { variance, secondMoment } = here.pre;
    if (!(secondMoment < 1e70)) break;
    const mean = bias.distribution === 'constant' ? Math.sqrt(secondMoment - variance) : 0;
    const f: Fluctuation = fluctuation(e, { mean: Math.sign(bias.scale) * mean, variance });
    // What a skip carries past the branch does not fluctuate anew.
    const branch = skip ? (branchScaleOf(e) ** 2 * f.secondMoment) / here.post.secondMoment : 1;
    const passes = 1 - branch + branch * forward(e, f.passes);
    activations = passes ** 2 * activations + (branch ** 2 * f.noise) / fanOut;
    largest = Math.max(largest, activations);
    const [above, through] = [here.gradPost?.variance ?? 0, below.gradPost?.variance ?? 0];
    const part = skip ? 1 - above / through : 1;
    gradients += (part ** 2 * (3 * f.slopes - 1)) / fanOut;
  }
  return { activations: largest, gradients };
}
