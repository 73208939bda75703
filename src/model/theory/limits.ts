/** Where theory does not apply: a row each, with what it still predicts, and why no more. */
import type { Experiment } from '../experiment';
import { readable, theLayer } from '../format';
import type { Family } from '../histogram';
import { drawnInput } from '../input';
import { branchScaleOf, layerShapes } from '../layer-shapes';
import { numberFormats } from '../number-format';
import { schemeOf } from '../schemes';
import { chainOf } from './chain';
import type { Prediction } from './prediction';
import { stretch } from './response';
import { firstLostStep, isBelow, lastLostGradient, leastStep } from './rounding';
import { type Spread, spreadOf } from './spread';
import { isNoPrediction, isWorthAWord, strayingInWords } from './straying';

/** Why theory is incomplete: a sentence for each family of quantities. */
export type Caveats = Readonly<Partial<Record<Family, string>>>;

export interface Reach {
  /** The last layers whose pre- and post-activations are predicted. */
  readonly pre: number;
  readonly post: number;
  /** The last layer whose weights are predicted. */
  readonly weights: number;
  /** The first layer whose gradients are predicted. */
  readonly gradients: number;
}

/** Data that a row may use. */
interface Known {
  readonly layers: readonly Prediction[];
  /** Computed when it is first asked for. */
  spread(): Spread;
}

interface Limit {
  /** The only family that the row limits; if absent, activations and what follows from them. */
  readonly of?: Family;
  /** What is still predicted where the row applies; undefined where it does not. */
  reach(experiment: Experiment, known: Known): Partial<Reach> | undefined;
  readonly sentence: string | ((experiment: Experiment, known: Known) => string);
}

const NO_GRADIENTS = { gradients: Infinity };
const NO_ACTIVATIONS = { pre: 0, post: 0, ...NO_GRADIENTS };

/** Fewest samples over which a batch-normalised unit is nearly normal: to 3 % of its variance. */
export const FEWEST_SAMPLES = 8;

/** Share of a gradient by which coherent sums may exceed theory. */
const COHERENT = 0.05;

const chained = (e: Experiment) => chainOf(e) !== undefined;
const isConstant = (e: Experiment) => chained(e) && schemeOf(e.scheme).distribution === 'constant';

/** Real samples, which have more in common than chance. */
const isReal = (e: Experiment) => drawnInput(e) === undefined;
const realSamples = ({ input }: Experiment) => (input === 'digits' ? 'Digits' : 'A file’s samples');

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
 * The first layer from which on a residual network's gradients are incoherent sums. Stretching what
 * enters a layer, x, stretches the branch's outputs by φ′(h) h; where they are mostly of one sign
 * they add up from layer to layer. The Jacobian has this one direction in n, and the gradient a share
 * of at least 1/n in it, of which mean-field theory, for n → ∞, has nothing.
 */
function firstIncoherent(e: Experiment, layers: readonly Prediction[]): number {
  const s = branchScaleOf(e);
  let coherent = 1;
  for (const { layer, fanIn, skip } of layerShapes(e).reverse()) {
    const x = layers[layer - 1]!;
    const { variance, secondMoment } = layers[layer]!.pre;
    const h = { variance, mean: Math.sqrt(secondMoment - variance) };
    const branch = stretch(e, h);
    const mean = Math.sqrt(x.post.secondMoment - x.post.variance);
    const sum = 2 * s * mean * Math.abs(branch.mean) + s * s * branch.secondMoment;
    coherent *= (skip ? 1 : 0) + (skip ? sum : branch.secondMoment) / x.post.secondMoment;
    if (!(coherent / fanIn <= COHERENT * x.gradPost!.secondMoment)) return layer;
  }
  return 0;
}

const firstBelow = (e: Experiment, layers: readonly Prediction[]) =>
  layers.find(({ post }) => isBelow(e, post.secondMoment))?.layer;

/** “10⁻³⁸, which not every adapter keeps”. */
const tooSmall = ({ format }: Experiment) => {
  const { keptEverywhere, smallest } = numberFormats[format];
  const why = keptEverywhere > smallest ? 'not every adapter keeps' : `${format} does not hold`;
  return `${readable(keptEverywhere, 1)}, which ${why}`;
};

