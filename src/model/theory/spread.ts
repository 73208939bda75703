/**
 * How far one seed's network strays from theory at finite width. A layer's second moment is a mean
 * over n units of each sample, whose logarithm lies below the logarithm of its average, and varies
 * (Hanin & Rolnick 2018): by ln 2 + ψ(n/2) − ln n and ψ′(n/2) a layer for one sample of a linear
 * network, −1/n and 2/n at great width, 5/2 as much with ReLU. Both add up over layers, as far as a
 * layer passes on what it received. Samples that differ average it away until all have come to point
 * the same way, which at finite width they do.
 */
import { activationOf } from '../activations';
import { distributions } from '../distributions';
import type { Experiment } from '../experiment';
import { drawnInput } from '../input';
import { branchScaleOf, type LayerShape, layerShapes } from '../layer-shapes';
import { ownMoments, ownSamples } from '../own-input';
import { schemeOf } from '../schemes';
import {
  type Alike,
  at,
  type Fluctuation,
  fluctuationsOf,
  type Log,
  logOfGamma,
  logOfMean,
  mixed,
  SAME,
  type Summand,
} from './fluctuation';
import type { Entering } from './norms';
import { enteringInput, type Prediction } from './prediction';
import { type Step, stepOf } from './random';

/** How a typical network's second moment lies to theory's, in natural logarithms. */
export interface Strayed extends Log {
  /** Share of seeds in which all that this is about is exactly 0: `mean` and `variance` leave them out. */
  readonly dead: number;
}

export interface Spread {
  /** Of post-activations, layers 0 … depth. */
  readonly activations: readonly Strayed[];
  /** Of gradients with respect to them; empty where none are asked for. */
  readonly gradients: readonly Strayed[];
}

const NONE: Strayed = { mean: 0, variance: 0, dead: 0 };

/** Beyond, products overflow; nothing bounded comes there. */
const HUGE = 1e280;

/** Of one number a sample, what a sample has by itself, and two samples of a batch have together. */
interface Noise {
  readonly own: number;
  readonly pair: number;
}

const NO_NOISE: Noise = { own: 0, pair: 0 };

/** n times the variance of a batch's mean, over samples of which one has so large a share. */
const ofBatch = ({ own, pair }: Noise, sample: number) => sample * own + (1 - sample) * pair;

/**
 * How fast batches become one-sided in a typical seed, over how fast they do on average, which the few
 * seeds decide that one sample is far ahead in: a sum of B terms whose logarithm has variance v is that
 * of its largest from v = 2 ln B on (Derrida 1981), and their mean squares say ln B.
 */
const TYPICALLY = 1 / 2;

/** What one sample has of a batch's mean behind n units: samples stray from each other. */
function sampleShare(sample: number, noise: Noise, n: number) {
  const each = TYPICALLY / n;
  return (sample * (1 + each * noise.own)) / (1 + each * ofBatch(noise, sample));
}

/**
 * Correlations behind n units, of which a share is drawn anew: what theory makes of them, and by
 * chance some more, which for great n is nothing.
 */
function aligned({ mean, square }: Alike, { pair }: Noise, anew: number, n: number): Alike {
  const chance = anew / n;
  const noise = TYPICALLY * pair;
  return { mean, square: (square + chance * (1 + noise - square)) / (1 + chance * noise) };
}

/** The logarithm of a batch's mean over n units; `part` of it is drawn anew, and the rest goes past. */
function strayOf(
  sum: Summand,
  noise: Noise,
  crossed: Noise,
  part: number,
  n: number,
  sample: number,
) {
  const all = part ** 2 * ofBatch(noise, sample) + 4 * part * (1 - part) * ofBatch(crossed, sample);
  if (part < 1) return logOfGamma(n / all);
  const share = all / sum.noise || 0;
  const { mean, variance } = logOfMean(sum, n);
  return { mean: share * mean, variance: share * variance };
}

/** Chance that a layer's units add nothing, for all samples of a batch. */
const chanceOfNone = ({ none, noise }: Summand, all: Noise, n: number, sample: number) =>
  none < 1 && noise > 0 ? none ** ((n * all.own) / ofBatch(all, sample)) : 0;

