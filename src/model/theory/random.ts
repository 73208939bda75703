/**
 * Mean-field theory for independent random weights (Poole et al. 2016, Schoenholz et al. 2017; with
 * batch norm, Yang et al. 2019): at great width a pre-activation is normal, and all that matters of
 * what enters a layer is its second moment q. With W of mean 0, u = x Wᵀ + b has the variance
 * fan_in E[W²] q + Var(b); backwards, fan_out E[W²] E[φ′(h)²] takes the place of fan_in E[W²].
 */
import { distributions } from '../distributions';
import type { Experiment } from '../experiment';
import { branchScaleOf, type LayerShape, layerShapes } from '../layer-shapes';
import { schemeOf } from '../schemes';
import { type Entering, type Normalised, normalised } from './norms';
import { centred, enteringInput, type Prediction, predicted } from './prediction';
import { response, squaredSlope, times } from './response';

/** E[W²] of a layer. LSUV divides by what its orthogonal weights make of the input. */
export function weightMoment(
  { scheme }: Experiment,
  { scale, fanIn, fanOut, zerosPerColumn }: LayerShape,
  x: Pick<Entering, 'secondMoment'>,
): number {
  const { distribution, dataDependent } = schemeOf(scheme);
  if (dataDependent) return x.secondMoment === 0 ? 0 : scale ** 2 / (fanIn * x.secondMoment);
  const draws = distributions[distribution].secondMoment(fanOut, fanIn);
  return scale ** 2 * draws * (1 - zerosPerColumn / fanOut);
}

/** x Wᵀ + b. */
export function summed({ fanIn, bias }: LayerShape, x: Entering, squaredWeight: number): Entering {
  const constant = bias.distribution === 'constant';
  const mean = constant ? bias.scale : 0;
  const variance = times(fanIn * squaredWeight, x.secondMoment) + (constant ? 0 : bias.scale ** 2);
  // A bias is the same for all samples.
  const acrossSamples = times(fanIn * squaredWeight, x.acrossSamples);
  return { mean, variance, secondMoment: variance + mean ** 2, acrossSamples };
}

/** What enters, plus `factor` times what the branch adds: independent, but for their means. */
function added(x: Entering, branch: Entering, factor: number): Entering {
  const square = factor ** 2;
  const variance = x.variance + times(square, branch.variance);
  const mean = x.mean + times(factor, branch.mean);
  const acrossSamples = x.acrossSamples + times(square, branch.acrossSamples);
  return { mean, variance, secondMoment: variance + mean ** 2, acrossSamples };
}

/** What a layer makes of what enters it. */
export interface Step {
  readonly shape: LayerShape;
  readonly squaredWeight: number;
  readonly x: Entering;
  readonly norm: Normalised;
  readonly post: Entering;
}

export function stepOf(experiment: Experiment, shape: LayerShape, x: Entering): Step {
  const squaredWeight = weightMoment(experiment, shape, x);
  const norm = normalised(experiment.norm, summed(shape, x, squaredWeight), experiment);
  const level = response(experiment, norm.h);
  // Batch norm leaves samples as good as independent; without it nobody asks.
  const branch = { ...level, acrossSamples: level.variance };
  const post = shape.skip ? added(x, branch, branchScaleOf(experiment)) : branch;
  return { shape, squaredWeight, x, norm, post };
}

function forward(experiment: Experiment): Step[] {
  let x = enteringInput(experiment);
  return layerShapes(experiment).map((shape) => {
    const step = stepOf(experiment, shape, x);
    x = step.post;
    return step;
  });
}

/**
 * Gradients' second moments, from a unit-normal cotangent at the last layer down. The sum of two
 * ways through a residual layer has no cross term: the branch's random weights have mean 0.
 */
function backward(experiment: Experiment, steps: readonly Step[]) {
  const gradients: Partial<Prediction>[] = [];
  let post = 1;
  for (const { shape, squaredWeight, x, norm } of [...steps].reverse()) {
    const branch = shape.skip ? branchScaleOf(experiment) : 1;
    const pre = times(branch ** 2 * post, squaredSlope(experiment, norm.h));
    const sum = times(norm.backward, pre);
    const weight = times(experiment.batch * sum, norm.seen(x));
    gradients.unshift({
      gradPost: centred(post),
      gradPre: centred(pre),
      gradWeight: centred(weight),
    });
    post = times(shape.fanOut * squaredWeight, sum) + (shape.skip ? post : 0);
  }
  return [{ gradPost: centred(post) }, ...gradients];
}

/** Predictions for layers 0 … depth. */
export function predictRandom(experiment: Experiment): Prediction[] {
  const input = predicted(enteringInput(experiment));
  const steps = forward(experiment);
  const gradients = experiment.backward ? backward(experiment, steps) : [];
  const layers = steps.map(({ shape, norm: { h }, post }) => ({
    layer: shape.layer,
    pre: { variance: h.variance, secondMoment: h.variance + h.mean ** 2 },
    post: predicted(post),
  }));
  return [{ layer: 0, pre: input, post: input }, ...layers].map((layer, i) => ({
    ...layer,
    ...gradients[i],
  }));
}
