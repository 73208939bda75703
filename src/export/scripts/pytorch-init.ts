/** Schemes by their name in `torch.nn.init`: what a script does with a `layer`, an `nn.Linear`. */
import { gainOfActivation } from '../../model/activations';
import type { Experiment } from '../../model/experiment';
import { type SchemeName, schemeOf } from '../../model/schemes';
import { comment, num } from './python';

interface Written {
  /** Fills `layer.weight`; absent where there is nothing to do. */
  readonly call?: string;
  /** What PyTorch lacks, or does otherwise. */
  readonly note?: string;
  /** The call takes the gain itself, or the scheme has none. */
  readonly hasGain?: true;
}

/** Names of `torch.nn.init.calculate_gain`, where an experiment's gain may come from. */
const nonlinearities: Partial<Record<Experiment['activation'], (slope: number) => string>> = {
  relu: () => "'relu'",
  leaky_relu: (slope) => `'leaky_relu', ${num(slope)}`,
  selu: () => "'selu'",
  tanh: () => "'tanh'",
};

/** `, gain=…`: PyTorch's own of the activation by its name. */
function gainOf(experiment: Experiment): string {
  const { gain, activation, slope } = experiment;
  if (gain === 1) return '';
  const named = nonlinearities[activation];
  const own = gainOfActivation(experiment) ?? Number.NaN;
  // To what a link keeps of 5/3, or a person types.
  return named && Math.abs(own - gain) < 1e-9 * gain
    ? `, gain=nn.init.calculate_gain(${named(slope)})`
    : `, gain=${num(gain)}`;
}

const kaiming =
  (name: 'kaiming_normal_' | 'kaiming_uniform_') =>
  ({ a, mode }: Experiment): Written => ({
    call: `nn.init.${name}(layer.weight${mode === 'fan_in' ? '' : `, mode='${mode}'`}${
      a === 0 ? ", nonlinearity='relu'" : `, a=${num(a)}, nonlinearity='leaky_relu'`
    })`,
  });

const rows: Record<SchemeName, (e: Experiment) => Written> = {
  normal: ({ std }) => ({ call: `nn.init.normal_(layer.weight, std=${num(std)})` }),
  uniform: ({ bound }) => ({
    call: `nn.init.uniform_(layer.weight, -${num(bound)}, ${num(bound)})`,
  }),
  trunc_normal: ({ std }) =>
    std === 0
      ? {
          call: 'nn.init.zeros_(layer.weight)',
          note: 'trunc_normal_ divides by its std, which is 0',
        }
      : {
          call: `nn.init.trunc_normal_(layer.weight, std=${num(std)}, a=-2 * ${num(std)}, b=2 * ${num(std)})`,
          note: 'trunc_normal_ cuts at -2 and 2 themselves unless told otherwise: here at 2 std. The std left is 0.8796 of the one given',
        },
  xavier_normal: (e) => ({
    call: `nn.init.xavier_normal_(layer.weight${gainOf(e)})`,
    hasGain: true,
  }),
  xavier_uniform: (e) => ({
    call: `nn.init.xavier_uniform_(layer.weight${gainOf(e)})`,
    hasGain: true,
  }),
  kaiming_normal: kaiming('kaiming_normal_'),
  kaiming_uniform: kaiming('kaiming_uniform_'),
  lecun_normal: () => ({
    call: "nn.init.kaiming_normal_(layer.weight, nonlinearity='linear')",
    note: 'PyTorch has no lecun_normal_: with the gain of a linear layer, 1, this is N(0, 1 / fan_in)',
  }),
  lecun_uniform: () => ({
    call: "nn.init.kaiming_uniform_(layer.weight, nonlinearity='linear')",
    note: 'PyTorch has no lecun_uniform_: with the gain of a linear layer, 1, its variance is 1 / fan_in',
  }),
  orthogonal: (e) => ({ call: `nn.init.orthogonal_(layer.weight${gainOf(e)})`, hasGain: true }),
  sparse: ({ sparsity, std }) => ({
    call: `nn.init.sparse_(layer.weight, sparsity=${num(sparsity)}, std=${num(std)})`,
  }),
  eye: () => ({ call: 'nn.init.eye_(layer.weight)' }),
  constant: ({ value }) => ({ call: `nn.init.constant_(layer.weight, ${num(value)})` }),
  zeros: () => ({ call: 'nn.init.zeros_(layer.weight)', hasGain: true }),
  linear_default: () => ({
    note: "nn.Linear has begun so by itself: kaiming_uniform_ with a = √5, which is U(±1 / √fan_in) and not Kaiming's for ReLU, and biases of the same range",
  }),
  // What follows depends on the data: see `lsuv`.
  lsuv: () => ({ call: 'nn.init.orthogonal_(layer.weight)', hasGain: true }),
};

function biasOf({ scheme, bias, biasValue, biasStd }: Experiment): string | undefined {
  if (schemeOf(scheme).ownBias) return undefined;
  if (bias === 'constant') return `nn.init.constant_(layer.bias, ${num(biasValue)})`;
  if (bias === 'normal') return `nn.init.normal_(layer.bias, std=${num(biasStd)})`;
  return 'nn.init.zeros_(layer.bias)';
}

/** Lines that fill a `layer`'s weights and biases. */
export function initLines(experiment: Experiment): string[] {
  const { scheme, gain } = experiment;
  const { call, note, hasGain } = rows[scheme](experiment);
  const bias = biasOf(experiment);
  return [
    ...(note ? [comment(note)] : []),
    ...(call ? [call] : []),
    ...(hasGain || gain === 1 ? [] : [`layer.weight.mul_(${num(gain)})  # gain`]),
    ...(bias ? [bias] : []),
  ];
}
