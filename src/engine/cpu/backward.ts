import { activationOf, limitsOf } from '../../model/activations';
import type { Experiment } from '../../model/experiment';
import { branchScaleOf } from '../../model/layer-shapes';
import { numberFormats } from '../../model/number-format';
import type { Breathe } from './breather';
import { type Pass, weightsOf } from './forward';
import { normGradient } from './norm';
import { type Matrix, product, transposedProduct } from './products';

const f = Math.fround;

/** Gradients of one layer. */
export interface Gradients {
  /** With respect to the pre-activations h, [batch, fanOut]. */
  readonly pre: Float32Array;
  /** With respect to the weights, [fanOut, fanIn]. */
  readonly weight: Float32Array;
  /** With respect to the layer's input, [batch, fanIn]. */
  readonly input: Float32Array;
}

/** Takes the gradient with respect to a layer's post-activations back through it; x is its input. */
export async function backwardLayer(
  experiment: Experiment,
  pass: Pass,
  x: Float32Array,
  gradPost: Float32Array,
  breathe: Breathe,
): Promise<Gradients> {
  const { batch, format } = experiment;
  const { round } = numberFormats[format];
  const { fanIn, fanOut, skip } = pass.shape;
  const pre = preGradient(experiment, pass, gradPost);
  await breathe();
  const beforeNorm = normGradient(experiment, pre, pass.pre, pass.rstd);
  await breathe();
  const du: Matrix = { rows: batch, columns: fanOut, values: beforeNorm };
  const input: Matrix = { rows: batch, columns: fanIn, values: x };
  const weight = (await transposedProduct(du, input, breathe)).map(round);
  const values = await weightsOf(experiment, pass, breathe);
  const through = await product(du, { rows: fanOut, columns: fanIn, values }, breathe);
  const around = (g: number, i: number) => round(skip ? f(g + gradPost[i]!) : g);
  return { pre, weight, input: through.map(around) };
}

/**
 * s · dL/da · φ′(h), with the branch's scale s. Where PyTorch compares h instead of multiplying, a slope
 * of 0 makes even an infinite gradient 0.
 */
function preGradient(experiment: Experiment, pass: Pass, gradPost: Float32Array): Float32Array {
  const { activation, slope, format } = experiment;
  const { derivative } = activationOf(activation);
  const { slopeAtNan, compares } = limitsOf(activation, slope);
  const { round } = numberFormats[format];
  const branch = pass.shape.skip ? branchScaleOf(experiment) : 1;
  return pass.pre.map((h, i) => {
    const factor = Number.isNaN(h) ? slopeAtNan : derivative(h, slope);
    return compares && factor === 0 ? 0 : round(f(branch * gradPost[i]! * factor));
  });
}
