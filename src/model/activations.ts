/** Activation functions: one row each, in PyTorch's names. */
export interface Activation {
  /** Value in double precision; also the CPU engine's, which rounds the result to float32. */
  phi(x: number): number;
  /** The same value as a WGSL expression of `x: f32`. NaN never reaches it: the kernel keeps NaN. */
  readonly wgsl: string;
  /** `torch.nn.init.calculate_gain`. */
  readonly gain: number;
  readonly formula: string;
  readonly source: string;
}

export const activations = {
  identity: {
    phi: (x) => x,
    wgsl: 'x',
    gain: 1,
    formula: 'x',
    source: 'torch.nn.Identity',
  },
  relu: {
    phi: (x) => Math.max(x, 0),
    wgsl: 'select(x, 0.0, x < 0.0)',
    gain: Math.SQRT2,
    formula: 'max(x, 0)',
    source: 'torch.nn.ReLU',
  },
  tanh: {
    phi: Math.tanh,
    // tanh(±10) is ±1 in float32; beyond, some GPUs divide inf by inf.
    wgsl: 'tanh(clamp(x, -10.0, 10.0))',
    gain: 5 / 3,
    formula: 'tanh x',
    source: 'torch.nn.Tanh',
  },
} as const satisfies Record<string, Activation>;

export type ActivationName = keyof typeof activations;

/** The row of an activation, typed as any row. */
export const activationOf = (name: ActivationName): Activation => activations[name];
