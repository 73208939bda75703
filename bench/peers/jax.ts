import { defaultDevice, init, jit, nn, numpy as np, random } from '@jax-js/jax';
import type { Case, Contender } from '../cases';

/** jax-js on WebGPU, each layer compiled; arrays are consumed by what they are passed to. */
export async function contender(): Promise<Contender> {
  const devices = await init('webgpu');
  if (!devices.includes('webgpu')) throw new Error('jax-js found no WebGPU.');
  defaultDevice('webgpu');
  let seed = 0;
  const layers = new Map<number, (x: np.Array, key: np.Array) => [np.Array, np.Array]>();
  const layerOf = (width: number) => {
    const layer =
      layers.get(width) ??
      jit((x: np.Array, key: np.Array): [np.Array, np.Array] => {
        const weights = random.normal(key, [width, width]).mul(1 / Math.sqrt(width));
        const a = nn.relu(np.matmul(x, weights.transpose()));
        return [a.ref, np.var_(a)];
      });
    layers.set(width, layer);
    return layer;
  };
  return {
    name: 'jax-js',
    does: 'weights, forward, variance of every layer',
    async run({ batch, width, depth }: Case) {
      const layer = layerOf(width);
      let x = random.normal(random.key(seed++), [batch, width]);
      const variances: np.Array[] = [];
      for (let i = 0; i < depth; i++) {
        const [a, variance] = layer(x, random.key(seed++));
        x = a;
        variances.push(variance);
      }
      x.dispose();
      return Promise.all(variances.map(async (variance) => Number(await variance.jsAsync())));
    },
  };
}
