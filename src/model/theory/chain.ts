/**
 * Weights that are not random: `eye` hands every unit on by itself, and `constant` makes all units
 * of a sample alike. Either way one number goes through the whole network, h = factor · a + bias, so
 * that its distribution is carried along as values at nodes. This holds at any width.
 */

import { activationOf } from '../activations';
import type { Experiment } from '../experiment';
import { drawnInput } from '../input';
import { branchScaleOf, type LayerShape, layerShapes } from '../layer-shapes';
import { numberFormats } from '../number-format';
import { schemeOf } from '../schemes';
import { average, evenNodes, type Level, levelOf } from './gaussian';
import { normalised } from './norms';
import { centred, enteringInput, type Prediction, predicted } from './prediction';
import { times } from './response';

/** Values are kept this far from overflow, and what comes near it is told as infinite. */
const HUGE = 1e150;
const clipped = (x: number) => Math.max(-HUGE, Math.min(HUGE, x));

/** How each of the two is one number. */
interface Chain {
  /** From what enters a layer to its sum. */
  factor(shape: LayerShape): number;
  /** Units whose mean that number is. */
  averaged(shape: LayerShape): number;
  /** The number's variance over a batch, of its variance: over units, too, there is enough of it. */
  batchShare(batch: number): number;
}

const chains: Record<'eye' | 'constant', Chain> = {
  eye: { factor: ({ scale }) => scale, averaged: () => 1, batchShare: () => 1 },
  constant: {
    factor: ({ scale, fanIn }) => scale * fanIn,
    averaged: ({ fanIn }) => fanIn,
    batchShare: (batch) => (batch - 1) / batch,
  },
};

const chainNamed = (distribution: string): Chain | undefined =>
  distribution === 'eye' || distribution === 'constant' ? chains[distribution] : undefined;

/** The chain that an experiment's weights are; undefined where they are random, or all 0. */
export function chainOf(experiment: Experiment): Chain | undefined {
  const all0 = layerShapes(experiment).every(({ scale }) => scale === 0);
  return all0 ? undefined : chainNamed(schemeOf(experiment.scheme).distribution);
}

interface Link {
  readonly shape: LayerShape;
  readonly pre: Level;
  readonly post: Level;
  /** E[a²] of what enters. */
  readonly entering: number;
  /** φ′(h) times the branch's factor, and da/dx, at every node. */
  readonly slopes: readonly number[];
  readonly jacobians: readonly number[];
  /** Second moment of the gradient before normalisation, over that after it. */
  readonly divided: number;
}

/** Over batch × units, where units may also spread about the number. */
function told(level: Level, batchShare: number, spread: number): Level {
  const variance = level.variance * batchShare + spread;
  const secondMoment = level.secondMoment + spread;
  const end = (x: number) => (x < HUGE ? x : Infinity);
  return { mean: level.mean, variance: end(variance), secondMoment: end(secondMoment) };
}

/** A layer as the number format has it: an error that all its weights share adds up over layers. */
export function stored({ format }: Experiment, shape: LayerShape): LayerShape {
  const { round } = numberFormats[format];
  const { scale, bias } = shape;
  return {
    ...shape,
    scale: round(Math.fround(scale)),
    bias: { ...bias, scale: round(Math.fround(bias.scale)) },
  };
}

function forward(experiment: Experiment, { factor, averaged, batchShare }: Chain) {
  const { activation, slope, norm, batch } = experiment;
  const { phi, derivative } = activationOf(activation);
  const shapes = layerShapes(experiment).map((shape) => stored(experiment, shape));
  const input = enteringInput(experiment);
  const units = averaged(shapes[0]!);
  const uniform = units === 1 && drawnInput(experiment)?.distribution === 'uniform';
  // A mean over many units is normal, whatever they are.
  const start = { mean: input.mean, variance: input.variance / units };
  const { x, weight } = evenNodes(start, uniform ? 'uniform' : 'normal');
  let values: readonly number[] = x;
  let spread = input.variance - start.variance;
  let entering = input.secondMoment;

  const links = shapes.map((shape): Link => {
    const by = factor(shape);
    const u = values.map((a) => clipped(by * a + shape.bias.scale));
    const sums = levelOf(u, weight);
    const pooled = { ...sums, acrossSamples: sums.variance };
    const { centre, divisor, backward: divided } = normalised(norm, pooled, experiment);
    const h = u.map((value) => clipped((value - centre) / Math.sqrt(divisor) || 0));
    const branch = shape.skip ? branchScaleOf(experiment) : 1;
    const slopes = h.map((value) => branch * derivative(value, slope));
    const through = by / Math.sqrt(divisor);
    const skipped = values;
    values = h.map((value, i) =>
      clipped(branch * phi(value, slope) + (shape.skip ? skipped[i]! : 0)),
    );
    if (!shape.skip) spread = 0;
    const jacobians = slopes.map((value) => times(value, through) + (shape.skip ? 1 : 0));
    const pre = told(levelOf(h, weight), batchShare(batch), 0);
    const post = told(levelOf(values, weight), batchShare(batch), spread);
    const link = { shape, pre, post, entering, slopes, jacobians, divided };
    entering = post.secondMoment;
    return link;
  });
  return { links, weight };
}

/** Each number's cotangent is multiplied by the slopes that it went through; of `eye` only. */
function backward({ batch }: Experiment, links: readonly Link[], weight: readonly number[]) {
  const gradients: Partial<Prediction>[] = [];
  // Units that a narrower layer above drops have no gradient.
  let alive = links.at(-1)!.shape.fanOut;
  let squares = weight.map(() => 1);
  for (const { shape, slopes, jacobians, divided, entering } of [...links].reverse()) {
    const share = alive / shape.fanOut;
    const post = share * average(squares, weight);
    const pre =
      share *
      average(
        squares.map((g, i) => times(g, slopes[i]! ** 2)),
        weight,
      );
    const sums = times(batch * entering, times(pre, divided));
    gradients.unshift({
      gradPost: centred(post),
      gradPre: centred(pre),
      gradWeight: centred(sums),
    });
    squares = squares.map((g, i) => times(g, jacobians[i]! ** 2));
    alive = Math.min(alive, shape.fanIn);
  }
  const share = alive / links[0]!.shape.fanIn;
  return [{ gradPost: centred(share * average(squares, weight)) }, ...gradients];
}

/** Predictions for layers 0 … depth. */
export function predictChain(experiment: Experiment, chain: Chain): Prediction[] {
  const input = predicted(enteringInput(experiment));
  const { links, weight } = forward(experiment, chain);
  const gradients = experiment.backward ? backward(experiment, links, weight) : [];
  const layers = links.map(({ shape, pre, post }) => ({
    layer: shape.layer,
    pre: predicted(pre),
    post: predicted(post),
  }));
  return [{ layer: 0, pre: input, post: input }, ...layers].map((layer, i) => ({
    ...layer,
    ...gradients[i],
  }));
}
