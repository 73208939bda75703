/** Activation functions: one row each, in PyTorch's names. */

import type { ExperimentValues } from './experiment';
import { schemeOf } from './schemes';
import {
  normalCdf,
  normalPdf,
  sech2,
  sigmoid,
  sigmoidSlope,
  softplus,
  tanhshrink,
} from './special';

export interface Activation {
  /**
   * φ in double precision, PyTorch's at ±inf too; also the CPU engine's, which rounds the result to
   * float32.
   */
  phi(x: number, slope: number): number;
  /** φ′, one-sided where PyTorch's autograd is. */
  derivative(x: number, slope: number): number;
  /**
   * The same two as WGSL expressions of `x: f32` and `slope: f32`, with the functions of
   * shaders/functions.wgsl. They matter for finite x only: kernels know the limits from `limitsOf`.
   */
  readonly wgsl: { readonly phi: string; readonly derivative: string };
  /** `torch.nn.init.calculate_gain`; absent where PyTorch defines none. */
  gain?(slope: number): number;
  /**
   * Only where PyTorch's backward compares h instead of multiplying by φ′: what a gradient is
   * multiplied by where h is NaN; and a slope of 0 then makes even an infinite gradient 0.
   */
  slopeAtNan?(slope: number): number;
  /** φ reads `slope`, PyTorch's negative_slope. */
  readonly sloped?: true;
  readonly formula: string;
  readonly source: string;
}

const clamp = (x: number, low: number, high: number) => Math.max(low, Math.min(high, x));
const within = (x: number, low: number, high: number) => (x > low && x < high ? 1 : 0);

// Klambauer et al. 2017: the only pair for which mean 0 and variance 1 are a fixed point.
const [SELU_SCALE, SELU_ALPHA] = [1.0507009873554805, 1.6732632423543772];
const [GELU_A, GELU_B] = [Math.sqrt(2 / Math.PI), 0.044715];
const geluTanhArgument = (x: number) => 2 * GELU_A * (x + GELU_B * x ** 3);

const exponentialLinear = {
  phi: (x: number) => (x > 0 ? x : Math.expm1(x)),
  derivative: (x: number) => (x > 0 ? 1 : Math.exp(x)),
  wgsl: {
    phi: 'select(expm1_(min(x, 0.0)), x, x > 0.0)',
    derivative: 'select(exp_(min(x, 0.0)), 1.0, x > 0.0)',
  },
};

