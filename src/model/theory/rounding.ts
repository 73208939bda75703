/** Where a number format's rounding decides what a network does, which theory leaves out. */
import type { Experiment } from '../experiment';
import { branchScaleOf, layerShapes } from '../layer-shapes';
import { numberFormats } from '../number-format';
import { chainOf } from './chain';
import type { Prediction } from './prediction';
import { response } from './response';

/**
 * Relative steps that rounding decides, in half spacings of a number just above a power of two. Below
 * 1 some or all numbers stay where they are; from there on all move, by one spacing, and pass a power
 * of two in 2^(digits − 1) layers, where steps of t half spacings take 2^digits ln 2 / t: that is a
 * tenth less from 1.25 on, and no more later.
 */
const DECIDED = 1.25;

/** Growth or decay that is not worth a word: of 10 %, a fifth of the least that the chart's ticks tell. */
const UNSEEN = Math.log(1.1);

/** The least relative step that a format does not decide. */
export const leastStep = ({ format }: Experiment) => DECIDED * 2 ** -numberFormats[format].digits;

/** A layer's step: how far values move, as a share of themselves, and what that makes of ln E[x²]. */
interface Step {
  readonly layer: number;
  readonly size: number;
  readonly growth: number;
}

/**
 * The first layer, in the order of the steps, where steps too small for the format have come to more
 * than is unseen. Random steps of that size never do: their squares add up to 200 · 2^-16.
 */
function firstLost(e: Experiment, steps: readonly Step[]): number | undefined {
  const least = leastStep(e);
  let lost = 0;
  return steps.find(({ size, growth }) => {
    if (size < least) lost += growth;
    return Math.abs(lost) > UNSEEN;
  })?.layer;
}

/** The first layer whose activations depend on steps that rounding decides. */
export function firstLostStep(e: Experiment, layers: readonly Prediction[]): number | undefined {
  const chained = chainOf(e) !== undefined;
  if (e.norm !== 'none' || !(chained || e.residual)) return undefined;
  const steps = layerShapes(e).map(({ layer, skip, bias }): Step => {
    const [x, post] = [layers[layer - 1]!.post, layers[layer]!.post];
    const ratio = post.secondMoment / x.secondMoment;
    const growth = Math.log(ratio);
    // All values move alike.
    if (chained) return { layer, size: Math.abs(Math.sqrt(ratio) - 1), growth };
    if (!skip) return { layer, size: Infinity, growth };
    const { variance, secondMoment } = layers[layer]!.pre;
    const mean = Math.sign(bias.scale) * Math.sqrt(secondMoment - variance);
    const branch = branchScaleOf(e) * Math.sqrt(response(e, { mean, variance }).secondMoment);
    return { layer, size: branch / Math.sqrt(x.secondMoment), growth };
  });
  return firstLost(e, steps);
}

/** The last layer whose gradient depends on such steps. Gradients move alike in a chain alone. */
export function lastLostGradient(e: Experiment, layers: readonly Prediction[]): number | undefined {
  if (!e.backward || e.norm !== 'none' || !chainOf(e)) return undefined;
  const steps = layerShapes(e).map(({ layer }): Step => {
    const [above, below] = [layers[layer]!.gradPost!, layers[layer - 1]!.gradPost!];
    const ratio = below.secondMoment / above.secondMoment;
    return { layer: layer - 1, size: Math.abs(Math.sqrt(ratio) - 1), growth: Math.log(ratio) };
  });
  return firstLost(e, steps.reverse());
}

/** Whether numbers of this mean square are mostly smaller than the format's smallest. */
export const isBelow = ({ format }: Experiment, secondMoment: number) =>
  secondMoment > 0 && Math.sqrt(secondMoment) < numberFormats[format].keptEverywhere;
