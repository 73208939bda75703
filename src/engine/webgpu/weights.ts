import type { Distribution } from '../../model/distributions';
import type { Experiment } from '../../model/experiment';
import type { LayerShape } from '../../model/layer-shapes';
import { REFLECTION_BLOCK, strideOf } from '../../model/memory';
import { numberFormats } from '../../model/number-format';
import { schemeOf } from '../../model/schemes';
import { STREAMS } from '../draws';
import type { Workspace } from './buffers';
import { COST } from './cost';
import type { Dispatcher, Storage } from './dispatcher';
import type { KeptWeights } from './kept-weights';
import type { DrawName } from './sources';
import type { Dispatch } from './submission';

/** Of a band of rows to draw, so many or a multiple of them. */
const ROWS = 64;

/** A matrix to draw, and where its quads of columns go. */
export interface DrawTask {
  readonly rows: number;
  readonly columns: number;
  readonly layer: number;
  readonly stream: keyof typeof STREAMS;
  readonly distribution: Distribution;
  readonly scale: number;
  readonly mean?: number;
  /** Rounded to the experiment's number format. */
  readonly rounds: boolean;
  readonly rowStep: number;
  readonly quadStep: number;
  /** Where the draws are kept as they are, too. */
  readonly kept?: GPUBuffer;
}

/** Makes a run's random matrices: input, weights, biases, cotangent. */
export class Draws {
  constructor(
    private readonly experiment: Experiment,
    private readonly dispatcher: Dispatcher,
    private readonly workspace: Workspace,
    private readonly kept?: KeptWeights,
  ) {}