export const activations = {
  identity: {
    phi: (x) => x,
    derivative: () => 1,
    wgsl: { phi: 'x', derivative: '1.0' },
    slopeAtNan: () => 1,
    gain: () => 1,
    formula: 'x',
    source: 'torch.nn.Identity',
  },
  relu: {
    phi: (x) => Math.max(x, 0),
    derivative: (x) => (x > 0 ? 1 : 0),
    wgsl: { phi: 'select(x, 0.0, x < 0.0)', derivative: 'select(0.0, 1.0, x > 0.0)' },
    slopeAtNan: () => 1,
    gain: () => Math.SQRT2,
    formula: 'max(x, 0)',
    source: 'torch.nn.ReLU',
  },
  leaky_relu: {
    phi: (x, slope) => (x > 0 ? x : slope * x),
    derivative: (x, slope) => (x > 0 ? 1 : slope),
    wgsl: { phi: 'select(slope * x, x, x > 0.0)', derivative: 'select(slope, 1.0, x > 0.0)' },
    slopeAtNan: (slope) => slope,
    gain: (slope) => Math.sqrt(2 / (1 + slope * slope)),
    sloped: true,
    formula: 'x, slope · x below 0',
    source: 'torch.nn.LeakyReLU; Maas et al. 2013',
  },
  relu6: {
    phi: (x) => clamp(x, 0, 6),
    derivative: (x) => within(x, 0, 6),
    wgsl: { phi: 'clamp(x, 0.0, 6.0)', derivative: 'select(0.0, 1.0, x > 0.0 && x < 6.0)' },
    slopeAtNan: () => 0,
    formula: 'min(max(x, 0), 6)',
    source: 'torch.nn.ReLU6',
  },
  elu: {
    ...exponentialLinear,
    formula: 'x, eˣ − 1 below 0',
    source: 'torch.nn.ELU; Clevert et al. 2016',
  },
  celu: {
    ...exponentialLinear,
    formula: 'x, eˣ − 1 below 0 (α = 1)',
    source: 'torch.nn.CELU; Barron 2017',
  },
  selu: {
    phi: (x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)),
    derivative: (x) => SELU_SCALE * (x > 0 ? 1 : SELU_ALPHA * Math.exp(x)),
    wgsl: {
      phi: 'select(1.7580993408473766 * expm1_(min(x, 0.0)), 1.0507009873554805 * x, x > 0.0)',
      derivative: 'select(1.7580993408473766 * exp_(min(x, 0.0)), 1.0507009873554805, x > 0.0)',
    },
    gain: () => 3 / 4,
    formula: '1.0507 · (x, 1.6733 (eˣ − 1) below 0)',
    source: 'torch.nn.SELU; Klambauer et al. 2017',
  },
  gelu: {
    phi: (x) => x * normalCdf(x),
    derivative: (x) => normalCdf(x) + x * normalPdf(x),
    wgsl: {
      phi: 'max(x, -40.0) * normal_cdf(x)',
      derivative: 'normal_cdf(x) + clamp(x, -40.0, 40.0) * normal_pdf(x)',
    },
    formula: 'x Φ(x)',
    source: 'torch.nn.GELU; Hendrycks & Gimpel 2016',
  },
  gelu_tanh: {
    phi: (x) => x * sigmoid(geluTanhArgument(x)),
    derivative: (x) => {
      const u = geluTanhArgument(x);
      return sigmoid(u) + x * sigmoidSlope(u) * 2 * GELU_A * (1 + 3 * GELU_B * x * x);
    },
    wgsl: {
      phi: 'max(x, -40.0) * sigmoid_(gelu_tanh_argument(x))',
      derivative: 'gelu_tanh_slope(x)',
    },
    formula: 'x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))',
    source: "torch.nn.GELU(approximate='tanh')",
  },
  silu: {
    phi: (x) => x * sigmoid(x),
    derivative: (x) => sigmoid(x) + x * sigmoidSlope(x),
    wgsl: {
      phi: 'max(x, -200.0) * sigmoid_(x)',
      derivative: 'sigmoid_(x) + clamp(x, -200.0, 200.0) * sigmoid_slope(x)',
    },
    formula: 'x / (1 + e⁻ˣ)',
    source: 'torch.nn.SiLU; Elfwing et al. 2018',
  },
  mish: {
    phi: (x) => x * Math.tanh(softplus(x)),
    derivative: (x) => Math.tanh(softplus(x)) + x * sech2(softplus(x)) * sigmoid(x),
    wgsl: { phi: 'max(x, -200.0) * tanh_softplus(x)', derivative: 'mish_slope(x)' },
    formula: 'x tanh(ln(1 + eˣ))',
    source: 'torch.nn.Mish; Misra 2020',
  },
  softplus: {
    phi: softplus,
    derivative: sigmoid,
    wgsl: { phi: 'max(x, 0.0) + log1p_(exp_(-abs(x)))', derivative: 'sigmoid_(x)' },
    formula: 'ln(1 + eˣ)',
    source: 'torch.nn.Softplus',
  },
  tanh: {
    phi: Math.tanh,
    derivative: sech2,
    wgsl: { phi: 'tanh_(x)', derivative: 'sech2_(x)' },
    gain: () => 5 / 3,
    formula: 'tanh x',
    source: 'torch.nn.Tanh',
  },
  sigmoid: {
    phi: sigmoid,
    derivative: sigmoidSlope,
    wgsl: { phi: 'sigmoid_(x)', derivative: 'sigmoid_slope(x)' },
    gain: () => 1,
    formula: '1 / (1 + e⁻ˣ)',
    source: 'torch.nn.Sigmoid',
  },
  hardtanh: {
    phi: (x) => clamp(x, -1, 1),
    derivative: (x) => within(x, -1, 1),
    wgsl: { phi: 'clamp(x, -1.0, 1.0)', derivative: 'select(0.0, 1.0, abs(x) < 1.0)' },
    slopeAtNan: () => 0,
    formula: 'min(max(x, −1), 1)',
    source: 'torch.nn.Hardtanh',
  },
  hardsigmoid: {
    phi: (x) => clamp(x + 3, 0, 6) / 6,
    derivative: (x) => within(x, -3, 3) / 6,
    wgsl: {
      phi: 'clamp(x + 3.0, 0.0, 6.0) / 6.0',
      derivative: 'select(0.0, 1.0 / 6.0, abs(x) < 3.0)',
    },
    slopeAtNan: () => 0,
    formula: 'min(max(x + 3, 0), 6) / 6',
    source: 'torch.nn.Hardsigmoid',
  },
  hardswish: {
    phi: (x) => x * (clamp(x + 3, 0, 6) / 6),
    derivative: (x) => (x < -3 ? 0 : x < 3 ? (x + 1.5) / 3 : 1),
    wgsl: {
      phi: 'x * (clamp(x + 3.0, 0.0, 6.0) / 6.0)',
      // Exact where it is 0. Without the clamp compilers multiply out, and round a third before they add.
      derivative: 'select(select(1.0, clamp(x + 1.5, -1.5, 4.5) / 3.0, x < 3.0), 0.0, x < -3.0)',
    },
    slopeAtNan: () => Number.NaN,
    formula: 'x · hardsigmoid(x)',
    source: 'torch.nn.Hardswish; Howard et al. 2019',
  },
  softsign: {
    phi: (x) => x / (1 + Math.abs(x)),
    derivative: (x) => (Number.isFinite(x) ? 1 / (1 + Math.abs(x)) ** 2 : Number.NaN),
    wgsl: { phi: 'x / (1.0 + abs(x))', derivative: 'softsign_slope(x)' },
    formula: 'x / (1 + |x|)',
    source: 'torch.nn.Softsign',
  },
  tanhshrink: {
    phi: tanhshrink,
    derivative: (x) => Math.tanh(x) ** 2,
    wgsl: {
      phi: 'tanhshrink_(x)',
      derivative: 'tanhshrink_slope(x)',
    },
    formula: 'x − tanh x',
    source: 'torch.nn.Tanhshrink',
  },
  sin: {
    phi: Math.sin,
    derivative: Math.cos,
    wgsl: { phi: 'sin_cos(x).x', derivative: 'sin_cos(x).y' },
    formula: 'sin x',
    source: 'torch.sin; Sitzmann et al. 2020',
  },
} as const satisfies Record<string, Activation>;

