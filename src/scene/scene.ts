import { LinearSRGBColorSpace, WebGPURenderer } from 'three/webgpu';
import type { PictureEvents } from '../model/view';
import { StackScene } from './stack-scene';
import type { SceneState } from './state';
import { smooth } from './three-internals';

export type { SceneState } from './state';

export interface HistogramScene {
  /** Shows a state; the histograms' buffer holds the counts of its reports by then. */
  show(state: SceneState): void;
  /** Frames the whole stack again. */
  resetCamera(): void;
  dispose(): void;
}

/**
 * Draws the histograms of all layers into `container`, straight from the buffer that the engine
 * counts into. Draws only when something has changed. Rejects where the browser cannot draw.
 */
export async function createScene(
  container: HTMLElement,
  gpu: { device: GPUDevice; histograms: GPUBuffer },
  events: PictureEvents,
): Promise<HistogramScene> {
  const renderer = new WebGPURenderer({ device: gpu.device, antialias: true, alpha: true });
  await renderer.init();
  // Three asks for it only when it draws, when it is too late to say that there is none.
  if (!renderer.domElement.getContext('webgpu'))
    throw new Error('This browser computes with WebGPU but does not draw with it.');
  smooth(renderer);
  // Colours are sRGB already: this saves a pass that would only convert them.
  renderer.outputColorSpace = LinearSRGBColorSpace;
  renderer.setClearColor(0, 0);
  const scene = new StackScene(container, renderer, gpu, events);
  await scene.warmUp();
  return scene;
}
