import { openAdapter } from './adapter';
import type { Contender } from './cases';
import { initscope } from './initscope';

/** Each module of the folder makes one contender; their packages are this folder's own. */
const peers = import.meta.glob<() => Promise<Contender>>('./peers/*.ts', {
  eager: true,
  import: 'contender',
});

/** All contenders on the same adapter, ours first. */
export async function contenders(): Promise<{ adapter: string; all: Contender[] }> {
  const { adapter, device } = await openAdapter();
  const all = [await initscope(device)];
  for (const peer of Object.values(peers)) all.push(await peer());
  return { adapter, all };
}
