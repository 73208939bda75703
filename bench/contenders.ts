import type { Contender } from './cases';
import { initscope } from './initscope';
import { jax } from './jax';
import { tfjs } from './tfjs';

/** All contenders on the same adapter, ours first. */
export async function contenders(): Promise<{ adapter: string; all: Contender[] }> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('There is no WebGPU adapter to measure.');
  const { description, vendor, architecture } = adapter.info;
  const device = await adapter.requestDevice();
  const all = [await initscope(device), await jax(), await tfjs()];
  return { adapter: [vendor, architecture, description].filter(Boolean).join(' '), all };
}
