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
