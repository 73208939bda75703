/** The small closed choices of an experiment, and what each means. */

/** How biases begin; a scheme may bring its own instead. */
export const biasKinds = ['zero', 'constant', 'normal'] as const;

/** Widths from the input to the last layer, from the first and the last one or from a list. */
export const shapes = ['constant', 'linear', 'geometric', 'hourglass', 'list'] as const;
export type Shape = (typeof shapes)[number];

/** Normalisation of the pre-activations, without learned scale, as PyTorch's of the same name. */
export const normKinds = ['none', 'layer', 'batch', 'rms'] as const;
export type NormKind = (typeof normKinds)[number];

/** What a residual branch is multiplied by, in a network of this depth. */
export const branchScales = {
  '1': () => 1,
  '1/√2': () => Math.SQRT1_2,
  '1/√depth': (depth: number) => 1 / Math.sqrt(depth),
  typed: (_depth: number, typed: number) => typed,
} as const satisfies Record<string, (depth: number, typed: number) => number>;

/**
 * Where samples come from: normal or uniform of a mean and std, a constant plus normal noise,
 * handwritten digits, normal samples any two of which correlate, or a person's own file.
 */
export const inputKinds = [
  'normal',
  'uniform',
  'constant',
  'digits',
  'correlated',
  'file',
] as const;
export type InputKind = (typeof inputKinds)[number];

/** Digits' pixels as they are, from 0 to 1, or minus their mean and divided by their std. */
export const pixelKinds = ['raw', 'standardised'] as const;

/** A file's features as they are, or each minus its mean and divided by its std. */
export const featureKinds = ['raw', 'standardised'] as const;
export type FeatureKind = (typeof featureKinds)[number];
