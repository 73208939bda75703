import { activationOf } from '../../model/activations';
import type { Experiment } from '../../model/experiment';
import { branchScaleOf, type LayerShape } from '../../model/layer-shapes';
import { numberFormats } from '../../model/number-format';
import { schemeOf } from '../../model/schemes';
import type { Breathe } from './breather';
import { lsuvScale } from './lsuv';
import { normalise } from './norm';
import { affine, type Matrix } from './products';
import { drawBias, scaledWeights, unitWeights } from './weights';

const f = Math.fround;

/** What a layer made of its input; [batch, units] where nothing else is said. */
export interface Pass {
  readonly shape: LayerShape;
  /** The factor on the weights' unit draws: the shape's, or what the data asked for. */
  readonly scale: number;
  /** 1/√(variance + ε) of each normalised group; empty without normalisation. */
  readonly rstd: Float32Array;
  /** Pre-activations h, what φ receives. */
  readonly pre: Float32Array;
  /** Post-activations: φ(h), or x + s φ(h) in a residual network. */
  readonly post: Float32Array;
}

/** A pass with what only its report is made from, and nothing later needs. */
export interface FreshPass extends Pass {
  /** [fanOut, fanIn], as the layer uses them. */
  readonly weights: Float32Array;
  /** φ(h), before the number format and the residual sum. */
  readonly active: Float32Array;
}

/** A layer's weights [fanOut, fanIn], made again from the seed. */
export async function weightsOf(
  experiment: Experiment,
  { shape, scale }: Pick<Pass, 'shape' | 'scale'>,
  breathe: Breathe,
): Promise<Float32Array> {
  return scaledWeights(experiment, await unitWeights(experiment, shape, breathe), scale);
}

/** Runs one layer on its input x, [batch, fanIn]. */
export async function forwardLayer(
  experiment: Experiment,
  shape: LayerShape,
  x: Float32Array,
  breathe: Breathe,
): Promise<FreshPass> {
  const { round } = numberFormats[experiment.format];
  const input: Matrix = { rows: experiment.batch, columns: shape.fanIn, values: x };
  const unit = await unitWeights(experiment, shape, breathe);
  const bias = drawBias(experiment, shape);
  const scale = schemeOf(experiment.scheme).dataDependent
    ? await lsuvScale(experiment, unit, bias, input, breathe)
    : shape.scale;
  const weights = scaledWeights(experiment, unit, scale);
  const pre = (await affine(input, weights, bias, breathe)).map(round);
  const rstd = normalise(experiment, pre);
  const active = activate(experiment, pre);
  await breathe();
  const branch = shape.skip ? branchScaleOf(experiment) : 1;
  const post = active.map((a, i) => round(shape.skip ? f(x[i]! + branch * a) : a));
  return { shape, scale, weights, rstd, pre, active, post };
}

/** φ(h). NaN stays NaN, whatever φ makes of it. */
function activate({ activation, slope }: Experiment, h: Float32Array): Float32Array {
  const { phi } = activationOf(activation);
  return h.map((x) => (Number.isNaN(x) ? x : phi(x, slope)));
}
