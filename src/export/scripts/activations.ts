/** Activations as each framework writes them: a row each. */
import type { ActivationName } from '../../model/activations';
import { comment, indented, num } from './python';

export interface WrittenActivation {
  /** A Python function of one tensor. */
  readonly call: string | ((slope: number) => string);
  /** A function that it takes. */
  readonly before?: string;
  /** Where the framework's own is not quite what is computed here. */
  readonly note?: string;
}
type Rows = Record<ActivationName, WrittenActivation>;

const SERIES =
  'x - tanh(x), which in float32 leaves nothing of a small x: there its series, as Initscope has it';

/** x − tanh x, of whose small arguments the difference would keep only rounding. */
const shrink = (ops: string, own: string, small: string) => ({
  before: `def tanhshrink(x):
${indented(comment(`${own}${SERIES}`))}
    s = ${small}
    series = s**3 / 3 - 2 * s**5 / 15 + 17 * s**7 / 315 - 62 * s**9 / 2835
    return ${ops}.where(${ops}.abs(x) < 0.3, series, x - ${ops}.tanh(x))`,
  call: 'tanhshrink',
});

/** Of `torch.nn`. */
export const torchActivations: Rows = {
  identity: { call: 'nn.Identity()' },
  relu: { call: 'nn.ReLU()' },
  leaky_relu: { call: (slope) => `nn.LeakyReLU(${num(slope)})` },
  relu6: { call: 'nn.ReLU6()' },
  elu: { call: 'nn.ELU()' },
  celu: { call: 'nn.CELU()' },
  selu: { call: 'nn.SELU()' },
  gelu: { call: 'nn.GELU()' },
  gelu_tanh: { call: "nn.GELU(approximate='tanh')" },
  silu: { call: 'nn.SiLU()' },
  mish: { call: 'nn.Mish()' },
  softplus: { call: 'nn.Softplus()' },
  tanh: { call: 'nn.Tanh()' },
  sigmoid: { call: 'nn.Sigmoid()' },
  hardtanh: { call: 'nn.Hardtanh()' },
  hardsigmoid: { call: 'nn.Hardsigmoid()' },
  hardswish: { call: 'nn.Hardswish()' },
  softsign: { call: 'nn.Softsign()' },
  tanhshrink: shrink('torch', 'nn.Tanhshrink is ', 'x.clamp(-0.3, 0.3)'),
  sin: { call: 'torch.sin', note: 'PyTorch has no module for it' },
};

const jnn = (name: string) => ({ call: `jax.nn.${name}` });

/** Of `jax.nn` and `jax.numpy`. */
export const jaxActivations: Rows = {
  identity: { call: 'lambda h: h' },
  relu: jnn('relu'),
  leaky_relu: { call: (slope) => `lambda h: jax.nn.leaky_relu(h, ${num(slope)})` },
  relu6: jnn('relu6'),
  elu: jnn('elu'),
  celu: jnn('celu'),
  selu: jnn('selu'),
  gelu: {
    call: 'lambda h: jax.nn.gelu(h, approximate=False)',
    note: "jax.nn.gelu is the tanh approximation unless told otherwise: here PyTorch's",
  },
  gelu_tanh: { call: 'lambda h: jax.nn.gelu(h, approximate=True)' },
  silu: jnn('silu'),
  mish: jnn('mish'),
  softplus: jnn('softplus'),
  tanh: { call: 'jnp.tanh' },
  sigmoid: jnn('sigmoid'),
  hardtanh: jnn('hard_tanh'),
  hardsigmoid: jnn('hard_sigmoid'),
  hardswish: jnn('hard_swish'),
  softsign: jnn('soft_sign'),
  tanhshrink: shrink('jnp', '', 'jnp.clip(x, -0.3, 0.3)'),
  sin: { call: 'jnp.sin' },
};

const keras = (name: string) => ({ call: `ops.${name}` });

/** Of `keras.ops`. */
export const kerasActivations: Rows = {
  identity: { call: 'keras.activations.linear' },
  relu: keras('relu'),
  leaky_relu: {
    call: (slope) => `lambda h: ops.leaky_relu(h, negative_slope=${num(slope)})`,
    note: "Keras' own negative slope is 0.2, PyTorch's 0.01",
  },
  relu6: keras('relu6'),
  elu: keras('elu'),
  celu: keras('celu'),
  selu: keras('selu'),
  gelu: {
    call: 'lambda h: ops.gelu(h, approximate=False)',
    note: 'ops.gelu is the tanh approximation unless told otherwise, keras.activations.gelu is not',
  },
  gelu_tanh: { call: 'lambda h: ops.gelu(h, approximate=True)' },
  silu: keras('silu'),
  mish: { call: 'keras.activations.mish' },
  softplus: keras('softplus'),
  tanh: keras('tanh'),
  sigmoid: keras('sigmoid'),
  hardtanh: { call: 'lambda h: ops.clip(h, -1, 1)' },
  hardsigmoid: {
    call: 'ops.hard_sigmoid',
    note: "Keras 3's has PyTorch's slope, 1/6; in Keras 2 it was 0.2",
  },
  hardswish: keras('hard_silu'),
  softsign: keras('softsign'),
  tanhshrink: shrink('ops', '', 'ops.clip(x, -0.3, 0.3)'),
  sin: keras('sin'),
};
