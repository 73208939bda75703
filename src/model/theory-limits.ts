/** Where theory does not apply: one row each, with what it still tells and why no more. */
import type { Experiment } from './experiment';
import { drawnInput } from './input';
import { layerShapes } from './layer-shapes';
import { schemeOf } from './schemes';
import { chainOf } from './theory-chain';
import type { Prediction } from './theory-prediction';
import { layerWidths } from './widths';

export interface Reach {
  /** The last layers whose pre- and post-activations are told. */
  readonly pre: number;
  readonly post: number;
  /** The first layer whose gradients are told. */
  readonly gradients: number;
}

interface Limit {
  /** What is still told where the row applies; undefined where it does not. */
  reach(experiment: Experiment, layers: readonly Prediction[]): Partial<Reach> | undefined;
  readonly sentence: string;
}

const NO_GRADIENTS = { gradients: Infinity };
const NOTHING: Reach = { pre: 0, post: 0, ...NO_GRADIENTS };

/** Fewest samples over which a batch-normalised unit is nearly normal: to 3 % of its variance. */
export const FEWEST_SAMPLES = 8;

/** Share of a gradient by which coherent sums may exceed theory. */
const COHERENT = 0.05;

/** Layers over their fan_in, summed: variances stray by a factor of e from seed to seed above this. */
const NARROW = 0.5;

const chained = (e: Experiment) => chainOf(e) !== undefined;
const isConstant = (e: Experiment) => chained(e) && schemeOf(e.scheme).distribution === 'constant';

/** Every step is linear, so that only the mean norm of the samples matters. */
const isLinear = (e: Experiment) =>
  e.activation === 'identity' && e.norm === 'none' && !isConstant(e);

/** Samples of different norms are made equal before the first activation, and come by no other way. */
const equalises = (e: Experiment) => {
  const { bias, skip } = layerShapes(e)[0]!;
  const meanRemains = bias.distribution === 'constant' && bias.scale !== 0;
  const equal = e.norm === 'layer' || (e.norm === 'rms' && !meanRemains);
  return equal && !skip && !chained(e);
};

const firstWider = (e: Experiment) =>
  layerShapes(e).find(({ fanIn, fanOut }) => fanOut > fanIn)?.layer;

/**
 * The first layer above which a residual network's gradients are incoherent sums. An activation
 * that is mostly positive makes what enters grow coherently, from q_l to q_L; for a homogeneous one
 * the Jacobian stretches that one direction by as much (Euler's theorem), out of n. The gradient has
 * its mean square in it, at least q_L / (n q_l), and mean-field theory, for n → ∞, has nothing of it.
 */
function firstIncoherent(e: Experiment, layers: readonly Prediction[]): number {
  const widths = layerWidths(e);
  const last = layers.at(-1)!.post.secondMoment;
  const coherent = layers.findLastIndex(({ post, gradPost }, layer) => {
    const stretched = last / post.secondMoment / widths[layer]!;
    return stretched > COHERENT * gradPost!.secondMoment;
  });
  return coherent + 1;
}

const limits: readonly Limit[] = [
  {
    sentence: 'LSUV divides by what it measures: there is nothing to predict.',
    reach: (e) => (schemeOf(e.scheme).dataDependent ? NOTHING : undefined),
  },
  {
    sentence: 'Theory does not tell this scheme with normal biases: every unit differs.',
    reach: (e) =>
      chained(e) && layerShapes(e).some(({ bias }) => bias.distribution !== 'constant')
        ? NOTHING
        : undefined,
  },
  {
    sentence: 'Theory does not tell this scheme with this normalisation.',
    reach: (e) =>
      (isConstant(e) && e.norm !== 'none') || (chained(e) && e.norm === 'batch')
        ? NOTHING
        : undefined,
  },
  {
    sentence: 'All units sum the same samples, whose shared part is one random number.',
    reach: (e) =>
      isConstant(e) && drawnInput(e)?.distribution === 'correlated' ? NOTHING : undefined,
  },
  {
    sentence:
      'Digits differ from sample to sample by more than chance: theory does not tell sums of all pixels.',
    reach: (e) => (isConstant(e) && !drawnInput(e) ? NOTHING : undefined),
  },
  {
    sentence: 'Theory does not tell units beyond the identity matrix, which are all alike.',
    reach: (e) => {
      const wider = chained(e) && !isConstant(e) && firstWider(e);
      return wider ? { pre: wider - 1, post: wider - 1, ...NO_GRADIENTS } : undefined;
    },
  },
  {
    sentence: 'Digits differ in norm: theory tells the first layer’s pre-activation only.',
    reach: (e) =>
      drawnInput(e) || isLinear(e) || equalises(e)
        ? undefined
        : { pre: chained(e) && e.norm !== 'none' ? 0 : 1, post: 0, ...NO_GRADIENTS },
  },
  {
    sentence: 'Digits differ in norm: theory does not tell their gradients.',
    reach: (e) => (drawnInput(e) || isLinear(e) || !e.backward ? undefined : NO_GRADIENTS),
  },
  {
    sentence: `Over fewer than ${FEWEST_SAMPLES} samples a batch-normalised unit is not normal.`,
    reach: (e) =>
      e.norm === 'batch' && e.batch < FEWEST_SAMPLES
        ? { pre: 1, post: 0, ...NO_GRADIENTS }
        : undefined,
  },
  {
    sentence:
      'With all weights alike, so are the gradients of all units: theory does not tell them.',
    reach: (e) => (isConstant(e) && e.backward ? NO_GRADIENTS : undefined),
  },
  {
    sentence:
      'Residual sums grow in one direction: at this width theory tells the upper gradients only.',
    reach: (e, layers) => {
      if (!e.residual || !e.backward || e.norm !== 'none' || chained(e)) return undefined;
      const gradients = firstIncoherent(e, layers);
      return gradients > 0 ? { gradients } : undefined;
    },
  },
  {
    sentence:
      'Theory assumes great width: so narrow and deep, the variance strays from seed to seed.',
    reach: (e) => {
      const strays = layerShapes(e).reduce((sum, { fanIn }) => sum + 1 / fanIn, 0);
      return strays > NARROW && e.norm === 'none' && !chained(e) ? {} : undefined;
    },
  },
];

/** What theory tells of an experiment, and the sentence of the first limit that it meets. */
export function reachOf(
  experiment: Experiment,
  layers: readonly Prediction[],
): Reach & { readonly caveat: string | undefined } {
  const met = limits.flatMap(({ reach, sentence }) => {
    const left = reach(experiment, layers);
    return left ? [{ ...left, sentence }] : [];
  });
  const { depth } = experiment;
  return {
    pre: Math.min(depth, ...met.map(({ pre = depth }) => pre)),
    post: Math.min(depth, ...met.map(({ post = depth }) => post)),
    gradients: Math.max(0, ...met.map(({ gradients = 0 }) => gradients)),
    caveat: met[0]?.sentence,
  };
}
