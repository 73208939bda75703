/**
 * Initialization schemes: one row each, in PyTorch's names. W has shape [fan_out, fan_in], and every
 * row's weights are `gain · scale` times draws of its distribution.
 */
import type { Distribution } from './distributions';

/** The parameters a scheme may take; each is also a row of `properties`. */
export interface SchemeParameters {
  /** Standard deviation of the draws, as in `torch.nn.init.normal_`. */
  readonly std: number;
  /** Half the width of the range, as in `torch.nn.init.uniform_(−bound, bound)`. */
  readonly bound: number;
  /** Every weight, as in `torch.nn.init.constant_`. */
  readonly value: number;
  /** Fraction of each column that is set to zero, as in `torch.nn.init.sparse_`. */
  readonly sparsity: number;
  /** Negative slope of the rectifier the scheme assumes, `a` in `torch.nn.init.kaiming_normal_`. */
  readonly a: number;
  /** Which fan the scheme divides by, `mode` in `torch.nn.init.kaiming_normal_`. */
  readonly mode: FanMode;
  /** Factor on every weight, as in `torch.nn.init.calculate_gain`. */
  readonly gain: number;
}

export const fanModes = ['fan_in', 'fan_out'] as const;
export type FanMode = (typeof fanModes)[number];

export interface Scheme {
  readonly distribution: Distribution;
  /** Which of `SchemeParameters` the scheme reads; the panel shows only these. */
  readonly parameters: readonly (keyof SchemeParameters)[];
  /** The weights without `gain`, as a person reads them. */
  readonly formula: string;
  /** Factor on the distribution's draws for a layer with these fans, `gain` left out. */
  scale(fanIn: number, fanOut: number, p: SchemeParameters): number;
  /** The gain that `scale` already holds; 1 if absent. */
  impliedGain?(p: SchemeParameters): number;
  /** Which fraction of each column is set to zero; none if absent. */
  zeros?(p: SchemeParameters): number;
  /** Biases come with the scheme: uniform in ±1/√fan_in, as in `torch.nn.Linear`. */
  readonly ownBias?: true;
  /** Weights are divided by the standard deviation of what the layer makes of its input. */
  readonly dataDependent?: true;
  readonly source: string;
}

const SQRT3 = Math.sqrt(3);
const xavier = (fanIn: number, fanOut: number) => Math.sqrt(2 / (fanIn + fanOut));
const lecun = (fanIn: number) => 1 / Math.sqrt(fanIn);
const rectifierGain = ({ a }: SchemeParameters) => Math.sqrt(2 / (1 + a * a));
const kaiming = (fanIn: number, fanOut: number, p: SchemeParameters) =>
  rectifierGain(p) / Math.sqrt(p.mode === 'fan_in' ? fanIn : fanOut);

export const schemes = {
  normal: {
    distribution: 'normal',
    parameters: ['std', 'gain'],
    formula: 'N(0, std²)',
    scale: (_in, _out, { std }) => std,
    source: 'torch.nn.init.normal_',
  },
  uniform: {
    distribution: 'uniform',
    parameters: ['bound', 'gain'],
    formula: 'U(±bound)',
    scale: (_in, _out, { bound }) => bound / SQRT3,
    source: 'torch.nn.init.uniform_',
  },
  trunc_normal: {
    distribution: 'trunc_normal',
    parameters: ['std', 'gain'],
    formula: 'N(0, std²) cut at ±2 std',
    scale: (_in, _out, { std }) => std,
    source: 'torch.nn.init.trunc_normal_ with a, b = ±2 std; its own −2, 2 are absolute',
  },
  xavier_normal: {
    distribution: 'normal',
    parameters: ['gain'],
    formula: 'N(0, 2 / (fan_in + fan_out))',
    scale: xavier,
    source: 'torch.nn.init.xavier_normal_; Glorot & Bengio 2010',
  },
  xavier_uniform: {
    distribution: 'uniform',
    parameters: ['gain'],
    formula: 'U(±√(6 / (fan_in + fan_out)))',
    scale: xavier,
    source: 'torch.nn.init.xavier_uniform_; Glorot & Bengio 2010',
  },
  kaiming_normal: {
    distribution: 'normal',
    parameters: ['mode', 'a', 'gain'],
    formula: 'N(0, 2 / ((1 + a²) fan))',
    scale: kaiming,
    impliedGain: rectifierGain,
    source: 'torch.nn.init.kaiming_normal_; He et al. 2015',
  },
  kaiming_uniform: {
    distribution: 'uniform',
    parameters: ['mode', 'a', 'gain'],
    formula: 'U(±√(6 / ((1 + a²) fan)))',
    scale: kaiming,
    impliedGain: rectifierGain,
    source: 'torch.nn.init.kaiming_uniform_; He et al. 2015',
  },
  lecun_normal: {
    distribution: 'normal',
    parameters: ['gain'],
    formula: 'N(0, 1 / fan_in)',
    scale: lecun,
    source: 'LeCun et al. 1998, Efficient BackProp',
  },
  lecun_uniform: {
    distribution: 'uniform',
    parameters: ['gain'],
    formula: 'U(±√(3 / fan_in))',
    scale: lecun,
    source: 'LeCun et al. 1998, Efficient BackProp',
  },
  orthogonal: {
    distribution: 'orthogonal',
    parameters: ['gain'],
    formula: 'Q, random with QᵀQ = 1',
    scale: () => 1,
    source: 'torch.nn.init.orthogonal_; Saxe et al. 2014',
  },
  sparse: {
    distribution: 'normal',
    parameters: ['sparsity', 'std', 'gain'],
    formula: 'N(0, std²), a share of each column 0',
    scale: (_in, _out, { std }) => std,
    zeros: ({ sparsity }) => sparsity,
    source: 'torch.nn.init.sparse_; Martens 2010',
  },
  eye: {
    distribution: 'eye',
    parameters: ['gain'],
    formula: '1 on the diagonal',
    scale: () => 1,
    source: 'torch.nn.init.eye_',
  },
  constant: {
    distribution: 'constant',
    parameters: ['value', 'gain'],
    formula: 'value',
    scale: (_in, _out, { value }) => value,
    source: 'torch.nn.init.constant_',
  },
  zeros: {
    distribution: 'constant',
    parameters: [],
    formula: '0',
    scale: () => 0,
    source: 'torch.nn.init.zeros_',
  },
  linear_default: {
    distribution: 'uniform',
    parameters: ['gain'],
    formula: 'U(±1 / √fan_in), biases too',
    scale: (fanIn) => 1 / Math.sqrt(3 * fanIn),
    ownBias: true,
    source: 'torch.nn.Linear.reset_parameters: kaiming_uniform_ with a = √5, and its bias',
  },
  lsuv: {
    distribution: 'orthogonal',
    parameters: ['gain'],
    formula: 'Q / std(Q x), from the data',
    scale: () => 1,
    dataDependent: true,
    source: 'Mishkin & Matas 2016, All you need is a good init',
  },
} as const satisfies Record<string, Scheme>;

export type SchemeName = keyof typeof schemes;

/** The row of a scheme, typed as any row. */
export const schemeOf = (name: SchemeName): Scheme => schemes[name];
