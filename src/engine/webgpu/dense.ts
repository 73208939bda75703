import type { Experiment } from '../../model/experiment';
import type { LayerShape } from '../../model/layer-shapes';
import { strideOf } from '../../model/memory';
import { numberFormats } from '../../model/number-format';
import type { Workspace } from './buffers';
import type { Dispatcher } from './dispatcher';
import type { Passes } from './passes';
import { groupsOf, type Product, products } from './products';
import type { Dispatch } from './submission';

/** Dense layers: u = x Wᵀ + b, and the gradients of its weights and its input. */
export class Dense implements Passes {
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
    const rows = {
      end: this.experiment.batch,
      multiple: this.#tile.rows,
      costPerRow: 2 * fanIn * fanOut,
    };
    yield* this.dispatcher.bands('matmul', storage, rows, (row_begin, row_end) => ({
      params: { ...common, row_begin, row_end },
      workgroups: groupsOf(this.#tile, row_end - row_begin, common.stride_out),
    }));
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
      workgroups: groupsOf(this.#back, row_end - row_begin, 4 * quads_in),
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
      workgroups: groupsOf(this.#back, row_end - row_begin, 4 * quads_in),
    }));
  }
}
