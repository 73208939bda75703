import {
  type PerspectiveCamera,
  Scene,
  StorageBufferAttribute,
  type WebGPURenderer,
} from 'three/webgpu';
import { Bars } from './bars';
import { ColumnHeights } from './column-heights';
import { Floor } from './floor';
import { heightScaleOf } from './height-scale';
import type { Stack } from './layout';
import type { DrawnStore, SceneState } from './state';
import { adoptBuffer, rest } from './three-internals';
import { gridLayers } from './ticks';

/** What is drawn from: the engine's device, and its buffers of histograms. */
export interface DrawnGpu {
  readonly device: GPUDevice;
  readonly histograms: Readonly<Record<DrawnStore, GPUBuffer>>;
}

/** Everything that Three draws of a state: floor and bars. */
export class Drawing {
  readonly #scene = new Scene();
  readonly #floor = new Floor();
  readonly #heights: ColumnHeights;
  readonly #bars: Bars;
  readonly #release: () => void;
  #shown: SceneState | undefined;

  constructor(
    readonly renderer: WebGPURenderer,
    { device, histograms }: DrawnGpu,
    readonly store: DrawnStore,
  ) {
    // Only stands for the engine's buffer, whose size counts.
    const counts = new StorageBufferAttribute(new Uint32Array(1), 1);
    this.#release = adoptBuffer(renderer, counts, device, histograms[store]);
    this.#heights = new ColumnHeights(counts);
    this.#bars = new Bars(this.#heights);
    this.#scene.add(this.#floor.group, this.#bars.mesh);
  }

  /** Shows a state, with lines on the floor at these values. */
  show(state: SceneState, stack: Stack, grid: readonly number[]): void {
    const { depth, reports, theme, pointed, quantity, height, stale } = state;
    const before = this.#shown;
    this.#shown = state;
    if (before && (before.quantity !== quantity || before.height !== height))
      this.#heights.flow(this.renderer);
    this.#heights.show(state, stack, heightScaleOf(state));
    this.#bars.update(stack, theme, stale ? depth + 1 : reports.length);
    this.#bars.mark(pointed);
    this.#floor.update(stack, grid, gridLayers(depth), theme);
  }

  /** A store is about to be overwritten: what is drawn from it stays until it is measured anew. */
  keep(store: DrawnStore): void {
    if (store === this.store) this.#heights.hold(this.renderer);
  }

  /** Draws; true while anything is on its way. */
  draw(eye: PerspectiveCamera, overhead: number): boolean {
    const moves = this.#heights.advance();
    this.#bars.seeFromAbove(overhead);
    this.renderer.render(this.#scene, eye);
    rest(this.renderer);
    return moves;
  }

  /** Compiles what the first frames need, so that no run has to wait for it. */
  async warmUp(eye: PerspectiveCamera): Promise<void> {
    await this.renderer.compileAsync(this.#bars.mesh, eye, this.#scene);
    await this.#heights.warmUp(this.renderer);
  }

  dispose(): void {
    this.#release();
    this.#heights.dispose();
    this.#bars.dispose();
    this.#floor.dispose();
    this.renderer.dispose();
  }
}
