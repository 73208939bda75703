import { distributions } from './distributions';
import type { Experiment } from './experiment';
import { branchScales } from './kinds';
import { schemeOf } from './schemes';
import { layerWidths } from './width-list';

/** Biases of one layer: `scale` times draws; `constant` draws are 1, the others have variance 1. */
export interface Bias {
  readonly distribution: 'constant' | 'normal' | 'uniform';
  readonly scale: number;
}

/** What a layer computes of its input and its weights: x Wᵀ + b. */
export type LayerKind = 'dense';

/** One layer's weights and biases, and how they are drawn. W has shape [fanOut, fanIn]. */
export interface LayerShape {
  /** 1 is the first layer; 0 is the input. */
  readonly layer: number;
  readonly kind: LayerKind;
  readonly fanIn: number;
  readonly fanOut: number;
  /** Factor on the distribution's draws. */
  readonly scale: number;
  /** Elements of each column that are set to zero. */
  readonly zerosPerColumn: number;
  /** Share of the weights that are not 0. */
  readonly filled: number;
  /** Standard deviation of a weight; NaN where it depends on the data. */
  readonly std: number;
  readonly bias: Bias;
  /** Whether the layer's input is added to its output: a residual network's layers that keep the width. */
  readonly skip: boolean;
}

function biasOf(experiment: Experiment, fanIn: number): Bias {
  const { scheme, bias, biasValue, biasStd } = experiment;
  if (schemeOf(scheme).ownBias) return { distribution: 'uniform', scale: 1 / Math.sqrt(3 * fanIn) };
  if (bias === 'normal') return { distribution: 'normal', scale: biasStd };
  return { distribution: 'constant', scale: bias === 'constant' ? biasValue : 0 };
}

/** The layers 1 … depth of an experiment. */
export function layerShapes(experiment: Experiment): LayerShape[] {
  const widths = layerWidths(experiment);
  const row = schemeOf(experiment.scheme);
  const { mean, secondMoment, filled } = distributions[row.distribution];
  return widths.slice(1).map((fanOut, i) => {
    const fanIn = widths[i]!;
    const scale = experiment.gain * row.scale(fanIn, fanOut, experiment);
    // torch.nn.init.sparse_ rounds up.
    const zerosPerColumn = Math.ceil((row.zeros?.(experiment) ?? 0) * fanOut);
    const kept = 1 - zerosPerColumn / fanOut;
    const variance = secondMoment(fanOut, fanIn) - mean(fanOut, fanIn) ** 2;
    const std = Math.abs(scale) * Math.sqrt(variance * kept);
    return {
      layer: i + 1,
      kind: 'dense',
      fanIn,
      fanOut,
      scale,
      zerosPerColumn,
      filled: filled(fanOut, fanIn) * kept,
      std: row.dataDependent ? Number.NaN : std,
      bias: biasOf(experiment, fanIn),
      skip: experiment.residual && fanIn === fanOut,
    };
  });
}

/** What residual branches are multiplied by. */
export const branchScaleOf = ({ branch, branchScale, depth }: Experiment) =>
  branchScales[branch](depth, branchScale);
