import { type Ray, type Renderer, Vector2 } from 'three/webgpu';
import { inside, MOST_OF_A_SIGN } from '../model/columns';
import { measurementsOf } from '../model/report';
import { nextTask } from '../model/soon';
import type { Pointed } from '../model/view';
import { type Annotations, annotate } from './annotations';
import type { Camera } from './camera';
import type { Drawing, DrawnGpu } from './drawing';
import type { Frame } from './fit';
import { Frames } from './frames';
import { type Framing, framing } from './framing';
import { LabelLayer } from './label-layer';
import { type Stack, stackOf } from './layout';
import { Legend } from './legend';
import { createPicker } from './pick';
import { PixelRatio } from './pixel-ratio';
import { placeAnnotations } from './place-annotations';
import { listenForPointing, type PointingSource } from './pointing';
import type { PictureType, SceneEvents } from './scene';
import './scene.css';
import { make } from '../dom/make';
import { RangeFlow, sameRange } from './range-flow';
import type { DrawnStore, SceneState } from './state';

/** However small a picture is, it has so many columns of one sign. */
const LEAST_COLUMNS = 128;
/** An adapter that computes on the processor has so many at most: a bell still looks like one. */
const MOST_IN_SOFTWARE = MOST_OF_A_SIGN / 2;

/** How large the picture is in CSS pixels, and what of it lies under the page above and below. */
type Room = Pick<Frame, 'width' | 'height' | 'above' | 'below'>;

/** A state and everything derived from it. */
interface Shown {
  readonly state: SceneState;
  /** The axis as it is on its way, and how finely it could be divided. */
  readonly stack: Stack;
  readonly most: number;
  readonly annotations: Annotations;
  readonly framing: Framing;
  readonly pick: (ray: Ray) => Pointed | undefined;
}

/** Whether two states differ in nothing but their reports. */
const sameShape = (a: SceneState, b: SceneState) =>
  a.depth === b.depth &&
  a.quantity === b.quantity &&
  a.height === b.height &&
  sameRange(a.range, b.range);

/** Whether two states differ at most in what is pointed at. */
const samePicture = (a: SceneState, b: SceneState) =>
  (Object.keys(a) as (keyof SceneState)[]).every(
    (name) => name === 'pointed' || a[name] === b[name],
  );