  get #format() {
    return numberFormats[this.experiment.format].code;
  }

  /** Draws a matrix, element by element. */
  *matrix(matrix: GPUBuffer, task: DrawTask): Generator<Dispatch> {
    const { rows, columns, layer, scale, mean = 0 } = task;
    const { seed, correlation } = this.experiment;
    const params = {
      columns,
      layer,
      seed,
      stream: STREAMS[task.stream],
      scale,
      mean,
      correlation,
      format: task.rounds ? this.#format : 0,
      row_step: task.rowStep,
      quad_step: task.quadStep,
      keep: Number(Boolean(task.kept)),
    };
    const kept = task.kept ?? this.workspace.unused;
    const kernel = `draw ${task.distribution}` as DrawName;
    const costPerRow = columns * COST.draw;
    const rowsOf = { end: rows, multiple: ROWS, costPerRow };
    yield* this.dispatcher.bands(kernel, { matrix, kept }, rowsOf, (row_begin, row_end) => ({
      params: { ...params, row_begin, row_end },
      workgroups: [this.dispatcher.groups(kernel, row_end - row_begin), Math.ceil(columns / 4)],
    }));
  }

  /** A batch of rows, stored as activations are. */
  *rows(matrix: GPUBuffer, task: Omit<DrawTask, 'rowStep' | 'quadStep' | 'rounds'>) {
    const rowStep = strideOf(task.columns) / 4;
    yield* this.matrix(matrix, { ...task, rounds: true, rowStep, quadStep: 1 });
  }

  /** A layer's biases; the buffer holds zeros where there are none. */
  *bias({ layer, fanOut, bias }: LayerShape): Generator<Dispatch> {
    if (bias.scale === 0) return;
    const task = { rows: 1, columns: fanOut, layer, stream: 'bias', ...bias } as const;
    yield* this.rows(this.workspace.bias, task);
  }

  /**
   * A layer's weights, the same however often they are made. Schemes that depend on the data give
   * what they start from, neither scaled nor rounded.
   */
  *weights(shape: LayerShape): Generator<Dispatch> {
    const { distribution } = schemeOf(this.experiment.scheme);
    const kept = this.kept?.of(this.experiment, shape);
    if (kept?.filled) yield this.#scaled(shape, kept.buffer);
    else if (distribution === 'orthogonal') yield* this.#orthogonal(shape, kept?.buffer);
    else yield* this.#drawn(shape, kept?.buffer);
    if (shape.zerosPerColumn > 0) yield* this.#sparsify(shape);
  }

  /** What the scheme multiplies unit weights by, and the format that they are rounded to. */
  #scaleOf({ scale }: LayerShape) {
    return schemeOf(this.experiment.scheme).dataDependent
      ? { scale: 1, format: 0 }
      : { scale, format: this.#format };
  }

  /** From what was kept: nothing is drawn. */
  #scaled(shape: LayerShape, kept: GPUBuffer): Dispatch {
    const quads = (strideOf(shape.fanIn) / 4) * shape.fanOut;
    const storage = { kept, weights: this.workspace.weights };
    const params = { quads, ...this.#scaleOf(shape) };
    const groups = this.dispatcher.groups('scaled', quads);
    return this.dispatcher.one('scaled', storage, params, [groups], 4 * quads * COST.scale);
  }

  *#drawn(shape: LayerShape, kept?: GPUBuffer): Generator<Dispatch> {
    const { layer, fanIn, fanOut, scale } = shape;
    const { distribution } = schemeOf(this.experiment.scheme);
    const task = { rows: fanOut, columns: fanIn, layer, stream: 'weights', distribution } as const;
    const placed = { ...task, scale, rounds: true, rowStep: 1, quadStep: fanOut, kept };
    yield* this.matrix(this.workspace.weights, placed);
  }

  /** Multiplies the weights by a factor that the GPU holds: LSUV's last, or a layer's product. */
  *rescale({ fanIn, fanOut }: LayerShape, factor: number, rounds: boolean): Generator<Dispatch> {
    const { factors, weights } = this.workspace;
    const quads = (strideOf(fanIn) / 4) * fanOut;
    const params = { quads, factor, format: rounds ? this.#format : 0 };
    const cost = 4 * quads * COST.scale;
    yield this.dispatcher.one(
      'scale',
      { factors, weights },
      params,
      [this.dispatcher.groups('scale', quads)],
      cost,
    );
  }

  *#sparsify({ layer, fanIn, fanOut, zerosPerColumn }: LayerShape): Generator<Dispatch> {
    const { thresholds, weights } = this.workspace;
    const common = { layer, seed: this.experiment.seed, stream: STREAMS.keys };
    const columns = { end: fanIn, multiple: 1, costPerRow: fanOut * (COST.draw + 100) };
    yield* this.dispatcher.bands('sparseThresholds', { thresholds }, columns, (first, end) => ({
      params: { ...common, rows: fanOut, zeros: zerosPerColumn, first },
      workgroups: [end - first],
    }));
    const workgroups = [this.dispatcher.groups('sparsify', fanOut), Math.ceil(fanIn / 4)] as const;
    const cost = fanIn * fanOut * COST.draw;
    const params = { ...common, fan_in: fanIn, fan_out: fanOut };
    yield this.dispatcher.one('sparsify', { thresholds, weights }, params, workgroups, cost);
  }

  *#orthogonal(shape: LayerShape, kept?: GPUBuffer): Generator<Dispatch> {
    const { layer, fanIn, fanOut } = shape;
    const { vectors, signs, gram, q, weights } = this.workspace;
    const { dispatcher } = this;
    const [length, count] = [Math.max(fanIn, fanOut), Math.min(fanIn, fanOut)];
    const blocks = Math.ceil(count / REFLECTION_BLOCK);
    const quads = Math.ceil(count / 4);

    const drawn = { seed: this.experiment.seed, stream: STREAMS.weights, layer };
    const reflections = {
      end: blocks * REFLECTION_BLOCK,
      multiple: 1,
      costPerRow: 2 * length * COST.draw,
    };
    yield* dispatcher.bands('reflectors', { vectors, signs }, reflections, (first, end) => ({
      params: { ...drawn, count, length, first },
      workgroups: [end - first],
    }));
    const products = 2 * length * REFLECTION_BLOCK ** 2 * blocks;
    yield dispatcher.one('reflectorGram', { vectors, gram }, { length }, [blocks], products);

    const identity = { rows: length, columns: count, stream: 'weights', layer } as const;
    const eye = { ...identity, distribution: 'eye', scale: 1, rounds: false } as const;
    yield* this.matrix(q, { ...eye, rowStep: 1, quadStep: length });
    const storage: Storage = { vectors, gram, q };
    for (let block = blocks - 1; block >= 0; block--) {
      const begin = block * REFLECTION_BLOCK;
      const costPerRow = 4 * 4 * REFLECTION_BLOCK * (length - begin);
      const columns = { begin: begin / 4, end: quads, multiple: 1, costPerRow };
      yield* dispatcher.bands('reflect', storage, columns, (first_quad, end) => ({
        params: { block, length, first_quad },
        workgroups: [end - first_quad],
      }));
    }
    const params = { fan_in: fanIn, fan_out: fanOut, ...this.#scaleOf(shape) };
    const workgroups = [dispatcher.groups('orthogonal', fanOut), Math.ceil(fanIn / 4)] as const;
    const cost = fanIn * fanOut * COST.scale;
    yield dispatcher.one(
      'orthogonal',
      { q, signs, weights, kept: kept ?? this.workspace.unused },
      { ...params, keep: Number(Boolean(kept)) },
      workgroups,
      cost,
    );
  }
}
