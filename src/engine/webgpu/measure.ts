import { flatSlope, limitsOf } from '../../model/activations';
import type { Experiment } from '../../model/experiment';
import type { Quantity } from '../../model/histogram';
import { branchScaleOf, type LayerShape } from '../../model/layer-shapes';
import { MAX_PARTS } from '../../model/memory';
import { numberFormats } from '../../model/number-format';
import type { Workspace } from './buffers';
import { COST } from './cost';
import type { Dispatcher } from './dispatcher';
import { grains, partition, perGroup, walked } from './partition';
import { type Measurement, type Results, slotOf } from './results';
import type { Dispatch } from './submission';

/** A layer's matrices [batch, units]; of the input, which goes through no φ, both are the same. */
interface Surveyed {
  readonly h: GPUBuffer;
  readonly a: GPUBuffer;
  /** What is added to φ(h), if `skip` is set. */
  readonly x: GPUBuffer;
  readonly skip: boolean;
}

/** Takes the statistics of one run's matrices. */
export class Measure {
  readonly #format: number;
  readonly #flat: number;
  readonly #limits;

  constructor(
    private readonly experiment: Experiment,
    private readonly dispatcher: Dispatcher,
    private readonly workspace: Workspace,
    private readonly results: Results,
  ) {
    const { activation, slope, format } = experiment;
    this.#format = numberFormats[format].code;
    this.#flat = flatSlope(activation, slope);
    this.#limits = limitsOf(activation, slope);
  }

  /** Moments of a matrix into a measurement's place; its histogram is cleared. */
  moments(values: GPUBuffer, { layer, quantity, whole, place }: Measurement): Dispatch {
    const { elements, parts } = whole;
    const params = {
      ...walked(whole),
      first_part: this.results.firstPart(place),
      slot: slotOf(layer, quantity),
    };
    const { parts: own } = this.workspace;
    const storage = { values, parts: own, histograms: this.results.histograms };
    const groups = Math.ceil(parts / perGroup(this.dispatcher.tuning.grain, 'moments'));
    return this.dispatcher.one('moments', storage, params, [groups], elements * COST.moments);
  }

  /**
   * Histograms of what has moments, over the shared range or the matrix' own: of one matrix, or of two of the
   * same shape that are measured in neighbouring places.
   */
  *counts(
    [values, others]: readonly [GPUBuffer, GPUBuffer?],
    { layer, quantity, whole, place }: Measurement,
  ): Generator<Dispatch> {
    const { parts, ranges } = this.workspace;
    const { histograms } = this.results;
    const { grain } = this.dispatcher.tuning;
    const matrices = others ? 2 : 1;
    const both = {
      first_part: this.results.firstPart(place),
      parts_apart: MAX_PARTS,
      slot: slotOf(layer, quantity),
    };
    if (!this.results.shared[quantity]) {
      const params = { ...both, part_count: whole.parts };
      const cost = matrices * whole.parts * COST.moments;
      yield this.dispatcher.one('ownRange', { parts, ranges }, params, [matrices], cost);
    }
    yield this.dispatcher.one(
      'histogram',
      { values, others: others ?? values, parts, ranges, histograms },
      { ...walked(whole), ...both },
      [Math.ceil(whole.parts / perGroup(grain, 'histogram')), matrices],
      matrices * whole.elements * COST.histogram,
    );
  }

  /** Moments and histogram of a matrix. */
  *statistics(values: GPUBuffer, measurement: Measurement): Generator<Dispatch> {
    yield this.moments(values, measurement);
    yield* this.counts([values], measurement);
  }

  /**
   * From pre-activations to post-activations, a = φ(h) or x + branch · φ(h), and all that is told of both but
   * their histograms; of layer 0, the input, nothing is written.
   */
  *survey({ h, a, x, skip }: Surveyed, pre: Measurement, post: Measurement): Generator<Dispatch> {
    const { batch, slope } = this.experiment;
    const { samples, parts, health, unused } = this.workspace;
    const { histograms } = this.results;
    const { grain } = this.dispatcher.tuning;
    const { units, stride, elements, elementsPerPart } = pre.whole;
    const raw = pre.layer === 0;
    const { phi, derivative } = this.#limits;
    const surveyed = {
      batch,
      units,
      stride,
      rows_per_part: elementsPerPart / stride,
      raw: Number(raw),
      slope,
      skip: Number(skip),
      branch: branchScaleOf(this.experiment),
      format: this.#format,
      ...phi,
      slope_up: derivative.up,
      slope_down: derivative.down,
      flat: this.#flat,
      first_part: this.results.firstPart(pre.place),
      first_part_post: this.results.firstPart(post.place),
      slot: slotOf(pre.layer, pre.quantity),
    };
    yield this.dispatcher.one(
      'survey',
      { h, x, a: raw ? unused : a, parts, samples, histograms },
      surveyed,
      [Math.ceil(pre.whole.parts / perGroup(grain, 'survey'))],
      elements * COST.survey,
    );
    // What is rounded, or added to something, is no longer φ(h): φ is taken again.
    const again = Number(!raw && (skip || this.#format !== 0));
    yield this.dispatcher.one(
      'columns',
      { h, a, samples, health },
      { units, stride, batch, place: pre.place, again, slope, ...phi },
      [Math.ceil(stride / 4 / perGroup(grain, 'columns'))],
      elements * COST.columns,
    );
  }

  /** From the gradient of the post-activations to the pre-activations', and the moments of both. */
  surveyBackward(
    { layer, skip }: Pick<LayerShape, 'layer' | 'skip'>,
    pre: Measurement,
    post: Measurement,
  ): Dispatch {
    const { parts, gradPre } = this.workspace;
    const { derivative, slopeAtNan: nan, compares } = this.#limits;
    const params = {
      ...walked(pre.whole),
      slope: this.experiment.slope,
      branch: skip ? branchScaleOf(this.experiment) : 1,
      format: this.#format,
      ...derivative,
      nan,
      compares: Number(compares),
      first_part: this.results.firstPart(pre.place),
      first_part_post: this.results.firstPart(post.place),
      slot: slotOf(layer, pre.quantity),
    };
    const storage = {
      h: this.workspace.pre(layer),
      grad_post: this.workspace.gradPost(layer),
      grad_pre: gradPre,
      parts,
      histograms: this.results.histograms,
    };
    const groups = Math.ceil(pre.whole.parts / perGroup(this.dispatcher.tuning.grain, 'survey'));
    const cost = pre.whole.elements * COST.survey;
    return this.dispatcher.one('surveyBackward', storage, params, [groups], cost);
  }

  /** What a stage will measure: one place after another, from the stage's first. */
  planned(
    layer: number,
    first: number,
    shapes: readonly (readonly [quantity: Quantity, rows: number, units: number])[],
  ): Measurement[] {
    const { parts } = grains[this.dispatcher.tuning.grain];
    return shapes.map(([quantity, rows, units], i) => ({
      layer,
      quantity,
      whole: partition(rows, units, parts, quantity === 'weight'),
      place: first + i,
    }));
  }
}
