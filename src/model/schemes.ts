/** Initialization schemes: one row each, in PyTorch's names. W has shape [fan_out, fan_in]. */

/** The parameters a scheme may take; each is also a row of `properties`. */
export interface SchemeParameters {
  /** Standard deviation of every weight. */
  readonly std: number;
  /** Factor on the standard deviation, as in `torch.nn.init.calculate_gain`. */
  readonly gain: number;
  /** Negative slope of the rectifier the scheme assumes, `a` in `torch.nn.init.kaiming_normal_`. */
  readonly a: number;
  /** Which fan the scheme divides by, `mode` in `torch.nn.init.kaiming_normal_`. */
  readonly mode: FanMode;
}

export const fanModes = ['fan_in', 'fan_out'] as const;
export type FanMode = (typeof fanModes)[number];

/** Distributions the sampling kernel draws with mean 0 and variance 1. */
export type Distribution = 'normal' | 'uniform';

export interface Scheme {
  readonly distribution: Distribution;
  /** Which of `SchemeParameters` the scheme reads; the panel shows only these. */
  readonly parameters: readonly (keyof SchemeParameters)[];
  /** Standard deviation as a person reads it. */
  readonly formula: string;
  /** Standard deviation of a weight of a layer with these fans. */
  std(fanIn: number, fanOut: number, p: SchemeParameters): number;
  readonly source: string;
}

const xavierStd = (fanIn: number, fanOut: number, gain: number) =>
  gain * Math.sqrt(2 / (fanIn + fanOut));

export const schemes = {
  normal: {
    distribution: 'normal',
    parameters: ['std'],
    formula: 'std',
    std: (_in, _out, { std }) => std,
    source: 'torch.nn.init.normal_',
  },
  lecun_normal: {
    distribution: 'normal',
    parameters: ['gain'],
    formula: 'gain / √fan_in',
    std: (fanIn, _out, { gain }) => gain / Math.sqrt(fanIn),
    source: 'LeCun et al. 1998, Efficient BackProp',
  },
  xavier_normal: {
    distribution: 'normal',
    parameters: ['gain'],
    formula: 'gain · √(2 / (fan_in + fan_out))',
    std: (fanIn, fanOut, { gain }) => xavierStd(fanIn, fanOut, gain),
    source: 'torch.nn.init.xavier_normal_; Glorot & Bengio 2010',
  },
  xavier_uniform: {
    distribution: 'uniform',
    parameters: ['gain'],
    formula: 'gain · √(2 / (fan_in + fan_out))',
    std: (fanIn, fanOut, { gain }) => xavierStd(fanIn, fanOut, gain),
    source: 'torch.nn.init.xavier_uniform_; Glorot & Bengio 2010',
  },
  kaiming_normal: {
    distribution: 'normal',
    parameters: ['a', 'mode'],
    formula: '√(2 / ((1 + a²) · fan))',
    std: (fanIn, fanOut, { a, mode }) =>
      Math.sqrt(2 / ((1 + a * a) * (mode === 'fan_in' ? fanIn : fanOut))),
    source: 'torch.nn.init.kaiming_normal_; He et al. 2015',
  },
} as const satisfies Record<string, Scheme>;

export type SchemeName = keyof typeof schemes;

/** The row of a scheme, typed as any row. */
export const schemeOf = (name: SchemeName): Scheme => schemes[name];
