import { LinearSRGBColorSpace, WebGPURenderer } from 'three/webgpu';
import { smooth } from './three-internals';

/** A renderer on the engine's device. Rejects where the browser cannot draw. */
export async function createRenderer(device: GPUDevice): Promise<WebGPURenderer> {
  const renderer = new WebGPURenderer({ device, antialias: true, alpha: true });
  await renderer.init();
  // Three asks for it only when it draws, when it is too late to say that there is none.
  if (!renderer.domElement.getContext('webgpu'))
    throw new Error('This browser can compute with WebGPU but cannot draw with it.');
  smooth(renderer);
  // Colours are sRGB already: this saves a pass that would only convert them.
  renderer.outputColorSpace = LinearSRGBColorSpace;
  renderer.setClearColor(0, 0);
  return renderer;
}
