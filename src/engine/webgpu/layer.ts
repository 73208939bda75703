import { type Experiment, type LayerShape, layerShapes } from '../../model/experiment';
import { type Quantity, quantities } from '../../model/histogram';
import { schemeOf } from '../../model/schemes';
import { DISTRIBUTION_CODES, STREAMS } from '../draws';
import type { Kernel } from './kernel';
import type { Pacer } from './pacer';
import type { Dispatch } from './recorder';
import { type FinishedLayer, type Results, slotOf } from './results';
import type { KernelName } from './sources';
import { type Partition, partition, strideOf, type Workspace } from './workspace';

export type Kernels = Readonly<Record<KernelName | 'activation', Kernel>>;

/** Rough costs in operations per element, by which submissions are sized. */
const COST = { draw: 60, activation: 30, moments: 150, histogram: 150 };

/** Tiles of shaders/matmul.wgsl and threads of the other kernels. */
const MATMUL = { rows: 32, columns: 64 };
const DRAW_THREADS = 64;
const ACTIVATION_THREADS = 256;

/** What one layer takes, and what will be known of it afterwards. */
export interface Stage {
  readonly finished: FinishedLayer;
  readonly dispatches: Iterable<Dispatch>;
}

/** Makes the dispatches of one run. */
export class LayerSteps {
  readonly #groups;

