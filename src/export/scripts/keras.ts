/** An experiment as a script in Keras 3; its gradients are TensorFlow's. */
import type { Experiment } from '../../model/experiment';
import type { SchemeName } from '../../model/schemes';
import { kerasActivations } from './activations';
import { type ArrayFramework, arrayScript, type Kernel } from './arrays';
import { lines, num } from './python';

const of = (name: string, ...given: string[]) =>
  `initializers.${name}(${[...given, 'seed=seeds'].join(', ')})(shape)`;
const scaling = (scale: string, mode: string, distribution: 'untruncated_normal' | 'uniform') =>
  of('VarianceScaling', scale, `'${mode}'`, `'${distribution}'`);
const normal = (shape: string) => `keras.random.normal(${shape}, seed=seeds)`;
const uniform = (shape: string, bound: string) =>
  `keras.random.uniform(${shape}, -(${bound}), ${bound}, seed=seeds)`;

/** Why none of them is used for PyTorch's normal schemes. */
const cut = (name: string) =>
  `Keras' ${name} is cut at 2 std and divided by 0.8796, for the same variance; PyTorch's is not cut, and nor is this`;
const kaimingScale = ({ a }: Experiment) => (a === 0 ? '2' : `2 / (1 + ${num(a)} ** 2)`);

const kernels: Record<SchemeName, (e: Experiment) => Kernel> = {
  normal: ({ std }) => ({ call: of('RandomNormal', `stddev=${num(std)}`) }),
  uniform: ({ bound }) => ({ call: of('RandomUniform', `-${num(bound)}`, num(bound)) }),
  trunc_normal: ({ std }) => ({
    call: of('TruncatedNormal', `stddev=${num(std)}`),
    note: 'Cut at 2 std: the std left is 0.8796 of the one given. VarianceScaling makes up for that, this does not',
  }),
  xavier_normal: () => ({
    call: scaling('1', 'fan_avg', 'untruncated_normal'),
    note: cut('GlorotNormal'),
  }),
  xavier_uniform: () => ({ call: of('GlorotUniform') }),
  kaiming_normal: (e) => ({
    call: scaling(kaimingScale(e), e.mode, 'untruncated_normal'),
    note: cut('HeNormal'),
  }),
  kaiming_uniform: (e) =>
    e.a === 0 && e.mode === 'fan_in'
      ? { call: of('HeUniform') }
      : {
          call: scaling(kaimingScale(e), e.mode, 'uniform'),
          note: 'HeUniform with another slope or fan, which Keras has by no name',
        },
  lecun_normal: () => ({
    call: scaling('1', 'fan_in', 'untruncated_normal'),
    note: cut('LecunNormal'),
  }),
  lecun_uniform: () => ({ call: of('LecunUniform') }),
  orthogonal: () => ({ call: of('Orthogonal') }),
  sparse: ({ sparsity, std }) => ({
    before: `order = ops.argsort(keras.random.uniform(shape, seed=seeds), 1)
kept = ops.cast(order >= int(np.ceil(${num(sparsity)} * fan_out)), 'float32')`,
    call: `kept * ${of('RandomNormal', `stddev=${num(std)}`)}`,
    note: "Keras has none: a share of every input's weights is 0",
  }),
  eye: () => ({ call: `initializers.Identity()(shape)` }),
  constant: ({ value }) => ({ call: `initializers.Constant(${num(value)})(shape)` }),
  zeros: () => ({ call: `initializers.Zeros()(shape)` }),
  linear_default: () => ({
    call: scaling('1 / 3', 'fan_in', 'uniform'),
    note: "PyTorch's nn.Linear, kaiming_uniform_ with a = √5: U(±1 / √fan_in), and so its biases; Keras' Dense begins with GlorotUniform and biases of 0",
  }),
  lsuv: () => ({ call: of('Orthogonal') }),
};

const framework: ArrayFramework = {
  name: 'Keras',
  ops: 'ops',
  imports: ({ backward }) =>
    lines(
      'import keras',
      'import numpy as np',
      backward && "import tensorflow as tf  # Keras' backend, for the gradients",
      'from keras import initializers, ops',
    ),
  seed: (seed) => `# With a mere number every call would return the same draws
seeds = keras.random.SeedGenerator(${seed})`,
  normal,
  uniform,
  cast: (x, format) => `ops.cast(${x}, '${format}')`,
  zeros: (shape) => `ops.zeros(${shape})`,
  full: (shape, value) => `ops.full(${shape}, ${value})`,
  kernel: (experiment) => kernels[experiment.scheme](experiment),
  activations: kerasActivations,
  pixels: 'pixels = keras.datasets.mnist.load_data()[0][0][:batch]',
  tensor: (array) => `ops.convert_to_tensor(${array}, 'float32')`,
  numpy: 'ops.convert_to_numpy(x)',
  taps: false,
  gradients: `with tf.GradientTape() as tape:
    tape.watch([x, ws])
    pre, post = forward(x, ws)
dx, dw, dh, da = tape.gradient(post[-1], [x, ws, pre[1:], post[1:]], cotangent)`,
};

export const keras = arrayScript(framework);
