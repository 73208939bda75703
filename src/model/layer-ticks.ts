/** Which layers are named along an axis of them, in the scene and in the chart alike. */
import { layerName } from './format';

/** From one named layer to the next, from densely to sparsely. `layers`: how many there are in sight. */
export const layerSteps = (layers: number): readonly number[] =>
  layers <= 12 ? [1, 2, 5, 10] : [10, 20, 50, 100, 200];

/** The last layer is always named; what is nearer to it than this share of a step is not. */
export const beforeLast = (depth: number, step: number) => depth - 0.6 * step;

/** As it stands at a tick: the input is no layer. */
export const tickName = (layer: number) => (layer === 0 ? layerName(0) : String(layer));