  constructor(
    private readonly experiment: Experiment,
    private readonly kernels: Kernels,
    uniforms: GPUBuffer,
    workspace: Workspace,
    private readonly results: Results,
    private readonly pacer: Pacer,
  ) {
    const { parts, ranges, histograms } = results;
    const { preActivations: pre, weights } = workspace;
    const bind = (kernel: keyof Kernels, storage: Record<string, GPUBuffer>) =>
      kernels[kernel].bind(uniforms, storage);
    const statistics = (values: GPUBuffer) => ({
      moments: bind('moments', { values, parts }),
      histogram: bind('histogram', { values, ranges, histograms }),
    });
    // Layer l reads activations[(l − 1) % 2] and writes activations[l % 2].
    this.#groups = {
      weights: bind('draw', { matrix: weights }),
      input: bind('draw', { matrix: workspace.activations[0] }),
      ownRange: bind('ownRange', { parts, ranges }),
      pre: statistics(pre),
      layers: workspace.activations.map((a, parity) => ({
        matmul: bind('matmul', { x: workspace.activations[1 - parity]!, weights, h: pre }),
        activation: bind('activation', { h: pre, a }),
        post: statistics(a),
      })),
    };
  }

  /** The input and every layer, in order. Dispatches are made when asked for, at the pace known then. */
  *stages(): Generator<Stage> {
    const { batch, widths } = this.experiment;
    const units = widths[0]!;
    const input = { layer: 0, fanIn: units, units, partition: partition(batch, units) };
    yield { finished: input, dispatches: this.#input() };
    for (const shape of layerShapes(this.experiment)) {
      const { layer, fanIn, fanOut } = shape;
      const finished = { layer, fanIn, units: fanOut, partition: partition(batch, fanOut) };
      yield { finished, dispatches: this.#layer(shape) };
    }
  }

  /** Draws the input and takes its statistics. */
  *#input(): Generator<Dispatch> {
    const { batch, inputMean, inputStd, seed, widths } = this.experiment;
    const columns = widths[0]!;
    yield* this.#draw(this.#groups.input, batch, columns, strideOf(columns) / 4, 1, {
      layer: 0,
      seed,
      stream: STREAMS.input,
      distribution: DISTRIBUTION_CODES.normal,
      scale: inputStd,
      mean: inputMean,
    });
    const whole = partition(batch, columns);
    // The input is its own pre-activation: it is shown the same whichever quantity is.
    for (const quantity of quantities)
      yield* this.#statistics(this.#groups.layers[0]!.post, whole, 0, quantity);
  }

  /** Draws a layer's weights, multiplies, applies φ and takes the statistics. */
  *#layer({ layer, fanIn, fanOut, std }: LayerShape): Generator<Dispatch> {
    const { seed, scheme, batch } = this.experiment;
    const groups = this.#groups.layers[layer % 2]!;
    yield* this.#draw(this.#groups.weights, fanOut, fanIn, 1, fanOut, {
      layer,
      seed,
      stream: STREAMS.weights,
      distribution: DISTRIBUTION_CODES[schemeOf(scheme).distribution],
      scale: std,
      mean: 0,
    });
    yield* this.#multiply(groups.matmul, fanIn, fanOut);
    const whole = partition(batch, fanOut);
    yield* this.#statistics(this.#groups.pre, whole, layer, 'pre');
    const { elements, units, stride } = whole;
    yield {
      kernel: this.kernels.activation,
      group: groups.activation,
      params: { elements, units, stride },
      workgroups: [Math.ceil(elements / ACTIVATION_THREADS)],
      cost: elements * COST.activation,
    };
    yield* this.#statistics(groups.post, whole, layer, 'post');
  }

  /** Rows in bands, each small enough for one submission. */
  *#bands(rows: number, costPerRow: number, multiple: number) {
    for (let begin = 0; begin < rows; ) {
      const affordable = Math.floor(this.pacer.budget / costPerRow / multiple) * multiple;
      const end = Math.min(rows, begin + Math.max(multiple, affordable));
      // A tile that is not full takes as long as a full one.
      const tiles = Math.ceil((end - begin) / multiple);
      yield { row_begin: begin, row_end: end, cost: tiles * multiple * costPerRow };
      begin = end;
    }
  }

  *#draw(
    group: GPUBindGroup,
    rows: number,
    columns: number,
    row_step: number,
    quad_step: number,
    params: Dispatch['params'],
  ): Generator<Dispatch> {
    const kernel = this.kernels.draw;
    const bands = this.#bands(rows, columns * COST.draw, DRAW_THREADS);
    for (const { row_begin, row_end, cost } of bands)
      yield {
        kernel,
        group,
        params: { ...params, row_begin, row_end, columns, row_step, quad_step },
        workgroups: [Math.ceil((row_end - row_begin) / DRAW_THREADS), Math.ceil(columns / 4)],
        cost,
      };
  }

  *#multiply(group: GPUBindGroup, fanIn: number, fan_out: number): Generator<Dispatch> {
    const [quads, stride_out] = [strideOf(fanIn) / 4, strideOf(fan_out)];
    const bands = this.#bands(this.experiment.batch, 2 * fanIn * fan_out, MATMUL.rows);
    for (const { row_begin, row_end, cost } of bands)
      yield {
        kernel: this.kernels.matmul,
        group,
        params: { row_begin, row_end, quads, fan_out, stride_out },
        workgroups: [
          Math.ceil(stride_out / MATMUL.columns),
          Math.ceil((row_end - row_begin) / MATMUL.rows),
        ],
        cost,
      };
  }

  *#statistics(
    groups: { moments: GPUBindGroup; histogram: GPUBindGroup },
    { elements, units, stride, elementsPerPart, parts }: Partition,
    layer: number,
    quantity: Quantity,
  ): Generator<Dispatch> {
    const { moments, ownRange, histogram } = this.kernels;
    const layout = { elements, units, stride };
    const first_part = this.results.firstPart(layer, quantity);
    const slot = slotOf(layer, quantity);
    yield {
      kernel: moments,
      group: groups.moments,
      params: { ...layout, elements_per_part: elementsPerPart, first_part },
      workgroups: [parts],
      cost: elements * COST.moments,
    };
    if (!this.results.shared)
      yield {
        kernel: ownRange,
        group: this.#groups.ownRange,
        params: { first_part, part_count: parts, slot },
        workgroups: [1],
        cost: parts * COST.moments,
      };
    yield {
      kernel: histogram,
      group: groups.histogram,
      params: { ...layout, elements_per_group: elementsPerPart, slot },
      workgroups: [parts],
      cost: elements * COST.histogram,
    };
  }
}
