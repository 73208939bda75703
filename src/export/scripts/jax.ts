/** An experiment as a script in plain JAX; Flax has the same initializers. */
import type { Experiment } from '../../model/experiment';
import type { SchemeName } from '../../model/schemes';
import { jaxActivations } from './activations';
import { type ArrayFramework, arrayScript, type Kernel } from './arrays';
import { lines, num } from './python';

const of = (initializer: string) => `initializers.${initializer}(next(keys), shape)`;
const scaling = (scale: string, mode: string, distribution: 'normal' | 'uniform') =>
  of(`variance_scaling(${scale}, '${mode}', '${distribution}')`);

const normal = (shape: string) => `jax.random.normal(next(keys), ${shape})`;
const uniform = (shape: string, bound: string) =>
  `jax.random.uniform(next(keys), ${shape}, minval=-(${bound}), maxval=${bound})`;

/** Why none of them is used for PyTorch's normal schemes. */
const cut = (name: string) =>
  `JAX's ${name} is cut at 2 std and divided by 0.8796, for the same variance; PyTorch's is not cut, and nor is this`;
const kaimingScale = ({ a }: Experiment) => (a === 0 ? '2' : `2 / (1 + ${num(a)} ** 2)`);

const kernels: Record<SchemeName, (e: Experiment) => Kernel> = {
  normal: ({ std }) => ({ call: of(`normal(${num(std)})`) }),
  uniform: ({ bound }) => ({
    call: uniform('shape', num(bound)),
    note: 'initializers.uniform draws from 0 to its scale, not from both sides of 0',
  }),
  trunc_normal: ({ std }) => ({
    call: of(`truncated_normal(${num(std)})`),
    note: 'Cut at 2 std: the std left is 0.8796 of the one given, which this does not make up for',
  }),
  xavier_normal: () => ({
    call: scaling('1', 'fan_avg', 'normal'),
    note: cut('xavier_normal'),
  }),
  xavier_uniform: () => ({ call: of('xavier_uniform()') }),
  kaiming_normal: (e) => ({
    call: scaling(kaimingScale(e), e.mode, 'normal'),
    note: cut('kaiming_normal (he_normal)'),
  }),
  kaiming_uniform: (e) =>
    e.a === 0 && e.mode === 'fan_in'
      ? { call: of('kaiming_uniform()') }
      : {
          call: scaling(kaimingScale(e), e.mode, 'uniform'),
          note: 'kaiming_uniform with another slope or fan, which JAX has by no name',
        },
  lecun_normal: () => ({ call: scaling('1', 'fan_in', 'normal'), note: cut('lecun_normal') }),
  lecun_uniform: () => ({ call: of('lecun_uniform()') }),
  orthogonal: () => ({ call: of('orthogonal()') }),
  sparse: ({ sparsity, std }) => ({
    before: `order = jnp.argsort(jax.random.uniform(next(keys), shape), 1)`,
    call: `jnp.where(order < np.ceil(${num(sparsity)} * fan_out), 0, ${of(`normal(${num(std)})`)})`,
    note: "JAX has none: a share of every input's weights is 0",
  }),
  eye: () => ({ call: 'jnp.eye(fan_in, fan_out)' }),
  constant: ({ value }) => ({ call: of(`constant(${num(value)})`) }),
  zeros: () => ({ call: of('zeros') }),
  linear_default: () => ({
    call: scaling('1 / 3', 'fan_in', 'uniform'),
    note: "PyTorch's nn.Linear, kaiming_uniform_ with a = √5: U(±1 / √fan_in), and so its biases; Flax's Dense begins with lecun_normal and biases of 0",
  }),
  lsuv: () => ({ call: of('orthogonal()') }),
};

const framework: ArrayFramework = {
  name: 'JAX',
  ops: 'jnp',
  imports: ({ input }) =>
    lines(
      input === 'digits' && 'from urllib.request import urlretrieve\n',
      'import jax',
      'import jax.numpy as jnp',
      'import numpy as np',
      'from jax.nn import initializers',
    ),
  seed: (seed, draws) =>
    lines(
      "jax.config.update('jax_default_matmul_precision', 'float32')  # also on a GPU or TPU",
      `keys = iter(jax.random.split(jax.random.key(${seed}), ${draws}))`,
    ),
  normal,
  uniform,
  cast: (x, format) => `${x}.astype(jnp.${format})`,
  zeros: (shape) => `jnp.zeros(${shape})`,
  full: (shape, value) => `jnp.full(${shape}, ${value})`,
  kernel: (experiment) => kernels[experiment.scheme](experiment),
  activations: jaxActivations,
  pixels: `url = 'https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz'
pixels = np.load(urlretrieve(url)[0])['x_train'][:batch]`,
  tensor: (array) => `jnp.asarray(${array}, jnp.float32)`,
  numpy: 'x',
  taps: true,
  gradients: `pre, post = forward(x, ws)
zeros = [jnp.zeros_like(h) for h in pre[1:]]
loss = lambda *given: jnp.sum(cotangent * forward(*given)[1][-1])
dx, dw, dh, da = jax.grad(loss, argnums=(0, 1, 2, 3))(x, ws, zeros, zeros)`,
};

export const jax = arrayScript(framework);
