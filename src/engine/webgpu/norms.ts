import type { Experiment } from '../../model/experiment';
import type { NormKind } from '../../model/kinds';
import type { LayerShape } from '../../model/layer-shapes';
import { strideOf } from '../../model/memory';
import { numberFormats } from '../../model/number-format';
import type { Workspace } from './buffers';
import { COST } from './cost';
import type { Dispatcher, Kernels } from './dispatcher';
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

/** What normalises a layer between its product and φ, and the way back. */
export class Norms {
  constructor(
    private readonly experiment: Experiment,
    private readonly dispatcher: Dispatcher,
    private readonly workspace: Workspace,
  ) {}

  /** Normalises u in place, if the experiment does: it is then h. */
  *forward({ layer, fanOut }: LayerShape): Generator<Dispatch> {
    const { epsilon } = this.experiment;
    const storage = { h: this.workspace.pre(layer), scales: this.workspace.scales };
    yield* this.#norm('kernel', layer, fanOut, storage, { epsilon });
  }

  /** dL/du from dL/dh, in place. */
  *backward({ layer, fanOut }: LayerShape): Generator<Dispatch> {
    const { scales, gradPre: grad } = this.workspace;
    const storage = { h: this.workspace.pre(layer), scales, grad };
    yield* this.#norm('backward', layer, fanOut, storage, {});
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
    const common = {
      units,
      stride,
      first_scale,
      format: numberFormats[this.experiment.format].code,
      ...more,
    };
    const cost = batch * stride * COST.norm;
    const [params, groups] =
      row.axis === 'rows'
        ? [{ ...common, center: row.center }, batch]
        : [{ ...common, batch }, this.dispatcher.groups(row[direction], units)];
    yield this.dispatcher.one(row[direction], storage, params, [groups], cost);
  }
}