/** The picture, its labels and its legend in one container. */
export class StackScene {
  readonly #root = make('div', { class: 'scene' });
  readonly #stage = make('div', { class: 'scene-stage', role: 'img' });
  readonly #labels = new LabelLayer();
  /** What nothing of the page lies over. */
  readonly #free = make('div', { class: 'scene-free' });
  readonly #legend = new Legend();
  readonly #frames = new Frames(
    () => this.ratio === undefined && this.#draw(),
    () => this.gpu.device.queue.onSubmittedWorkDone(),
  );
  readonly #resized = new ResizeObserver(() => {
    this.#room = this.#measure();
    this.#frames.request();
  });
  readonly #ratio = new PixelRatio(() => this.#frames.request());
  readonly #size = new Vector2();
  readonly #axis = new RangeFlow();
  /** As the browser last laid it out: to ask while the page is being changed has it lay out all of it again. */
  #room: Room | undefined;
  #em: number | undefined;
  /** Places the labels of the newest frame. */
  #label = () => {};
  #isLabelled = false;
  #shown: Shown | undefined;

  constructor(
    container: HTMLElement,
    readonly renderer: Renderer,
    readonly drawing: Drawing,
    readonly camera: Camera,
    readonly gpu: DrawnGpu,
    events: SceneEvents,
    /** Of a scene for stills: pixels to a CSS pixel; undefined: the screen's. */
    readonly ratio?: number,
  ) {
    this.#stage.append(renderer.domElement, this.#labels.element);
    this.#root.append(this.#stage, this.#free, this.#legend.element);
    container.append(this.#root);

    camera.seat(renderer.domElement, this.#frames.request, events.look);
    renderer.domElement.addEventListener('dblclick', () => events.look(undefined));
    listenForPointing(this.#stage, renderer.domElement, this.#pointing(), events);
    this.#resized.observe(this.#stage);
    this.#resized.observe(this.#free);
  }

  show(given: SceneState): void {
    // Another picture may still point at a layer of an earlier, deeper network.
    const isThere = given.pointed && given.pointed.layer <= given.depth;
    const state = isThere ? given : { ...given, pointed: undefined };
    if (this.#legend.update(state)) this.#room = undefined;
    const most = this.#mostColumns();
    const time = performance.now();
    this.#axis.aim(state.range, time);
    const stack = stackOf(state.depth, this.#axis.at(time), most);
    if (this.#shown && samePicture(this.#shown.state, state)) {
      // Pointers move often: no column's height is computed again for them.
      this.drawing.mark(state.pointed);
      this.#shown = { ...this.#shown, state, annotations: annotate(stack, state) };
      this.#frames.request();
      return;
    }
    this.#root.dataset.theme = state.theme;
    this.camera.look(state.eye);
    const annotations = annotate(stack, state);
    this.drawing.show(state, stack, annotations.grid);
    const before = this.#shown;
    // The camera does not move while reports come in, nor in a film.
    const stays = state.stale || this.ratio !== undefined;
    const rests = before && stays && sameShape(before.state, state);
    this.#shown = {
      state,
      stack,
      most,
      annotations,
      // From where it will be seen when the axis has come to rest.
      framing: rests ? before.framing : framing(stackOf(state.depth, state.range), state),
      pick: createPicker(stack, state),
    };
    this.#stage.setAttribute('aria-label', annotations.summary);
    this.#frames.shares = state.stale;
    this.#frames.request();
  }

  keep(store: DrawnStore = this.drawing.store): void {
    this.drawing.keep(store);
  }

  async snapshot(width: number, type: PictureType = 'image/jpeg'): Promise<Blob | undefined> {
    if (!this.#draw()) return undefined;
    const background = getComputedStyle(this.#root).backgroundColor;
    return copyOf(this.renderer.domElement, background, { width, type });
  }

  still(): HTMLCanvasElement | undefined {
    return this.#draw() ? this.renderer.domElement : undefined;
  }

  dispose(): void {
    this.#frames.cancel();
    this.#resized.disconnect();
    this.#ratio.dispose();
    this.camera.leave(this.renderer.domElement);
    this.drawing.dispose();
    this.#root.remove();
  }

  #pointing(): PointingSource {
    return {
      at: (x, y) => {
        const { clientWidth, clientHeight } = this.#stage;
        const { domElement } = this.renderer;
        return this.#shown?.pick(this.camera.ray(domElement, x / clientWidth, y / clientHeight));
      },
      pointed: () => this.#shown?.state.pointed,
      layers: () => {
        if (!this.#shown) return undefined;
        const { reports, quantity } = this.#shown.state;
        const layers = measurementsOf(reports, quantity);
        return layers.length > 0 ? [layers[0]!.layer, layers.at(-1)!.layer] : undefined;
      },
      bins: () => (this.#shown ? inside(this.#shown.stack.columns) : 0),
    };
  }

  get #pixelRatio(): number {
    return this.ratio ?? this.#ratio.value;
  }

  /** As many columns of one sign as the picture has pixels for, if they are two wide at its full width. */
  #mostColumns(): number {
    const pixels = this.#roomy().width * this.#pixelRatio;
    const most = this.gpu.software ? MOST_IN_SOFTWARE : MOST_OF_A_SIGN;
    return Math.max(LEAST_COLUMNS, Math.min(most, Math.floor(pixels / 2)));
  }

  #roomy(): Room {
    // Whoever takes stills changes their size between two.
    if (!this.#room || this.ratio !== undefined) this.#room = this.#measure();
    return this.#room;
  }

  #measure(): Room {
    const { clientWidth: width, clientHeight: height } = this.#stage;
    const { offsetTop: above, offsetHeight } = this.#free;
    return { width, height, above, below: height - above - offsetHeight };
  }

  /** Brings the axis to where it is by now; true while it is on its way. */
  #moveAxis(): boolean {
    const { state, stack, most } = this.#shown!;
    const [time, now] = [performance.now(), this.#mostColumns()];
    const range = this.#axis.at(time);
    if (!sameRange(range, stack.range) || now !== most) {
      const moved = stackOf(state.depth, range, now);
      const annotations = annotate(moved, state);
      this.drawing.reshape(moved, annotations.grid);
      const pick = createPicker(moved, state);
      this.#shown = { ...this.#shown!, stack: moved, most: now, annotations, pick };
    }
    return this.#axis.moves(time);
  }

  /** Draws what is shown; false if there is nothing to draw, or no room for it. */
  #draw(): boolean {
    const room = this.#roomy();
    const { width, height } = room;
    const { domElement } = this.renderer;
    if (width === 0 || height === 0) this.camera.hide(domElement);
    if (!this.#shown || width === 0 || height === 0) return false;
    const slides = this.#moveAxis();
    const { annotations, framing, state } = this.#shown;
    const em = Number.parseFloat(getComputedStyle(this.#root).fontSize);
    if (em !== this.#em) this.#labels.remeasure();
    this.#em = em;
    this.renderer.setPixelRatio(this.#pixelRatio);
    // Setting a size allocates new textures even if it is the same size.
    const size = this.renderer.getSize(this.#size);
    if (size.x !== width || size.y !== height) this.renderer.setSize(width, height, false);

    const frame = { ...room, em };
    const turns = this.camera.frame(domElement, state.camera, framing, frame);
    const flows = this.drawing.draw(this.camera, frame);
    if (turns || flows || slides) this.#frames.request();
    else if (!state.stale && this.ratio === undefined)
      this.drawing.getReady(this.camera.eye).then(
        (isLate) => isLate && this.#frames.request(),
        // What cannot be compiled now is when it is drawn, which tells why.
        () => {},
      );
    this.#label = () =>
      this.#labels.show(placeAnnotations(annotations, this.camera.eye, frame, em, this.#labels));
    if (this.#isLabelled || this.ratio !== undefined) this.#label();
    // The first time its code and the texts' widths are new to the browser: it takes as long as the frame. A
    // still is taken with its labels.
    else
      nextTask().then(() => {
        this.#isLabelled = true;
        this.#label();
      });
    return true;
  }
}

const QUALITY = 0.85;

/**
 * A small copy of a canvas. Call in the task in which it was drawn: after it the browser may have
 * taken a WebGPU canvas' picture away.
 */
function copyOf(
  canvas: HTMLCanvasElement,
  background: string,
  { width, type }: { readonly width: number; readonly type: PictureType },
): Promise<Blob | undefined> {
  const copy = make('canvas');
  copy.width = Math.min(Math.round(width), canvas.width);
  copy.height = Math.max(1, Math.round((copy.width * canvas.height) / canvas.width));
  const context = copy.getContext('2d')!;
  context.fillStyle = background;
  context.fillRect(0, 0, copy.width, copy.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(canvas, 0, 0, copy.width, copy.height);
  return new Promise((resolve) => {
    copy.toBlob((blob) => resolve(blob ?? undefined), type, QUALITY);
  });
}
