import type { Experiment } from '../../model/experiment';
import type { NormKind } from '../../model/kinds';
import type { LayerShape } from '../../model/layer-shapes';
import { strideOf } from '../../model/memory';
import { numberFormats } from '../../model/number-format';
import type { Workspace } from './buffers';
import { COST } from './cost';
import type { Dispatcher, Kernels } from './dispatcher';
import { type Product, products } from './sources';
import type { Dispatch } from './submission';

/** Which kernels normalise, over which axis, and whether they take the mean away. */
const norms: Record<
  Exclude<NormKind, 'none'>,
  { kernel: keyof Kernels; backward: keyof Kernels; center: 0 | 1; axis: 'rows' | 'columns' }
> = {
  layer: { kernel: 'normRows', backward: 'normRowsBackward', center: 1, axis: 'rows' },
  rms: { kernel: 'normRows', backward: 'normRowsBackward', center: 0, axis: 'rows' },
  batch: { kernel: 'normColumns', backward: 'normColumnsBackward', center: 1, axis: 'columns' },
};

/** The passes of a layer between its weights and its statistics, forward and backward. */
export class Passes {
  readonly #format: number;
  readonly #tile: Product['tile'];
  readonly #back: Product['back'];

  constructor(
    private readonly experiment: Experiment,
    private readonly dispatcher: Dispatcher,
    private readonly workspace: Workspace,
  ) {
    this.#format = numberFormats[experiment.format].code;
    const { tile, back } = products[dispatcher.tuning.product];
    [this.#tile, this.#back] = [tile, back];
  }

  /** u = x Wᵀ + b, rounded to the number format unless `rounds` is false. */
  *multiply({ layer, fanIn, fanOut }: LayerShape, rounds = true): Generator<Dispatch> {
    const { weights, bias } = this.workspace;
    const storage = {
      x: this.workspace.post(layer - 1),
      weights,
      bias,
      h: this.workspace.pre(layer),
    };
    const common = {
      quads: strideOf(fanIn) / 4,
      fan_out: fanOut,
      stride_out: strideOf(fanOut),
      format: rounds ? this.#format : 0,
    };
    const groups = Math.ceil(common.stride_out / this.#tile.columns);
    const rows = {
      end: this.experiment.batch,
      multiple: this.#tile.rows,
      costPerRow: 2 * fanIn * fanOut,
    };
    yield* this.dispatcher.bands('matmul', storage, rows, (row_begin, row_end) => ({
      params: { ...common, row_begin, row_end },
      workgroups: [groups, Math.ceil((row_end - row_begin) / this.#tile.rows)],
    }));
  }

  /** Normalises u in place, if the experiment does: it is then h. */
  *normalise({ layer, fanOut }: LayerShape): Generator<Dispatch> {
    const { epsilon } = this.experiment;
    const storage = { h: this.workspace.pre(layer), scales: this.workspace.scales };
    yield* this.#norm('kernel', layer, fanOut, storage, { epsilon });
  }

  /** dL/du from dL/dh, in place. */
  *normaliseBackward({ layer, fanOut }: LayerShape): Generator<Dispatch> {
    const { scales, gradPre: grad } = this.workspace;
    const storage = { h: this.workspace.pre(layer), scales, grad };
    yield* this.#norm('backward', layer, fanOut, storage, {});
  }

  /** dL/dW = (dL/du)ᵀ x. */
  *weightGradient({ layer, fanIn, fanOut }: LayerShape): Generator<Dispatch> {
    const { batch } = this.experiment;
    const { gradPre: grad, gradWeight: grad_weight } = this.workspace;
    const storage = { grad, x: this.workspace.post(layer - 1), grad_weight };
    const [quads_out, quads_in] = [strideOf(fanOut) / 4, strideOf(fanIn) / 4];
    const common = { batch, quads_out, quads_in, format: this.#format };
    const rows = { end: fanOut, multiple: this.#back.rows, costPerRow: 2 * batch * fanIn };
    yield* this.dispatcher.bands('matmulWeight', storage, rows, (row_begin, row_end) => ({
      params: { ...common, row_begin, row_end },
      workgroups: [
        Math.ceil((4 * quads_in) / this.#back.columns),
        Math.ceil((row_end - row_begin) / this.#back.rows),
      ],
    }));
  }

  /** dL/dx = dL/du W, plus dL/da with a residual connection. */
  *inputGradient({ layer, fanIn, fanOut, skip }: LayerShape): Generator<Dispatch> {
    const { gradPre: grad, weights } = this.workspace;
    const storage = {
      grad,
      weights,
      grad_post: this.workspace.gradPost(layer),
      grad_input: this.workspace.gradPost(layer - 1),
    };
    const [quads_out, quads_in] = [strideOf(fanOut) / 4, strideOf(fanIn) / 4];
    const common = {
      fan_out: fanOut,
      quads_out,
      quads_in,
      skip: Number(skip),
      format: this.#format,
    };
    const rows = {
      end: this.experiment.batch,
      multiple: this.#back.rows,
      costPerRow: 2 * fanIn * fanOut,
    };
    yield* this.dispatcher.bands('matmulInput', storage, rows, (row_begin, row_end) => ({
      params: { ...common, row_begin, row_end },
      workgroups: [
        Math.ceil((4 * quads_in) / this.#back.columns),
        Math.ceil((row_end - row_begin) / this.#back.rows),
      ],
    }));
  }

  *#norm(
    direction: 'kernel' | 'backward',
    layer: number,
    units: number,
    storage: Record<string, GPUBuffer>,
    more: { epsilon?: number },
  ): Generator<Dispatch> {
    const { norm, batch } = this.experiment;
    if (norm === 'none') return;
    const row = norms[norm];
    const stride = strideOf(units);
    const first_scale = this.workspace.firstScale(layer);
    const common = { units, stride, first_scale, format: this.#format, ...more };
    const cost = batch * stride * COST.norm;
    const [params, groups] =
      row.axis === 'rows'
        ? [{ ...common, center: row.center }, batch]
        : [{ ...common, batch }, this.dispatcher.groups(row[direction], units)];
    yield this.dispatcher.one(row[direction], storage, params, [groups], cost);
  }
}
