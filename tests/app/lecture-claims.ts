/** What must be on screen in each step of the lesson: every live value of its text and its reveal. */
import {
  BATCH,
  type Claim,
  exactly,
  inDecades,
  layer,
  linear,
  linearDecades,
  linearError,
  mean,
  variance,
  within,
} from './claim';

const pytorch = 'PyTorch, 8 seeds of 128 samples';
const measured = (seeds: number) => `CPU engine, ${seeds} seeds of 32 samples`;
const { log10 } = Math;

/** Where the lesson says how a random network of ReLU strays, it is PyTorch's figure. */
const fading = within(-15.29, 0.26, pytorch);
/** ln varies by Σ 2/(n B) + (Σ 1/n)² over layers that narrow from 2048 to 32: 0.038 in log10. */
const tapered = (factor: number) => inDecades(within(log10(factor), 0.047, measured(8)));

/** By chapter and step, each counted from 1; then by name, as the text has it. */
export const claims: Readonly<Record<string, Readonly<Record<string, Claim>>>> = {
  '1.1': { 'mean 0': mean(0, 784), 'variance 0': variance(1, 784) },
  '1.2': { 'mean 0': mean(0, 78_400), 'variance 0': variance(1, 78_400) },
  '2.1': {
    'first broken': layer(
      27,
      'overflow is certain at layer 27, and 8 standard deviations off at 26',
    ),
    'variance 26': linearDecades(26 * log10(784), 26, 784),
  },
  '2.2': { 'variance 1': linear(784, 1, 784), 'variance 2': linearDecades(2 * log10(784), 2, 784) },
  '2.3': {
    growth: within(784, (784 * linearError(26, 784)) / 26, 'linear network, a layer of 26'),
    fan_in: exactly(784),
    'variance 10': linearDecades(10 * log10(784), 10, 784),
  },
  '2.4': { 'first broken': layer(27, 'as before') },
  '3.1': {
    'variance 1': linear(784, 1, 784),
    'figure.n': exactly(100),
    // Pre-activations share weights and inputs: relativeError of the figure’s layer is 1.35 %.
    'figure.variance': within(100, 1.35, 'the figure’s own error bar'),
  },
  '3.2': { 'variance 10': linearDecades(20, 10, 100) },
  '4.2': { 'figure.n': exactly(784), 'figure.end_variance': variance(784, 200) },
  '5.2': {
    'figure.n': exactly(100),
    'figure.predicted': exactly(500),
    'figure.measured': variance(500, 4000),
  },
  '5.3': {
    'mean 0': mean(2, 784 * BATCH),
    // Four fifths come from the mean of x, which all samples share: one draw a unit.
    'variance 1': within(
      3920,
      3920 * Math.hypot(0.8 * Math.sqrt(2 / 784), linearError(1, 784)),
      '0.8 √(2/784), and a linear layer’s',
    ),
  },
  '6.2': {
    'figure.variance': variance(100, 2000),
    'figure.std': within(10, 10 / Math.sqrt(2 * 2000), 'std / √(2 · count)'),
  },
  '7.1': { 'figure.before': variance(100, 4000), 'figure.after': variance(1, 4000) },
  '7.2': { 'figure.before': variance(100, 4000), 'figure.after': variance(10, 4000) },
  '7.3': { 'figure.after': variance(1, 4000) },
  '8.1': { 'figure.sum_of_deviations': exactly(0) },
  // Of the five points that it begins with: 1, 2.5, 3, 6, 9.
  '8.2': { 'figure.variance': exactly(8.16) },
  '9.1': { 'variance 50': linearDecades(100 * log10(1.05), 50, 784) },
  '9.2': { 'variance 50': linearDecades(100 * log10(0.95), 50, 784) },
  '9.3': { 'mean 1': mean(0, 784 * BATCH), 'variance 1': linear(1, 1, 784) },
  '10.1': { 'std of weights': exactly(1 / 28) },
  '10.2': { 'variance 1': linear(1, 1, 784), 'variance 50': linearDecades(-0.015, 50, 784) },
  '10.3': {
    'log10 variance 50': within(-0.015, linearError(50, 784) / Math.LN10, 'linear, 50 × 784'),
  },
  '11.1': { 'variance 50': inDecades(fading) },
  '11.2': {
    'log10 variance 50': fading,
    growth: within(10 ** (-15.29 / 50), (10 ** (-15.29 / 50) * Math.LN10 * 0.26) / 50, pytorch),
  },
  '11.3': { 'correlation 50': within(0.981, 0.0044, measured(12)) },
  // A layer of 512 and 256 samples: 2.3 times as sure as the one below.
  '12.1': { 'figure.mean_over_sigma': within(0.399, 0.0031 / 2.3, measured(12)) },
  '12.2': {
    'figure.second_moment_ratio': within(0.5, 0.0066 / 2.3, measured(12)),
    'figure.variance_ratio': within(0.341, 0.0046 / 2.3, measured(12)),
  },
  '12.3': {
    'kept second moment 1': within(0.5, 0.0066, measured(12)),
    'kept variance 1': within(0.341, 0.0046, measured(12)),
    'mean in stds 1': within(0.399, 0.0031, measured(12)),
  },
  '13.2': {
    fan_in: exactly(784),
    'variance of weights': exactly(2 / 784),
    'second moment 50': inDecades(within(-0.07, 0.26, pytorch)),
    'log10 variance 50': within(-0.23, 0.26, pytorch),
  },
  '14.2': { 'variance 6 pre': tapered(1), 'variance 0 gradPost': tapered(1 / 64) },
  '14.3': { 'variance 6 pre': tapered(64), 'variance 0 gradPost': tapered(1) },
  '14.4': {
    'variance 6 pre': tapered((4 / 3) ** 6),
    'variance 0 gradPost': tapered((2 / 3) ** 6),
  },
  '15.1': { 'saturated 1': within(85.2, 0.31, measured(8)) },
  '15.2': {
    'variance 10': within(0.424, 0.0073, measured(8)),
    'variance 30': within(0.424, 0.0058, measured(8)),
  },
  '15.3': {
    'mean 30': within(0, 0.012, measured(8)),
    'variance 30': within(1, 0.023, measured(8)),
  },
  '15.4': {
    'theory log10 variance 30': exactly(-7.95),
    'log10 variance 30': within(-7.95, 0.26, measured(8)),
  },
  '16.1': { 'variance 50': inDecades(within(50 * log10(2), 0.092, measured(8))) },
  '16.2': { 'variance 50': within(1.02 ** 50, 0.062, measured(8)) },
  '16.3': {
    'variance 20 pre': exactly(1),
    'variance 1 gradWeight': inDecades(within(-1.217, 0.21, measured(8))),
  },
  '16.4': { 'first broken': layer(3, 'layer 3 lacks three standard deviations, layer 2 eighty') },
};
