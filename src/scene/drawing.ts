import { type PerspectiveCamera, type Renderer, Scene, StorageBufferAttribute } from 'three/webgpu';
import { nextTask } from '../model/soon';
import type { Pointed } from '../model/view';
import { Bars } from './bars';
import type { Camera } from './camera';
import { ColumnHeights } from './column-heights';
import type { Frame } from './fit';
import { Floor } from './floor';
import { heightScaleOf } from './height-scale';
import type { Stack } from './layout';
import { Outline } from './outline';
import { Spotlight } from './spotlight';
import type { DrawnStore, SceneState } from './state';
import { adoptBuffer, stopLoop } from './three-internals';
import { gridLayers } from './ticks';

/**
 * Histograms in the engine's layout: in a buffer of the scene's own device, or as words that an engine
 * without one has counted, and that are uploaded whenever a state is shown.
 */
export type Histograms = GPUBuffer | { readonly words: Uint32Array<ArrayBuffer> };

/** What is drawn from: a device, and the histograms of both stores. */
export interface DrawnGpu {
  readonly device: GPUDevice;
  readonly histograms: Readonly<Record<DrawnStore, Histograms>>;
  /** It computes on the processor: corners are dear. */
  readonly software?: boolean;
}

/** Histograms of one store, as Three knows them. */
class Counts {
  readonly attribute: StorageBufferAttribute;
  /** Shows the words as they are now; a buffer always does. */
  readonly refresh: () => void;
  readonly release: () => void;

  constructor(renderer: Renderer, { device, histograms }: DrawnGpu, store: DrawnStore) {
    const source = histograms[store];
    if ('words' in source) {
      this.attribute = new StorageBufferAttribute(source.words, 1);
      this.refresh = () => {
        this.attribute.needsUpdate = true;
      };
      this.release = () => {};
    } else {
      // Only stands for the engine's buffer, whose size counts.
      this.attribute = new StorageBufferAttribute(new Uint32Array(1), 1);
      this.refresh = () => {};
      this.release = adoptBuffer(renderer, this.attribute, device, source);
    }
  }
}

/** Everything that Three draws of a state: floor, bars, and an outline where there is one. */
export class Drawing {
  readonly #scene = new Scene();
  readonly #floor = new Floor();
  /** Made when they are first drawn. */
  readonly #counts = new Map<DrawnStore, Counts>();
  readonly #heights: ColumnHeights;
  readonly #bars: Bars;
  readonly #spotlight: Spotlight;
  /** Made when they are first asked for. */
  readonly #outlines = new Map<DrawnStore, { heights: ColumnHeights; outline: Outline }>();
  #shown: SceneState | undefined;
  #stack: Stack | undefined;
  #pointed: Pointed | undefined;
  #isReady = false;
  #isGone = false;

  constructor(
    readonly renderer: Renderer,
    private readonly gpu: DrawnGpu,
    readonly store: DrawnStore,
  ) {
    this.#heights = this.#heightsOf(store);
    this.#bars = new Bars(this.#heights);
    this.#spotlight = new Spotlight(this.#heights);
    this.#scene.add(this.#floor.group, this.#bars.mesh, this.#spotlight.group);
  }

