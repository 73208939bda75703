import {
  type Ray,
  Scene,
  StorageBufferAttribute,
  Vector2,
  type WebGPURenderer,
} from 'three/webgpu';
import { measurementsOf } from '../model/report';
import type { PictureEvents, Pointed } from '../model/view';
import { type Annotations, annotate } from './annotations';
import { Bars } from './bars';
import type { Camera } from './camera';
import { Floor } from './floor';
import { Frames } from './frames';
import { type Framing, framing } from './framing';
import { heightScaleOf } from './height-scale';
import { LabelLayer } from './label-layer';
import { layerData, writeLayerData } from './layer-data';
import { stackOf } from './layout';
import { Legend } from './legend';
import { createPicker } from './pick';
import { PixelRatio } from './pixel-ratio';
import { placeAnnotations } from './place-annotations';
import { listenForPointing, type PointingSource } from './pointing';
import { adoptBuffer, rest } from './three-internals';
import './scene.css';
import { copyOf } from './snapshot';
import type { DrawnStore, SceneState } from './state';
import { gridLayers } from './ticks';

/** What is drawn from: the engine's device, and its buffers of histograms. */
export interface DrawnGpu {
  readonly device: GPUDevice;
  readonly histograms: Readonly<Record<DrawnStore, GPUBuffer>>;
}

/** A state, and what follows from it. */
interface Shown {
  readonly state: SceneState;
  readonly annotations: Annotations;
  readonly framing: Framing;
  readonly pick: (ray: Ray) => Pointed | undefined;
}

/** The picture, its labels and its legend in one container. */
export class StackScene {
  readonly #root = document.createElement('div');
  readonly #stage = document.createElement('div');
  readonly #labels = new LabelLayer();
  readonly #legend = new Legend();
  readonly #scene = new Scene();
  readonly #floor = new Floor();
  readonly #layers = layerData();
  readonly #bars: Bars;
  readonly #frames = new Frames(() => this.#draw());
  readonly #resized = new ResizeObserver(() => this.#resize());
  readonly #release: () => void;
  readonly #ratio = new PixelRatio(() => this.#frames.request());
  readonly #size = new Vector2();
  #shown: Shown | undefined;

  constructor(
    container: HTMLElement,
    readonly renderer: WebGPURenderer,
    gpu: DrawnGpu,
    readonly events: PictureEvents,
    store: DrawnStore,
    readonly camera: Camera,
  ) {
    // Only stands for the engine's buffer, whose size counts.
    const counts = new StorageBufferAttribute(new Uint32Array(1), 1);
    this.#release = adoptBuffer(renderer, counts, gpu.device, gpu.histograms[store]);
    this.#bars = new Bars(counts, this.#layers);
    this.#scene.add(this.#floor.group, this.#bars.mesh);

    this.#root.className = 'scene';
    this.#stage.className = 'scene-stage';
    this.#stage.setAttribute('role', 'img');
    this.#stage.append(renderer.domElement, this.#labels.element);
    this.#root.append(this.#stage, this.#legend.element);
    container.append(this.#root);

    camera.seat(renderer.domElement, this.#frames.request);
    renderer.domElement.addEventListener('dblclick', () => this.resetCamera());
    listenForPointing(this.#stage, renderer.domElement, this.#pointing(), events);
    this.#resized.observe(this.#stage);
  }

  show(given: SceneState): void {
    // What another picture points at may be of an earlier, deeper network.
    const there = given.pointed && given.pointed.layer <= given.depth;
    const state = there ? given : { ...given, pointed: undefined };
    const { reports, depth, range, quantity, theme } = state;
    const stack = stackOf(depth, range);
    this.#root.dataset.theme = theme;
    this.#legend.update(state);
    writeLayerData(this.#layers, reports, quantity, theme);
    this.#bars.update(stack, quantity, theme, reports.length);
    this.#bars.raise(heightScaleOf(state));
    this.#bars.mark(state.pointed);
    const annotations = annotate(stack, state);
    this.#shown = {
      state,
      annotations,
      framing: framing(stack, state),
      pick: createPicker(stack, state),
    };
    this.#floor.update(stack, annotations.grid, gridLayers(depth), theme);
    this.#stage.setAttribute('aria-label', annotations.summary);
    this.#frames.request();
  }

  /** Compiles what the first frame needs, so that no run has to wait for it. */
  async warmUp(): Promise<void> {
    await this.renderer.compileAsync(this.#bars.mesh, this.camera.eye, this.#scene);
  }

  async snapshot(width: number): Promise<Blob | undefined> {
    if (!this.#draw()) return undefined;
    const background = getComputedStyle(this.#root).backgroundColor;
    return copyOf(this.renderer.domElement, background, width);
  }

  resetCamera(): void {
    this.camera.release();
  }

  dispose(): void {
    this.#frames.cancel();
    this.#resized.disconnect();
    this.#ratio.dispose();
    this.camera.leave(this.renderer.domElement);
    this.#release();
    this.#bars.dispose();
    this.#floor.dispose();
    this.renderer.dispose();
    this.#root.remove();
  }

  #pointing(): PointingSource {
    return {
      at: (x, y) => {
        const { clientWidth, clientHeight } = this.#stage;
        return this.#shown?.pick(
          this.camera.ray(this.renderer.domElement, x / clientWidth, y / clientHeight),
        );
      },
      pointed: () => this.#shown?.state.pointed,
      layers: () => {
        if (!this.#shown) return undefined;
        const { reports, quantity } = this.#shown.state;
        const layers = measurementsOf(reports, quantity);
        return layers.length > 0 ? [layers[0]!.layer, layers.at(-1)!.layer] : undefined;
      },
    };
  }

  #resize(): void {
    this.#labels.remeasure();
    this.#frames.request();
  }

  /** Draws what is shown; false if there is nothing to draw, or no room for it. */
  #draw(): boolean {
    const { clientWidth: width, clientHeight: height } = this.#stage;
    if (width === 0 || height === 0) this.camera.hide(this.renderer.domElement);
    if (!this.#shown || width === 0 || height === 0) return false;
    const { annotations, framing, state } = this.#shown;
    const em = Number.parseFloat(getComputedStyle(this.#root).fontSize);
    this.renderer.setPixelRatio(this.#ratio.value);
    // Setting a size makes new textures even where nothing has changed.
    const size = this.renderer.getSize(this.#size);
    if (size.x !== width || size.y !== height) this.renderer.setSize(width, height, false);

    const frame = { width, height, em };
    const { domElement } = this.renderer;
    if (this.camera.frame(domElement, state.camera, framing, frame)) this.#frames.request();
    this.#bars.seeFromAbove(this.camera.overhead);
    this.renderer.render(this.#scene, this.camera.eye);
    rest(this.renderer);
    this.#labels.show(placeAnnotations(annotations, this.camera.eye, frame, em, this.#labels));
    return true;
  }
}
