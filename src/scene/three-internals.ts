import {
  BasicNodeLibrary,
  LinearSRGBColorSpace,
  Renderer,
  type StorageBufferAttribute,
  WebGPUBackend,
} from 'three/webgpu';

/**
 * The only place that reaches into Three's private API (three r187, pinned): Three has no public way
 * to draw from a GPUBuffer that somebody else owns, to stop its loop between two frames,
 * or to smooth edges on a device that is older than a feature name.
 */
interface Internals {
  backend: { get(key: object): { buffer?: GPUBuffer } };
  _animation?: { stop(): void };
  _samples: number;
}
const internals = (renderer: Renderer) => renderer as unknown as Internals;

/**
 * Lets `attribute` stand for `buffer`, which stays its owner's. Call after `renderer.init()`, never
 * bump `attribute.version` (Three would upload over the data), and call the returned function before
 * disposing the renderer: Three destroys the buffers of all attributes it knows.
 */
export function adoptBuffer(
  renderer: Renderer,
  attribute: StorageBufferAttribute,
  device: GPUDevice,
  buffer: GPUBuffer,
): () => void {
  const data = internals(renderer).backend.get(attribute);
  data.buffer = buffer;
  return () => {
    data.buffer = device.createBuffer({ size: 4, usage: GPUBufferUsage.STORAGE });
  };
}

/**
 * Ends the animation frames that Three keeps asking for after a `render`, so that a still page sleeps.
 * The next `render` starts them again.
 */
export const stopLoop = (renderer: Renderer) => internals(renderer)._animation?.stop();

/**
 * Turns on antialiasing. Three leaves it off where a device lacks “core-features-and-limits”; our
 * devices are never of the compatibility level, so they lack only the name, as in older browsers.
 */
export const smooth = (renderer: Renderer) => {
  internals(renderer)._samples = 4;
};

/** A renderer on the engine's device. Rejects where the browser cannot draw. */
export async function createRenderer(device: GPUDevice): Promise<Renderer> {
  // Three's WebGPURenderer brings a backend for WebGL, and all lights and materials: a tenth of the page.
  const options = { antialias: true, alpha: true };
  const renderer = new Renderer(new WebGPUBackend({ ...options, device }), options);
  renderer.library = new BasicNodeLibrary();
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
