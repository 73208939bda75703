import { flatSlope, limitsOf } from '../../model/activations';
import type { Experiment } from '../../model/experiment';
import type { Quantity } from '../../model/histogram';
import { COST } from './costs';
import type { Dispatcher } from './dispatcher';
import { perGroup } from './grain';
import { type Partition, partition } from './partition';
import type { Dispatch } from './recorder';
import { type Measurement, type Results, slotOf } from './results';
import type { Workspace } from './workspace';

/** Takes the statistics of one run's matrices. */
export class Measure {
  readonly #flat: number;
  readonly #limits;

  constructor(
    private readonly experiment: Experiment,
    private readonly dispatcher: Dispatcher,
    private readonly workspace: Workspace,
    private readonly results: Results,
  ) {
    const { activation, slope } = experiment;
    this.#flat = flatSlope(activation, slope);
    this.#limits = limitsOf(activation, slope);
  }

  /** Moments of a matrix into a measurement's place. */
  moments(values: GPUBuffer, whole: Partition, place: number): Dispatch {
    const { elements, period, full, rest, elementsPerPart, parts } = whole;
    const params = {
      elements,
      period,
      full,
      rest,
      elements_per_part: elementsPerPart,
      first_part: this.results.firstPart(place),
    };
    const storage = { values, parts: this.results.parts };
    return this.dispatcher.one('moments', storage, params, [parts], elements * COST.moments);
  }

  /** Moments, then the histogram over the shared range or the matrix' own. */
  *statistics(values: GPUBuffer, { layer, quantity, whole, place }: Measurement) {
    const { parts, ranges, histograms } = this.results;
    const { elements, period, full, rest, elementsPerPart } = whole;
    const slot = slotOf(layer, quantity);
    const first_part = this.results.firstPart(place);
    yield this.moments(values, whole, place);
    if (!this.results.shared[quantity]) {
      const params = { first_part, part_count: whole.parts, slot };
      const cost = whole.parts * COST.moments;
      yield this.dispatcher.one('ownRange', { parts, ranges }, params, [1], cost);
    }
    // A group counts the elements of one part, and knows the largest from there.
    yield this.dispatcher.one(
      'histogram',
      { values, parts, ranges, histograms },
      { elements, period, full, rest, elements_per_group: elementsPerPart, first_part, slot },
      [whole.parts],
      elements * COST.histogram,
    );
  }

  /** Squared length of the sum of all samples, each centred and scaled to length 1. */
  *correlation(values: GPUBuffer, { whole, place }: Measurement): Generator<Dispatch> {
    const { samples } = this.workspace;
    const { health } = this.results;
    const { batch } = this.experiment;
    const { grain } = this.dispatcher;
    const { units, stride, elements } = whole;
    const cost = elements * COST.correlation;
    const rows = { units, stride, batch };
    const rowGroups = Math.ceil(batch / perGroup(grain, 'correlationRows'));
    yield this.dispatcher.one('correlationRows', { values, samples }, rows, [rowGroups], cost);
    const columns = { units, stride, batch, place };
    const storage = { values, samples, health };
    const groups = Math.ceil(stride / 4 / perGroup(grain, 'correlationColumns'));
    yield this.dispatcher.one('correlationColumns', storage, columns, [groups], cost);
  }

  /** Dead units and saturated activations, from the pre-activations; of the input, units that are 0. */
  units(h: GPUBuffer, { layer, whole, place }: Measurement): Dispatch {
    const { batch, slope } = this.experiment;
    const { units, stride, elements } = whole;
    const { phi, derivative } = this.#limits;
    const params = {
      units,
      stride,
      batch,
      slope,
      flat: this.#flat,
      raw: Number(layer === 0),
      place,
      ...phi,
      slope_up: derivative.up,
      slope_down: derivative.down,
    };
    const storage = { h, health: this.results.health };
    const groups = Math.ceil(units / perGroup(this.dispatcher.grain, 'units'));
    return this.dispatcher.one('units', storage, params, [groups], elements * COST.units);
  }

  /** What a stage will measure: one place after another, from the stage's first. */
  planned(
    layer: number,
    first: number,
    shapes: readonly (readonly [quantity: Quantity, rows: number, units: number])[],
  ): Measurement[] {
    return shapes.map(([quantity, rows, units], i) => ({
      layer,
      quantity,
      whole: partition(rows, units, quantity === 'weight'),
      place: first + i,
    }));
  }
}
