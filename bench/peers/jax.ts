import { blockUntilReady, defaultDevice, init, jit, nn, numpy as np, random } from '@jax-js/jax';
import type { Contender, Shape } from '../contender';

/** jax-js on WebGPU, each layer compiled; arrays are consumed by what they are passed to. */
export async function contender(): Promise<Contender> {
  const devices = await init('webgpu');
  if (!devices.includes('webgpu')) throw new Error('jax-js found no WebGPU.');
  defaultDevice('webgpu');
  let seed = 0;
  const layers = new Map<number, (x: np.Array, key: np.Array) => [np.Array, np.Array]>();
  const drawn = (key: np.Array, width: number) =>
    random.normal(key, [width, width]).mul(1 / Math.sqrt(width));
  const layerOf = (width: number) => {
    const layer =
      layers.get(width) ??
      jit((x: np.Array, key: np.Array): [np.Array, np.Array] => {
        const a = nn.relu(np.matmul(x, drawn(key, width).transpose()));
        return [a.ref, np.var_(a)];
      });
    layers.set(width, layer);
    return layer;
  };
  type Step = (x: np.Array, w: np.Array) => np.Array;
  const forward = jit<Step>((x, w) => nn.relu(np.matmul(x, w.transpose())));
  const product = jit<Step>((x, w) => np.matmul(x, w.transpose()));
  const resident =
    (step: Step) =>
    async ({ batch, width, depth }: Shape) => {
      const x = random.normal(random.key(seed++), [batch, width]);
      const weights = Array.from({ length: depth }, () => drawn(random.key(seed++), width));
      await blockUntilReady([x.ref, ...weights.map((w) => w.ref)]).then((all) => {
        for (const one of all) one.dispose();
      });
      const last = () => weights.reduce((a, w) => step(a, w.ref), x.ref);
      return {
        async run() {
          (await last().blockUntilReady()).dispose();
        },
        variance: async () => Number(await np.var_(last()).jsAsync()),
        dispose() {
          for (const one of [x, ...weights]) one.dispose();
        },
      };
    };
  return {
    name: 'jax-js',
    does: 'weights, forward, variance of every layer',
    async full({ batch, width, depth }: Shape) {
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
    forward: resident(forward),
    product: resident(product),
  };
}
