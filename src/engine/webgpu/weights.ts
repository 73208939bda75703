import type { Experiment } from '../../model/experiment';
import type { LayerShape } from '../../model/layer-shapes';
import { REFLECTION_BLOCK, strideOf } from '../../model/memory';
import { numberFormats } from '../../model/number-format';
import { schemeOf } from '../../model/schemes';
import { STREAMS } from '../draws';
import type { Workspace } from './buffers';
import { COST } from './cost';
import type { Dispatcher, Storage } from './dispatcher';
import { Draws } from './draws';
import type { KeptWeights } from './kept-weights';
import type { Dispatch } from './submission';

/** Where a run's weights come from. */
export interface WeightSource {
  /**
   * Puts a layer's weights into the workspace: the same however often it is asked. Of schemes that depend on
   * the data what they start from, neither scaled nor rounded.
   */
  of(shape: LayerShape): Iterable<Dispatch>;
}

/** Weights drawn from the experiment's seed, or from unit weights that were kept. */
export class SeededWeights implements WeightSource {
  readonly #draws: Draws;

  constructor(
    private readonly experiment: Experiment,
    private readonly dispatcher: Dispatcher,
    private readonly workspace: Workspace,
    private readonly kept?: KeptWeights,
  ) {
    this.#draws = new Draws(experiment, dispatcher, workspace);
  }

  *of(shape: LayerShape): Generator<Dispatch> {
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
      : { scale, format: numberFormats[this.experiment.format].code };
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
    yield* this.#draws.matrix(this.workspace.weights, placed);
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
    yield* this.#draws.matrix(q, { ...eye, rowStep: 1, quadStep: length });
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