export type ActivationName = keyof typeof activations;

/** The row of an activation, typed as any row. */
export const activationOf = (name: ActivationName): Activation => activations[name];

/**
 * What kernels cannot be trusted to work out, because WGSL may assume that there is neither inf nor
 * NaN: φ and φ′ at ±inf, and φ′ at NaN (see `slopeAtNan`; NaN itself without it).
 */
export function limitsOf(name: ActivationName, slope: number) {
  const { phi, derivative, slopeAtNan } = activationOf(name);
  const [up, down] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return {
    phi: { up: phi(up, slope), down: phi(down, slope) },
    derivative: { up: derivative(up, slope), down: derivative(down, slope) },
    slopeAtNan: slopeAtNan?.(slope) ?? Number.NaN,
    compares: slopeAtNan !== undefined,
  };
}

/** Largest |φ′| on a fine grid of ±20: what “saturated” is measured against. */
export function largestSlope(name: ActivationName, slope: number): number {
  const { derivative } = activationOf(name);
  let largest = 0;
  for (let x = -20; x <= 20; x += 1 / 64)
    largest = Math.max(largest, Math.abs(derivative(x, slope)));
  return largest;
}

/** A unit is saturated where |φ′| is below this share of its largest value. */
export const SATURATED_SHARE = 0.01;

/** The same as a person reads it: for tanh and ReLU |φ′| < 0.01, for a sigmoid < 0.0025. */
export const FLAT_IN_WORDS = `|φ′| < ${100 * SATURATED_SHARE} % of max`;

/** Below this, |φ′| counts as saturated. */
export const flatSlope = (name: ActivationName, slope: number) =>
  SATURATED_SHARE * largestSlope(name, slope);

/**
 * The gain with which a scheme's weights have `torch.nn.init.calculate_gain` of the activation, less
 * what the scheme's formula already holds of it; undefined where PyTorch defines none.
 */
export function gainOfActivation(experiment: ExperimentValues): number | undefined {
  const { activation, slope, scheme } = experiment;
  const gain = activationOf(activation).gain?.(slope);
  return gain === undefined ? undefined : gain / (schemeOf(scheme).impliedGain?.(experiment) ?? 1);
}
