/** Activations as each framework writes them: a row each. */
import type { ActivationName } from '../../model/activations';
import { num } from './python';

export interface WrittenActivation {
  /** A Python function of one tensor. */
  readonly call: string | ((slope: number) => string);
  /** Where the framework's own is not quite what is computed here. */
  readonly note?: string;
}
type Rows = Record<ActivationName, WrittenActivation>;

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
  tanhshrink: { call: 'nn.Tanhshrink()' },
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
  tanhshrink: { call: 'lambda h: h - jnp.tanh(h)', note: 'JAX has no tanhshrink' },
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
  tanhshrink: { call: 'lambda h: h - ops.tanh(h)' },
  sin: keras('sin'),
};
