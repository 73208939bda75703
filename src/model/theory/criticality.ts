/** Where repeated layers lead: the fixed point of the variance, and χ, ordered or chaotic there. */
import type { Experiment } from '../experiment';
import { figures } from '../figures';
import { magnitudeOf, readable } from '../format';
import type { Quantity } from '../histogram';
import { branchScaleOf, type LayerShape, layerShapes } from '../layer-shapes';
import { schemeOf } from '../schemes';
import { chainOf } from './chain';
import { FEWEST_SAMPLES } from './limits';
import { type Entering, normalised } from './norms';
import { enteringInput, remembered } from './prediction';
import { summed, weightMoment } from './random';
import { response, squaredSlope, times } from './response';
import { predict, predictionsOf } from './theory';

export type Phase = 'ordered' | 'critical' | 'chaotic';

export interface Criticality {
  /**
   * Factor on the gradient's second moment from a layer to the one below, at the fixed point:
   * χ = fan_out E[W²] E[φ′(h)²] (Schoenholz et al. 2017), divided by the normalisation's variance
   * (Yang et al. 2019), and 1 + s² times this where a residual branch is scaled by s.
   */
  readonly chi: number;
  readonly phase: Phase;
  /**
   * Variance of the pre-activation that layers come to from this input: Infinity if it grows without
   * end, 'any' where every variance stays as it is.
   */
  readonly fixedPoint: number | 'any';
}

/** |χ − 1| that is still critical: what two decimals show as 1.00, less than 29 % in 50 layers. */
export const CRITICAL = 5e-3;

/** Variances between which a fixed point is looked for; beyond, it counts as 0 or Infinity. */
const [SMALLEST, LARGEST] = [1e-8, 1e8];
/** Relative change of a variance in one layer that is none: the averages' precision. */
const NO_CHANGE = 1e-9;
/** Batch norm's samples, where it is the theory's great batch that is meant. */
const GREAT = 1e9;
/** Factor of the search's steps, and halvings of the step that holds the fixed point. */
const [STEP, HALVINGS] = [1.5, 40];

export const phaseOf = (chi: number): Phase =>
  Math.abs(chi - 1) < CRITICAL ? 'critical' : chi < 1 ? 'ordered' : 'chaotic';

/** The layer that is repeated; undefined where the network repeats none, or no step is closed. */
function repeated(experiment: Experiment): LayerShape | undefined {
  const { scheme, norm, batch } = experiment;
  const shapes = layerShapes(experiment);
  const last = shapes.at(-1)!;
  const square = [...shapes.slice(1), last].every(({ fanIn, fanOut }) => fanIn === fanOut);
  const few = norm === 'batch' && batch < FEWEST_SAMPLES;
  const closed = !schemeOf(scheme).dataDependent && !chainOf(experiment) && !few;
  return square && closed ? last : undefined;
}

/**
 * Follows a map of variances from `start` to where it stays: 0, Infinity or between. A larger
 * variance gives a larger one, so that repetition moves to the nearest fixed point on the side to
 * which the first step goes.
 */
function fixedPoint(map: (variance: number) => number, start: number): number | 'any' {
  if (start === 0 && map(0) === 0) return 0;
  const change = (v: number) => map(v) / v - 1;
  let v = Math.max(SMALLEST, Math.min(LARGEST, start));
  const first = change(v);
  if (Math.abs(first) < NO_CHANGE) return Math.abs(change(2 * v)) < NO_CHANGE ? 'any' : v;
  const factor = first > 0 ? STEP : 1 / STEP;
  const goesOn = (x: number) => change(x) * Math.sign(first) > NO_CHANGE;
  while (goesOn(v)) {
    v *= factor;
    if (v > LARGEST) return Infinity;
    if (v < SMALLEST) return 0;
  }
  let [behind, ahead] = [v / factor, v];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = Math.sqrt(behind * ahead);
    if (goesOn(middle)) behind = middle;
    else ahead = middle;
  }
  return behind;
}