const lostInWords = (e: Experiment, last: number) => {
  const share = `${readable(100 * leastStep(e), 1)} %`;
  const what = e.residual ? `residual branch below ${share} of its skip` : `change below ${share}`;
  return `In ${e.format}, a ${what} is rounded away or up: theory stops at ${theLayer(last)}.`;
};

const limits: readonly Limit[] = [
  {
    sentence: 'LSUV divides by what it measures: there is nothing to predict.',
    reach: (e) =>
      schemeOf(e.scheme).dataDependent ? { ...NO_ACTIVATIONS, weights: 0 } : undefined,
  },
  {
    sentence: 'Theory does not predict this scheme with normal biases: every unit differs.',
    reach: (e) =>
      chained(e) && layerShapes(e).some(({ bias }) => bias.distribution !== 'constant')
        ? NO_ACTIVATIONS
        : undefined,
  },
  {
    sentence: 'Theory does not predict this scheme with this normalisation.',
    reach: (e) =>
      (isConstant(e) && e.norm !== 'none') || (chained(e) && e.norm === 'batch')
        ? NO_ACTIVATIONS
        : undefined,
  },
  {
    sentence: 'All units sum the same samples, whose shared part is one random number.',
    reach: (e) =>
      isConstant(e) && drawnInput(e)?.distribution === 'correlated' ? NO_ACTIVATIONS : undefined,
  },
  {
    sentence: (e) =>
      `${realSamples(e)} differ from sample to sample by more than chance: theory does not predict sums of all ${e.input === 'digits' ? 'pixels' : 'features'}.`,
    reach: (e) => (isConstant(e) && isReal(e) ? NO_ACTIVATIONS : undefined),
  },
  {
    sentence:
      'Features differ in size: theory does not predict what the identity matrix leaves of them.',
    reach: (e) => {
      const [first] = layerShapes(e);
      const isCut =
        chained(e) && !isConstant(e) && e.input === 'file' && first!.fanOut < first!.fanIn;
      return isCut ? NO_ACTIVATIONS : undefined;
    },
  },
  {
    sentence: 'Theory does not predict units beyond the identity matrix, which are all alike.',
    reach: (e) => {
      const wider = chained(e) && !isConstant(e) && firstWider(e);
      return wider ? { pre: wider - 1, post: wider - 1, ...NO_GRADIENTS } : undefined;
    },
  },
  {
    sentence: (e) =>
      `${realSamples(e)} differ in norm: theory predicts the first layer’s pre-activation only.`,
    reach: (e) =>
      !isReal(e) || isLinear(e) || equalises(e)
        ? undefined
        : { pre: chained(e) && e.norm !== 'none' ? 0 : 1, post: 0, ...NO_GRADIENTS },
  },
  {
    of: 'gradients',
    sentence: (e) => `${realSamples(e)} differ in norm: theory does not predict their gradients.`,
    reach: (e) => (!isReal(e) || isLinear(e) || !e.backward ? undefined : NO_GRADIENTS),
  },
  {
    sentence: `With fewer than ${FEWEST_SAMPLES} samples, a batch-normalised unit is not normal.`,
    reach: (e) =>
      e.norm === 'batch' && e.batch < FEWEST_SAMPLES
        ? { pre: 1, post: 0, ...NO_GRADIENTS }
        : undefined,
  },
  {
    of: 'gradients',
    sentence:
      'With all weights equal, so are the gradients of all units: theory does not predict them.',
    reach: (e) => (isConstant(e) && e.backward ? NO_GRADIENTS : undefined),
  },
  {
    of: 'gradients',
    sentence:
      'Residual sums grow in one direction: at this width theory predicts the upper gradients only.',
    reach: (e, { layers }) => {
      if (!e.residual || !e.backward || e.norm !== 'none' || chained(e)) return undefined;
      const gradients = firstIncoherent(e, layers);
      return gradients > 0 ? { gradients } : undefined;
    },
  },
  {
    sentence: (e) => `Weights are below ${tooSmall(e)}: theory does not predict what is left.`,
    reach: (e) => {
      const lost = layerShapes(e).find(({ std }) => isBelow(e, std ** 2))?.layer;
      return lost === undefined
        ? undefined
        : { pre: lost - 1, post: lost - 1, weights: lost - 1, gradients: lost };
    },
  },
  {
    of: 'activations',
    sentence: (e, { layers }) => lostInWords(e, firstLostStep(e, layers)! - 1),
    reach: (e, { layers }) => {
      const lost = firstLostStep(e, layers);
      return lost === undefined ? undefined : { pre: lost - 1, post: lost - 1 };
    },
  },
  {
    of: 'gradients',
    sentence: (e, { layers }) => lostInWords(e, lastLostGradient(e, layers)! + 1),
    reach: (e, { layers }) => {
      const lost = lastLostGradient(e, layers);
      return lost === undefined ? undefined : { gradients: lost + 1 };
    },
  },
  {
    of: 'activations',
    sentence: (_, { spread }) =>
      `At this width and depth, ${strayingInWords(spread().activations, 'variance')}`,
    reach: (e, { spread }) => {
      if (chained(e) || !spread().activations.some(isWorthAWord)) return undefined;
      const beyond = spread().activations.findIndex(isNoPrediction);
      const last = Math.max(0, beyond - 1);
      return beyond < 0 ? {} : { pre: last, post: last };
    },
  },
  {
    of: 'gradients',
    sentence: (_, { spread }) =>
      `At this width, too few units carry the gradient: ${strayingInWords([...spread().gradients].reverse(), 'gradient')}`,
    reach: (e, { spread }) => {
      if (!e.backward || chained(e) || !spread().gradients.some(isWorthAWord)) return undefined;
      return { gradients: spread().gradients.findLastIndex(isNoPrediction) + 1 };
    },
  },
  {
    of: 'activations',
    sentence: (e, { layers }) =>
      `From ${theLayer(firstBelow(e, layers)!)} on values are below ${tooSmall(e)}: theory ignores this.`,
    reach: (e, { layers }) => (firstBelow(e, layers) === undefined ? undefined : {}),
  },
  {
    of: 'gradients',
    sentence: (e) => `Gradients fall below ${tooSmall(e)}: theory ignores this.`,
    reach: (e, { layers }) =>
      layers.some(({ gradPre }) => gradPre && isBelow(e, gradPre.secondMoment))
        ? { gradients: 0 }
        : undefined,
  },
];

