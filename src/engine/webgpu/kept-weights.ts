/** Unit weights that outlive a run, and the room for them. */
import type { Experiment } from '../../model/experiment';
import { type LayerShape, layerShapes } from '../../model/layer-shapes';
import { type MemoryLimits, strideOf } from '../../model/memory';
import { schemeOf } from '../../model/schemes';
import { KEPT_SHARE } from './buffers';
import { inErrorScope } from './error-scope';

/** Distributions whose draws cost more than to read them again. */
const KEPT = ['normal', 'uniform', 'trunc_normal', 'orthogonal'];

/** Room for a layer's weights: whether the device has it is known when that is settled. */
interface Room {
  readonly buffer: GPUBuffer;
  readonly settled: Promise<void>;
  isThere: boolean;
}

/** One layer's weights before any scale, to be kept. */
interface Wanted {
  readonly bytes: number;
  /** What was drawn, or will be. */
  readonly draws: string;
  room: Room | undefined;
  filled: boolean;
}

/** Where a layer's weights are kept, and whether they have been drawn. */
type Kept = Pick<Room, 'buffer'> & Pick<Readonly<Wanted>, 'filled'>;

/** Layers that room is asked for before it is their turn. */
const AHEAD = 2;

const drawsOf = ({ seed, scheme }: Experiment, { layer, fanIn, fanOut }: LayerShape) =>
  `${schemeOf(scheme).distribution} ${seed} ${layer} ${fanIn} ${fanOut}`;

/**
 * Weights of variance 1, which neither scale, gain nor std changes: as long as they fit, they outlive a run,
 * and the next one with the same seed and distribution draws none again.
 */
export class KeptWeights {
  readonly #layers = new Map<number, Wanted>();
  /** Whether what was opened last is kept at all. */
  #takes = false;

  constructor(
    private readonly device: GPUDevice,
    private readonly limits: MemoryLimits,
  ) {}

  /** An experiment's are to be kept. Where all of them would take too much, none are. */
  open(experiment: Experiment): void {
    this.#takes = KEPT.includes(schemeOf(experiment.scheme).distribution);
    if (!this.#takes) return;
    const shapes = layerShapes(experiment);
    const bytesOf = ({ fanIn, fanOut }: LayerShape) => 4 * strideOf(fanIn) * fanOut;
    const all = shapes.reduce((sum, shape) => sum + bytesOf(shape), 0);
    if (all > KEPT_SHARE * this.limits.total) {
      this.destroy();
      return;
    }
    for (const layer of this.#layers.keys()) if (layer > shapes.length) this.#drop(layer);
    for (const shape of shapes) {
      const [bytes, draws] = [bytesOf(shape), drawsOf(experiment, shape)];
      if (this.#layers.get(shape.layer)?.bytes !== bytes) this.#drop(shape.layer);
      const known = this.#layers.get(shape.layer);
      if (known?.draws === draws) continue;
      this.#layers.set(shape.layer, { bytes, draws, room: known?.room, filled: false });
    }
  }

  /**
   * Resolves when a layer has room, if there is any: before it, some next ones' is asked for, so that nobody
   * waits for it then. All at once would hold up the first layer's results. Rejects where the device is lost.
   */
  async reserve(layer: number): Promise<void> {
    for (let next = layer; next <= layer + AHEAD; next++) this.#reserve(next);
    await this.#layers.get(layer)?.room?.settled;
  }

  /** What is kept takes so much. */
  get bytes(): number {
    const all = [...this.#layers.values()];
    return all.reduce((sum, { bytes, room }) => sum + (room ? bytes : 0), 0);
  }

  /** Where an experiment's layer is kept, if it is. */
  of(experiment: Experiment, shape: LayerShape): Kept | undefined {
    const wanted = this.#layers.get(shape.layer);
    if (!wanted?.room?.isThere || wanted.draws !== drawsOf(experiment, shape)) return undefined;
    return { buffer: wanted.room.buffer, filled: wanted.filled };
  }

  /** Whether a run of an experiment finds some of its draws made. */
  holds(experiment: Experiment): boolean {
    return layerShapes(experiment).some((shape) => this.of(experiment, shape)?.filled);
  }

  /** A layer's draws have been made, and will be there for the next run. */
  filled(layer: number): void {
    const wanted = this.#layers.get(layer);
    if (wanted?.room?.isThere) wanted.filled = true;
  }

  destroy(): void {
    for (const layer of this.#layers.keys()) this.#drop(layer);
  }

  #reserve(layer: number): void {
    const wanted = this.#layers.get(layer);
    if (!this.#takes || !wanted || wanted.room) return;
    const descriptor = {
      label: `unit weights ${layer}`,
      size: wanted.bytes,
      usage: GPUBufferUsage.STORAGE,
    };
    const { made: buffer, error } = inErrorScope(this.device, 'out-of-memory', () =>
      this.device.createBuffer(descriptor),
    );
    const settled = error.then((none) => {
      room.isThere = !none;
      // The run goes on without, and draws this layer each time.
      if (none) this.#forget(layer, room);
    });
    const room: Room = { buffer, settled, isThere: false };
    wanted.room = room;
    // Whose turn it is says that the device is lost.
    settled.catch(() => {});
  }

  #forget(layer: number, room: Room): void {
    room.buffer.destroy();
    if (this.#layers.get(layer)?.room === room) this.#layers.delete(layer);
  }

  #drop(layer: number): void {
    this.#layers.get(layer)?.room?.buffer.destroy();
    this.#layers.delete(layer);
  }
}
