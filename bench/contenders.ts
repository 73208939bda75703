import { openAdapter } from './adapter';
import type { Contender } from './cases';
import { initscope } from './initscope';
import { jax } from './jax';
import { tfjs } from './tfjs';

/** All contenders on the same adapter, ours first. */
export async function contenders(): Promise<{ adapter: string; all: Contender[] }> {
  const { adapter, device } = await openAdapter();
  const all = [await initscope(device), await jax(), await tfjs()];
  return { adapter, all };
}
