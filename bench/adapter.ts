import { deviceOf } from '../src/engine/webgpu/device';

/** The adapter's name and a device of it. */
export async function openAdapter(): Promise<{ adapter: string; device: GPUDevice }> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('There is no WebGPU adapter to measure.');
  const { description, vendor, architecture } = adapter.info;
  const name = [vendor, architecture, description].filter(Boolean).join(' ');
  return { adapter: name, device: await deviceOf(adapter) };
}
