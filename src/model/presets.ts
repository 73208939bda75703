/** Experiments worth seeing, by name: one row each. */
import { type Experiment, type ExperimentValues, experimentWith, isSame } from './experiment';

interface Preset {
  readonly group: (typeof presetGroups)[number];
  /** One line on what it shows. */
  readonly shows: string;
  /** Differences from the article's start. */
  readonly changes: Partial<ExperimentValues>;
}

/** In the order in which they are listed. */
export const presetGroups = [
  'The article',
  'And beyond',
  'Backward',
  'In practice',
  'Input',
] as const;

const kaiming = { scheme: 'kaiming_normal', activation: 'relu' } as const;

export const presets = {
  'The article’s start': {
    group: 'The article',
    shows: 'N(0, 1) weights: the width multiplies the variance at every layer.',
    changes: {},
  },
  'The fix': {
    group: 'The article',
    shows: 'Weights divided by √fan_in: the variance stays near 1.',
    changes: { scheme: 'lecun_normal' },
  },
  'Add ReLU': {
    group: 'The article',
    shows: 'The same weights with ReLU: every layer halves the second moment.',
    changes: { scheme: 'lecun_normal', activation: 'relu' },
  },
  Kaiming: {
    group: 'The article',
    shows: 'Weights of std √(2 / fan_in) make up for the half that ReLU removes.',
    changes: kaiming,
  },
  SELU: {
    group: 'And beyond',
    shows: 'Mean 0 and variance 1 are SELU’s fixed point.',
    changes: { scheme: 'lecun_normal', activation: 'selu' },
  },
  'Tanh with gain 5/3': {
    group: 'And beyond',
    shows: 'PyTorch’s gain for tanh: the activations settle below variance 1.',
    changes: { scheme: 'xavier_normal', activation: 'tanh', gain: 5 / 3 },
  },
  'Orthogonal tanh': {
    group: 'And beyond',
    shows: 'Orthogonal weights preserve every norm; only tanh shrinks it, ever more slowly.',
    changes: { scheme: 'orthogonal', activation: 'tanh' },
  },
  LSUV: {
    group: 'And beyond',
    shows:
      'Each layer’s weights divided by the std of their outputs: pre-activations of variance 1.',
    changes: { scheme: 'lsuv', activation: 'relu' },
  },
  'All weights equal': {
    group: 'And beyond',
    shows: 'Constant weights: all units of a layer compute the same number.',
    changes: { scheme: 'constant', activation: 'tanh' },
  },
  'Kaiming, backward': {
    group: 'Backward',
    shows: 'With equal widths, fan_in works for the gradients too.',
    changes: { ...kaiming, backward: true },
  },
  'Glorot 2010': {
    group: 'Backward',
    shows: 'Xavier’s compromise between fan_in and fan_out, for tanh.',
    changes: { scheme: 'xavier_uniform', activation: 'tanh', backward: true },
  },
  'Tapering, fan_in': {
    group: 'Backward',
    shows: 'Widths fall from 784 to 64: the activations hold, the gradients shrink 12-fold in all.',
    changes: { ...kaiming, widths: [784], lastWidth: 64, shape: 'geometric', backward: true },
  },
  'Tapering, fan_out': {
    group: 'Backward',
    shows: 'The other mode: the gradients hold, the activations grow 12-fold in all.',
    changes: {
      ...kaiming,
      mode: 'fan_out',
      widths: [784],
      lastWidth: 64,
      shape: 'geometric',
      backward: true,
    },
  },
  Sigmoid: {
    group: 'Backward',
    shows: 'Its slope is at most 1/4: gradients lose a factor of at least 16 at every layer.',
    changes: { scheme: 'xavier_normal', activation: 'sigmoid', backward: true },
  },
  'Layer norm hides it': {
    group: 'Backward',
    shows: 'N(0, 1) weights, and everything holds: their scale shows in their own gradients only.',
    changes: { activation: 'relu', norm: 'layer', backward: true },
  },
  'Batch norm’s gradients': {
    group: 'Backward',
    shows: 'Batch norm holds the activations, but lets gradients grow 1.5-fold per layer.',
    changes: { ...kaiming, norm: 'batch', backward: true },
  },
  'PyTorch’s default (nn.Linear)': {
    group: 'In practice',
    shows:
      'U(±1/√fan_in) with ReLU: falls to a sixth at every layer, until only the biases are left.',
    changes: { scheme: 'linear_default', activation: 'relu' },
  },
  'GPT-2’s 0.02': {
    group: 'In practice',
    shows: 'N(0, 0.02²) weights, residual branches times 1/√depth: 48 layers hold.',
    changes: {
      std: 0.02,
      activation: 'gelu_tanh',
      depth: 48,
      widths: [768],
      residual: true,
      branch: '1/√depth',
    },
  },
  'Unscaled residual': {
    group: 'In practice',
    shows: 'Every block adds its own variance to the sum.',
    changes: { ...kaiming, residual: true },
  },
  'Scaled residual': {
    group: 'In practice',
    shows: 'Branches times 1/√depth: growth by a factor of tens, not of 10²².',
    changes: { ...kaiming, residual: true, branch: '1/√depth' },
  },
  'float16 overflows': {
    group: 'In practice',
    shows: 'float16 ends at 65504: with N(0, 1) weights, 784 wide, infinities from layer 3 on.',
    changes: { format: 'float16', depth: 12, widths: [784] },
  },
  'Real digits': {
    group: 'Input',
    shows: 'MNIST’s pixels, standardised: the variance holds as it does for random input.',
    changes: { ...kaiming, input: 'digits', widths: [784] },
  },
  'The asterisk': {
    group: 'Input',
    shows: 'Inputs of mean 2: the first layer’s variance is 1 + 2² = 5, not 1.',
    changes: { scheme: 'lecun_normal', inputMean: 2 },
  },
  'Samples converge': {
    group: 'Input',
    shows: 'ReLU makes samples ever more alike: see the sample correlation in the table.',
    changes: { ...kaiming, input: 'correlated', correlation: 0.2 },
  },
  'Samples diverge': {
    group: 'Input',
    shows: 'tanh with a gain of 2.5 is chaotic: nearly equal samples drift apart.',
    changes: {
      scheme: 'lecun_normal',
      gain: 2.5,
      activation: 'tanh',
      input: 'correlated',
      correlation: 0.99,
    },
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as PresetName[];
export const presetOf = (name: PresetName): Preset => presets[name];

/**
 * A preset's experiment on a machine that starts with `start`: it keeps the machine's batch and
 * width and the seed where the preset does not name them.
 */
export const presetExperiment = (name: PresetName, start: Experiment, seed: number): Experiment =>
  // Every preset is tested to be allowed.
  experimentWith(start, { seed, ...presets[name].changes }) as Experiment;

/** The preset whose experiment this is, if it is one's. */
export const namePreset = (experiment: Experiment, start: Experiment): PresetName | undefined =>
  presetNames.find((name) => isSame(presetExperiment(name, start, experiment.seed), experiment));