/**
 * Of φ(h)², with what weights that are not normal, or not independent, make of it; `sums` is the share
 * of h's variance that they have, and not its bias.
 */
function noiseOf(
  e: Experiment,
  { fanIn, fanOut, zerosPerColumn }: LayerShape,
  f: Fluctuation,
  pairs: Alike,
  sums: number,
): Noise {
  const { distribution } = schemeOf(e.scheme);
  const drawn = 3 + distributions[distribution].kurtosis;
  const kurtosis = drawn / (1 - zerosPerColumn / fanOut) - 3;
  // A sum of fan_in terms has about the fan_in-th part of a term's kurtosis; 3 of it is that of a normal h.
  const ofSum = sums > 0 ? (sums ** 2 * kurtosis) / (fanIn + 2) : 0;
  // Orthonormal columns keep the length of what enters, and the angles.
  const kept = distribution === 'orthogonal' ? sums * Math.min(1, fanOut / fanIn) : 0;
  const fourth = f.square.noise + 1;
  const noise = (alike: Alike) => {
    const seen = at(f.squares, alike).mean - kept * f.squares[2]! * alike.square;
    return Math.max(0, fourth * seen * (1 + ofSum * alike.square) - 1);
  };
  return { own: noise(SAME), pair: noise(pairs) };
}

/** Of (g φ′(h))², behind the layer's weights. */
function slopeNoiseOf(
  e: Experiment,
  { fanIn, fanOut }: LayerShape,
  f: Fluctuation,
  pairs: Alike,
  gradients: Alike,
): Noise {
  const kept = schemeOf(e.scheme).distribution === 'orthogonal' ? Math.min(1, fanIn / fanOut) : 0;
  const fourth = (f.slope.noise + 1) / 3;
  const noise = (alike: Alike, { square }: Alike) => {
    const slopes = fourth * at(f.squaredSlopes, alike).mean - 1;
    return Math.max(0, (1 + 2 * square) * slopes + (2 * square * (1 - kept) * fanOut) / fanIn);
  };
  return { own: noise(SAME, SAME), pair: noise(pairs, gradients) };
}

/** A layer as a typical network has it. */
interface Typical {
  readonly step: Step;
  readonly f: Fluctuation;
  /** Of pre-activations. */
  readonly alike: Alike;
}

const scaled = (x: Entering, by: number): Entering => ({
  mean: x.mean * Math.sqrt(by),
  variance: x.variance * by,
  secondMoment: x.secondMoment * by,
  acrossSamples: x.acrossSamples * by,
});

/** Share of the second moment that two samples of the input have together. */
function sharedOf({ mean, secondMoment, variance, acrossSamples }: Entering) {
  return secondMoment > 0 ? (mean ** 2 + variance - acrossSamples) / secondMoment : 0;
}

/** The input, of which a seed draws batch × units numbers; digits and files are the same for all. */
function inputStray(e: Experiment, x: Entering, units: number): Log {
  const drawn = drawnInput(e);
  if (!drawn || x.secondMoment === 0) return NONE;
  const fourth = drawn.distribution === 'uniform' ? 0.8 : 2;
  const own = (fourth * x.variance ** 2 + 4 * x.mean ** 2 * x.variance) / x.secondMoment ** 2;
  const pair = own * (1 - x.acrossSamples / x.variance || 0) ** 2;
  return logOfGamma(units / ofBatch({ own, pair }, 1 / e.batch));
}

