import type { Distribution } from './distributions';
import type { ExperimentValues } from './experiment';
import type { InputKind } from './kinds';

/** Pixels of a handwritten digit, and how many digits there are; a larger batch repeats them. */
export const DIGIT_PIXELS = 784;
export const DIGITS = 500;

/** Mean and std of MNIST's pixels, by which PyTorch's examples standardise them. */
export const PIXEL_MEAN = 0.1307;
export const PIXEL_STD = 0.3081;

/** An input that is `std` times draws of a distribution, plus `mean`. */
export interface DrawnInput {
  readonly distribution: Distribution;
  readonly mean: number;
  readonly std: number;
}

type Values = Pick<ExperimentValues, 'inputMean' | 'inputStd' | 'constant' | 'noise'>;

const rows: Record<InputKind, ((e: Values) => DrawnInput) | undefined> = {
  normal: ({ inputMean: mean, inputStd: std }) => ({ distribution: 'normal', mean, std }),
  uniform: ({ inputMean: mean, inputStd: std }) => ({ distribution: 'uniform', mean, std }),
  constant: ({ constant: mean, noise: std }) => ({ distribution: 'normal', mean, std }),
  correlated: ({ inputMean: mean, inputStd: std }) => ({ distribution: 'correlated', mean, std }),
  digits: undefined,
  file: undefined,
};

/** How an experiment's input is drawn; undefined where it is real digits, or a file's samples. */
export const drawnInput = (experiment: ExperimentValues): DrawnInput | undefined =>
  rows[experiment.input]?.(experiment);

/** What a pixel of 0 … 1 becomes: `pixel · std + mean`. */
export const pixelScale = ({ pixels }: Pick<ExperimentValues, 'pixels'>) =>
  pixels === 'raw' ? { mean: 0, std: 1 } : { mean: -PIXEL_MEAN / PIXEL_STD, std: 1 / PIXEL_STD };
