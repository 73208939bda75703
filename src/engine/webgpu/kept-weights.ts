import type { Experiment } from '../../model/experiment';
import { type LayerShape, layerShapes } from '../../model/layer-shapes';
import { type MemoryLimits, strideOf } from '../../model/memory';
import { schemeOf } from '../../model/schemes';
import { inErrorScope } from './error-scope';
import { KEPT_SHARE } from './workspace';

/** Distributions whose draws cost more than to read them again. */
const KEPT = ['normal', 'uniform', 'trunc_normal', 'orthogonal'];

/** One layer's weights before any scale, as they are stored. */
interface Kept {
  readonly buffer: GPUBuffer;
  readonly bytes: number;
  /** What was drawn, or will be. */
  readonly draws: string;
  filled: boolean;
}

const drawsOf = ({ seed, scheme }: Experiment, { layer, fanIn, fanOut }: LayerShape) =>
  `${schemeOf(scheme).distribution} ${seed} ${layer} ${fanIn} ${fanOut}`;

/**
 * Weights of variance 1, which neither scale, gain nor std changes: as long as they fit, they outlive a run,
 * and the next one with the same seed and distribution draws none again.
 */
export class KeptWeights {
  readonly #layers = new Map<number, Kept>();

  constructor(
    private readonly device: GPUDevice,
    private readonly limits: MemoryLimits,
  ) {}

  /** Makes room for an experiment's. Where there is none for all of them, none are kept. */
  async open(experiment: Experiment): Promise<void> {
    if (!KEPT.includes(schemeOf(experiment.scheme).distribution)) return;
    const wanted = layerShapes(experiment).map((shape) => ({
      layer: shape.layer,
      draws: drawsOf(experiment, shape),
      bytes: 4 * strideOf(shape.fanIn) * shape.fanOut,
    }));
    if (wanted.reduce((sum, { bytes }) => sum + bytes, 0) > KEPT_SHARE * this.limits.total) {
      this.destroy();
      return;
    }
    for (const layer of this.#layers.keys()) if (layer > wanted.length) this.#drop(layer);
    for (const { layer, bytes } of wanted)
      if (this.#layers.get(layer)?.bytes !== bytes) this.#drop(layer);
    const keep = () => {
      for (const { layer, draws, bytes } of wanted) {
        const known = this.#layers.get(layer);
        if (known?.draws === draws) continue;
        const buffer = known?.buffer ?? this.#buffer(layer, bytes);
        this.#layers.set(layer, { buffer, bytes, draws, filled: false });
      }
    };
    // The device's answer may come behind a frame's work: where nothing is allocated, nobody waits for it.
    if (wanted.every(({ layer }) => this.#layers.has(layer))) return keep();
    const { error } = inErrorScope(this.device, 'out-of-memory', keep);
    if (await error) this.destroy();
  }

  /** What is kept takes so much. */
  get bytes(): number {
    return [...this.#layers.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Where an experiment's layer is kept, if it is. */
  of(experiment: Experiment, shape: LayerShape): Readonly<Kept> | undefined {
    const kept = this.#layers.get(shape.layer);
    return kept?.draws === drawsOf(experiment, shape) ? kept : undefined;
  }

  /** Whether a run of an experiment finds some of its draws made. */
  holds(experiment: Experiment): boolean {
    return layerShapes(experiment).some((shape) => this.of(experiment, shape)?.filled);
  }

  /** A layer's draws have been made, and will be there for the next run. */
  filled(layer: number): void {
    const kept = this.#layers.get(layer);
    if (kept) kept.filled = true;
  }

  destroy(): void {
    for (const layer of this.#layers.keys()) this.#drop(layer);
  }

  #buffer(layer: number, size: number): GPUBuffer {
    return this.device.createBuffer({
      label: `unit weights ${layer}`,
      size,
      usage: GPUBufferUsage.STORAGE,
    });
  }

  #drop(layer: number): void {
    this.#layers.get(layer)?.buffer.destroy();
    this.#layers.delete(layer);
  }
}