/** One layer, repeated, as a function of what decides: its sum's variance, before normalisation. */
function repetition(experiment: Experiment, shape: LayerShape) {
  const input = enteringInput(experiment);
  const squaredWeight = weightMoment(experiment, shape, input);
  const decisive = (u: Entering) => (experiment.norm === 'batch' ? u.acrossSamples : u.variance);
  const { mean } = summed(shape, input, squaredWeight);
  const normalisedAt = (variance: number) => {
    const u = { mean, variance, secondMoment: variance + mean ** 2, acrossSamples: variance };
    return normalised(experiment.norm, u, { epsilon: experiment.epsilon, batch: GREAT });
  };
  return {
    normalisedAt,
    start: decisive(summed(shape, input, squaredWeight)),
    map: (variance: number) => {
      const level = response(experiment, normalisedAt(variance).h);
      const post = { ...level, acrossSamples: level.variance };
      return decisive(summed(shape, post, squaredWeight));
    },
    chiAt: (variance: number) => {
      const { h, backward } = normalisedAt(variance);
      return times(shape.fanOut * squaredWeight * backward, squaredSlope(experiment, h));
    },
  };
}

/** χ and the fixed point; undefined where they have no meaning. */
export const criticality = remembered((experiment: Experiment): Criticality | undefined => {
  const shape = repeated(experiment);
  if (!shape) return undefined;
  const { normalisedAt, map, start, chiAt } = repetition(experiment, shape);
  // A residual sum has no fixed point: every layer adds to it.
  const stays = shape.skip ? Infinity : fixedPoint(map, start);
  // Normalised without an epsilon, what is all 0 is 0 / 0.
  if (stays === 0 && experiment.norm !== 'none' && experiment.epsilon === 0) return undefined;
  const variance = stays === 'any' ? start : Math.max(SMALLEST, stays);
  const chi = shape.skip ? 1 + branchScaleOf(experiment) ** 2 * chiAt(variance) : chiAt(variance);
  const settled = stays === 'any' ? stays : normalisedAt(stays).h.variance;
  return { chi, phase: phaseOf(chi), fixedPoint: settled };
});

/** What theory expects of the layers that there are, of which a fixed point says nothing. */
export interface Change {
  /** What changes: “variance”, “post-activation second moment”. */
  readonly what: string;
  /** The last layer's over the first one's; of post-activations, over the input's. */
  readonly factor: number;
  readonly layers: number;
}

/** The predicted change of the shown quantity, or of the pre-activation; undefined without one. */
export function changeByTheory(experiment: Experiment, shown: Quantity): Change | undefined {
  const quantity = shown === 'post' ? 'post' : 'pre';
  const predictions = predictionsOf(predict(experiment), quantity);
  const first = predictions.find(({ layer }) => layer >= (quantity === 'post' ? 0 : 1));
  const last = predictions.at(-1);
  if (!first || last?.layer !== experiment.depth) return undefined;
  const by = magnitudeOf(first.predicted, last.predicted);
  return {
    what: `${quantity === 'post' ? 'post-activation ' : ''}${figures[by].name}`,
    factor: last.predicted[by] / first.predicted[by],
    layers: experiment.depth,
  };
}

/** Factors in so many layers that would belie “without end” and “to 0”: they are named. */
const [SLOWEST, FASTEST] = [1e-3, 1e3];
/** |ln factor| a layer that is slow: fifty layers come to less than e. */
const SLOW = 1 / 50;

/** “, slowly (variance ×1.1 over these 12 layers)”, where a fixed point says too much. */
function changeInWords({ what, factor, layers }: Change): string {
  if (!(factor > SLOWEST && factor < FASTEST)) return '';
  const slowly = Math.abs(Math.log(factor)) < SLOW * layers ? ', slowly' : '';
  const over = layers === 1 ? 'this layer' : `these ${layers} layers`;
  return `${slowly} (${what} ×${readable(factor)} over ${over})`;
}

const ends: Record<string, (change: string) => string> = {
  // Exactly so at any width: where activations are homogeneous, E[x²] is what the weights keep.
  any: () => 'averaged over seeds, any variance stays as it is',
  '0': (change) => `the variance fades to 0${change}`,
  Infinity: (change) => `the variance grows without end${change}`,
};

/** “χ = 1.00: critical; the variance settles at 0.31”. */
export function criticalityInWords({ chi, phase, fixedPoint }: Criticality, change?: Change) {
  const end =
    ends[String(fixedPoint)]?.(change ? changeInWords(change) : '') ??
    `the variance settles at ${readable(fixedPoint as number, 2)}`;
  return `χ = ${readable(chi, 3, true)}: ${phase}; ${end}`;
}
