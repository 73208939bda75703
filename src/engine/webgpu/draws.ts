import type { Distribution } from '../../model/distributions';
import type { Experiment } from '../../model/experiment';
import type { LayerShape } from '../../model/layer-shapes';
import { strideOf } from '../../model/memory';
import { numberFormats } from '../../model/number-format';
import { STREAMS } from '../draws';
import type { Workspace } from './buffers';
import { COST } from './cost';
import type { Dispatcher } from './dispatcher';
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

/** Draws a run's random matrices element by element. */
export class Draws {
  constructor(
    private readonly experiment: Experiment,
    private readonly dispatcher: Dispatcher,
    private readonly workspace: Workspace,
  ) {}

  /** One matrix. */
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
      format: task.rounds ? numberFormats[this.experiment.format].code : 0,
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
}