/** How far theory predicts an experiment, and why no farther. */
export interface Coverage extends Reach {
  readonly caveats: Caveats;
}

export function coverageOf(experiment: Experiment, layers: readonly Prediction[]): Coverage {
  let computed: Spread | undefined;
  const known: Known = {
    layers,
    spread: () => {
      computed ??= spreadOf(experiment, layers);
      return computed;
    },
  };
  const met = limits.flatMap(({ of, reach, sentence }) => {
    const left = reach(experiment, known);
    const words = typeof sentence === 'string' ? () => sentence : sentence;
    return left ? [{ ...left, of, words: () => words(experiment, known) }] : [];
  });
  const { depth } = experiment;
  const activations = met.find(({ of }) => of === undefined || of === 'activations')?.words();
  const ofGradients =
    met.find(({ of, gradients = 0 }) => of !== 'activations' && gradients > 0) ??
    met.find(({ of }) => of === 'gradients');
  const gradients = ofGradients?.words();
  const weights = met.find((limit) => limit.weights !== undefined)?.words();
  return {
    pre: Math.min(depth, ...met.map(({ pre = depth }) => pre)),
    post: Math.min(depth, ...met.map(({ post = depth }) => post)),
    weights: Math.min(depth, ...met.map(({ weights = depth }) => weights)),
    gradients: Math.max(0, ...met.map(({ gradients = 0 }) => gradients)),
    caveats: {
      ...(activations && { activations }),
      ...(weights && { weights }),
      ...(gradients && { gradients }),
    },
  };
}
