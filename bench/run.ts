import { compare } from './compare';
import { contenders } from './contenders';

/** The whole comparison on this process's adapter. */
export async function run() {
  const { adapter, all } = await contenders();
  return { adapter, comparisons: await compare(all) };
}