  /** Shows a state, with lines on the floor at these values. */
  show(state: SceneState, stack: Stack, grid: readonly number[]): void {
    const { depth, reports, theme, pointed, quantity, height, stale, outline } = state;
    const before = this.#shown;
    this.#shown = state;
    this.#stack = stack;
    for (const { refresh } of this.#counts.values()) refresh();
    const scale = heightScaleOf(state);
    if (before && (before.quantity !== quantity || before.height !== height))
      this.#heights.flow(this.renderer);
    this.#heights.show(state, stack, scale);
    this.#bars.update(stack, theme, stale ? depth + 1 : reports.length);
    this.mark(pointed);
    this.#floor.update(stack, grid, gridLayers(depth), theme);

    if (outline) this.#outlineOf(outline.from);
    for (const [store, { heights, outline: line }] of this.#outlines) {
      const set = outline?.from === store ? outline : { reports: [], quantity };
      if (before && before.height !== height) heights.flow(this.renderer);
      heights.show({ ...set, stale: false, theme }, stack, scale);
      line.update(stack, theme, set.reports.length);
    }
  }

  /** The axis has moved under what is shown. */
  reshape(stack: Stack, grid: readonly number[]): void {
    if (!this.#shown) return;
    const { depth, theme } = this.#shown;
    this.#stack = stack;
    this.#heights.reshape(stack);
    this.#bars.reshape(stack);
    this.mark(this.#pointed);
    this.#floor.update(stack, grid, gridLayers(depth), theme);
    for (const { heights, outline } of this.#outlines.values()) {
      heights.reshape(stack);
      outline.reshape(stack);
    }
  }

  /** Marks what is pointed at in what is shown. */
  mark(pointed: Pointed | undefined): void {
    this.#pointed = pointed;
    this.#bars.mark(pointed);
    if (this.#shown && this.#stack)
      this.#spotlight.light(this.#stack, this.#shown.theme, pointed?.layer);
  }

  /** A store is about to be overwritten: what is drawn from it stays until it is measured anew. */
  keep(store: DrawnStore): void {
    if (store === this.store) this.#heights.hold(this.renderer);
    this.#outlines.get(store)?.heights.hold(this.renderer);
  }

  /** Draws what a camera sees; true while anything is on its way. */
  draw({ eye, overhead, distance }: Camera, { width, height }: Frame): boolean {
    let moves = this.#heights.advance(this.renderer);
    this.#bars.see(eye.position, overhead);
    const unit = (eye.projectionMatrix.elements[5]! * height) / 2 / distance;
    this.#spotlight.see(overhead, width, height, unit);
    for (const { heights, outline } of this.#outlines.values()) {
      moves = heights.advance(this.renderer) || moves;
      outline.see(overhead, width, height, unit);
    }
    this.renderer.render(this.#scene, eye);
    stopLoop(this.renderer);
    return moves;
  }

  /** Compiles what the first frames need, so that no run has to wait for it. */
  async warmUp(eye: PerspectiveCamera): Promise<void> {
    await this.renderer.compileAsync(this.#scene, eye);
    await this.#heights.warmUp(this.renderer);
  }

  /**
   * Compiles, while nothing moves, what is first drawn when somebody points: they would wait for it. True if
   * somebody has meanwhile: it is left out of a frame until it has been compiled.
   */
  async getReady(eye: PerspectiveCamera): Promise<boolean> {
    if (this.#isReady) return false;
    this.#isReady = true;
    await nextTask();
    // A renderer that is gone would begin anew.
    if (this.#isGone) return false;
    await this.#spotlight.compile(this.renderer, eye, this.#scene);
    return this.#pointed !== undefined && !this.#isGone;
  }

  dispose(): void {
    this.#isGone = true;
    for (const { release } of this.#counts.values()) release();
    for (const { heights, outline } of this.#outlines.values()) {
      heights.dispose();
      outline.dispose();
    }
    this.#heights.dispose();
    this.#bars.dispose();
    this.#spotlight.dispose();
    this.#floor.dispose();
    this.renderer.dispose();
  }

  #heightsOf(store: DrawnStore): ColumnHeights {
    const counts = this.#counts.get(store) ?? new Counts(this.renderer, this.gpu, store);
    this.#counts.set(store, counts);
    return new ColumnHeights(counts.attribute);
  }

  #outlineOf(store: DrawnStore): void {
    if (this.#outlines.has(store)) return;
    const heights = this.#heightsOf(store);
    const outline = new Outline(heights);
    this.#outlines.set(store, { heights, outline });
    this.#scene.add(outline.mesh);
  }
}
