import { nextTask } from '../model/soon';
import type { PictureEvents } from '../model/view';
import type { Eye } from '../state/page';
import { Camera } from './camera';
import { Drawing, type DrawnGpu } from './drawing';
import { StackScene } from './stack-scene';
import type { DrawnStore, SceneState } from './state';
import { createRenderer } from './three-internals';

export type { SceneState } from './state';

/** JPEG where it has to be small. */
export type PictureType = 'image/jpeg' | 'image/png';

export interface HistogramScene {
  /** The eye, which a twin looks through too. */
  readonly camera: Camera;
  /** Shows a state; the histograms' buffers hold the counts of its reports by then. */
  show(state: SceneState): void;
  /**
   * A run is about to overwrite the histograms in a store, this scene's own if none is named: what is
   * drawn from there stays, until the run's layers are shown.
   */
  keep(store?: DrawnStore): void;
  /**
   * A small picture, without labels, of what is shown; undefined if nothing is. At most as wide as
   * what is on the screen.
   */
  snapshot(width: number, type?: PictureType): Promise<Blob | undefined>;
  /**
   * Draws what is shown, at rest, with its labels in their places; undefined if nothing is shown. Copy
   * the canvas in the same task: after it the browser may take its picture away.
   */
  still(): HTMLCanvasElement | undefined;
  dispose(): void;
}

/** What a picture says of a pointer or a key in it. */
export interface SceneEvents extends PictureEvents {
  /** A person has put the eye somewhere, or asks for the whole stack again. */
  look(eye: Eye | undefined): void;
}

export interface SceneOptions {
  /** Where the histograms are that the bars show; “a” if absent. */
  readonly store?: DrawnStore;
  /** A scene whose camera this one shares: what turns one turns both. */
  readonly twin?: HistogramScene;
  /**
   * Of a scene for stills, of a picture or a film: so many pixels to a CSS pixel. It is drawn by
   * `still` alone, and once it has framed a stack its eye stays.
   */
  readonly ratio?: number;
  /** Nobody waits for it any more: it is given up where it is, and frees what it has made. */
  readonly signal?: AbortSignal;
}

/**
 * Draws the histograms of all layers into `container`, straight from the buffers that the engine
 * counts into. Draws only when something has changed. Rejects where the browser cannot draw, and with the
 * signal's reason.
 */
export async function createScene(
  container: HTMLElement,
  gpu: DrawnGpu,
  events: SceneEvents,
  { store = 'a', twin, ratio, signal }: SceneOptions = {},
): Promise<HistogramScene> {
  const renderer = await createRenderer(gpu.device);
  let drawing: Drawing | undefined;
  // In tasks of their own: what a person does comes between.
  const pause = async () => {
    await nextTask();
    signal?.throwIfAborted();
  };
  try {
    await pause();
    drawing = new Drawing(renderer, gpu, store);
    const camera = twin?.camera ?? new Camera();
    await pause();
    await drawing.warmUp(camera.eye);
    await pause();
    return new StackScene(container, renderer, drawing, camera, gpu, events, ratio);
  } catch (error) {
    (drawing ?? renderer).dispose();
    throw error;
  }
}
