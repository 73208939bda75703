import { LinearSRGBColorSpace, WebGPURenderer } from 'three/webgpu';
import { smooth } from './three-internals';

/** A renderer on the engine's device. Rejects where the browser cannot draw. */
export async function createRenderer(device: GPUDevice): Promise<WebGPURenderer> {
  const renderer = new WebGPURenderer({ device, antialias: true, alpha: true });
  await renderer.init();
  // Three asks for the context only when it draws, too late to report that there is none.
  if (!renderer.domElement.getContext('webgpu'))
    throw new Error('This browser can compute with WebGPU but cannot draw with it.');
  smooth(renderer);
  // Colours are sRGB already: this saves a pass that would only convert them.
  renderer.outputColorSpace = LinearSRGBColorSpace;
  renderer.setClearColor(0, 0);
  return renderer;
}