function forward(e: Experiment, layers: readonly Prediction[]) {
  const shapes = layerShapes(e);
  const input = enteringInput(e);
  const start = inputStray(e, input, shapes[0]!.fanIn);
  const strayed: Strayed[] = [{ ...start, dead: 0 }];
  const typical: Typical[] = [];
  let x = scaled(input, Math.exp(start.mean));
  const shared = sharedOf(input);
  let alike = aligned({ mean: shared, square: shared ** 2 }, NO_NOISE, 1, shapes[0]!.fanIn);
  // Samples that are there twice are one.
  const different = Math.min(e.batch, ownSamples(e)?.samples ?? e.batch);
  let [variance, alive, sample] = [start.variance, 1, ownMoments(e)?.share ?? 1 / different];
  const { phi } = activationOf(e.activation);
  const fluctuationAt = fluctuationsOf(e);
  const ends = e.norm === 'none' && phi(0, e.slope) === 0;
  for (const shape of shapes) {
    const { layer, fanOut, skip, bias } = shape;
    const step = stepOf(e, shape, x);
    const { h } = step.norm;
    if (!(step.post.secondMoment > 0 && step.post.secondMoment < HUGE && h.variance > 0)) break;
    const f = fluctuationAt(h);
    const biased = bias.distribution === 'constant' ? 0 : Math.min(1, bias.scale ** 2 / h.variance);
    const pre = mixed(biased, SAME, alike);
    const part = skip ? (branchScaleOf(e) ** 2 * f.secondMoment) / step.post.secondMoment : 1;
    const noise = noiseOf(e, shape, f, pre, 1 - biased);
    const apart = 1 - f.mean ** 2 / f.secondMoment;
    const crossed = { own: apart, pair: apart * alike.square };
    const log = strayOf(f.square, noise, crossed, part, fanOut, sample);
    // Normalisation leaves samples no length to differ in.
    const passes = 1 - part + part * (e.norm === 'none' ? f.passes : 0);
    variance = passes ** 2 * variance + log.variance;
    const own = sampleShare(sample, noise, fanOut / part);
    sample = (1 + passes ** 2 * (different * own - 1)) / different;
    if (ends && !skip && bias.scale === 0)
      alive *= 1 - chanceOfNone(f.square, noise, fanOut, sample);
    alike = aligned(mixed(part, at(f.values, pre), alike), noise, 1 - (1 - part) ** 2, fanOut);
    x = scaled(step.post, Math.exp(log.mean));
    const mean = Math.log(x.secondMoment / layers[layer]!.post.secondMoment);
    strayed.push({ mean, variance, dead: 1 - alive });
    typical.push({ step, f, alike: pre });
  }
  return { strayed, typical };
}

function backward(e: Experiment, layers: readonly Prediction[], typical: readonly Typical[]) {
  const units = layerShapes(e).at(-1)!.fanOut;
  const start = logOfGamma((units * e.batch) / 2);
  const strayed: Strayed[] = [{ ...start, dead: 0 }];
  let { mean, variance } = start;
  let alike = aligned({ mean: 0, square: 0 }, NO_NOISE, 1, units);
  let [alive, sample] = [1, 1 / e.batch];
  for (const { step, f, alike: pre } of [...typical].reverse()) {
    const { layer, fanOut, fanIn, skip } = step.shape;
    const [above, through] = [layers[layer]!.gradPost!, layers[layer - 1]!.gradPost!];
    const part = skip ? 1 - above.secondMoment / through.secondMoment || 0 : 1;
    const noise = slopeNoiseOf(e, step.shape, f, pre, alike);
    const log = strayOf(f.slope, noise, { own: 1, pair: alike.square }, part, fanOut, sample);
    if (!skip) alive *= 1 - chanceOfNone(f.slope, noise, fanOut, sample);
    const branch = skip ? branchScaleOf(e) ** 2 : 1;
    const slope = layers[layer]!.gradPre!.secondMoment / (branch * above.secondMoment);
    mean += log.mean + Math.log(1 - part + (part * f.squaredSlope) / slope || 1);
    variance += log.variance;
    sample = sampleShare(sample, noise, fanOut / part);
    const slopes = at(f.slopes, pre);
    const passed = { mean: alike.mean * slopes.mean, square: alike.square * slopes.square };
    alike = aligned(mixed(part, passed, alike), noise, 1 - (1 - part) ** 2, fanIn);
    strayed.unshift({ mean, variance, dead: 1 - alive });
  }
  return strayed;
}

export function spreadOf(e: Experiment, layers: readonly Prediction[]): Spread {
  const { strayed, typical } = forward(e, layers);
  // Where numbers have come to an end nothing more is added.
  const last = strayed.at(-1)!;
  const activations = layers.map((_, layer) => strayed[layer] ?? last);
  if (!e.backward) return { activations, gradients: [] };
  const gradients = backward(e, layers, typical);
  const none = layers.slice(gradients.length).map(() => NONE);
  return { activations, gradients: [...gradients, ...none] };
}
