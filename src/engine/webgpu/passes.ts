import type { Experiment } from '../../model/experiment';
import type { LayerKind, LayerShape } from '../../model/layer-shapes';
import type { Workspace } from './buffers';
import { Dense } from './dense';
import type { Dispatcher } from './dispatcher';
import type { Dispatch } from './submission';

/** What a kind of layer computes of its input and its weights, which the workspace holds. */
export interface Passes {
  /** Pre-activations u, before they are normalised; rounded to the number format unless `rounds` is false. */
  multiply(shape: LayerShape, rounds?: boolean): Iterable<Dispatch>;
  /** dL/dW from dL/du. */
  weightGradient(shape: LayerShape): Iterable<Dispatch>;
  /** dL/dx from dL/du, plus dL/da with a residual connection. */
  inputGradient(shape: LayerShape): Iterable<Dispatch>;
}

/** One run's passes, a row for each kind of layer. */
export const passesOf = (
  ...run: [experiment: Experiment, dispatcher: Dispatcher, workspace: Workspace]
): Readonly<Record<LayerKind, Passes>> => ({
  dense: new Dense(...run),
});
