/** What all scripts say of an experiment, whatever the framework. */
import type { Experiment } from '../../model/experiment';
import { DIGITS } from '../../model/input';
import { layerShapes } from '../../model/layer-shapes';
import type { LayerReport } from '../../model/report';
import { layerWidths } from '../../model/width-list';
import { lines, list, num, wrapped } from './python';

/** How an experiment becomes a script. */
export interface Script {
  /** Of the framework, for people. */
  readonly name: string;
  /** Of the file, without a dot. */
  readonly ending: string;
  /**
   * A script that runs as it is and prints every layer's variance, and with `backward` its
   * gradients', beside those of `reports`: of any layers, the later ones first; none where nothing ran.
   */
  write(experiment: Experiment, reports: readonly LayerReport[]): string;
}

const formats = { float32: '', float16: ' in float16', bfloat16: ' in bfloat16' } as const;

/** The first words of a script. */
export function about(experiment: Experiment, framework: string, needs = ''): string {
  const { depth, scheme, activation, format, backward } = experiment;
  const layers = depth === 1 ? '1 layer' : `${depth} layers`;
  const gradients = backward ? ' and of its gradients' : '';
  const title = `${layers} with ${scheme} weights and ${activation}${formats[format]}, in ${framework}, as set in Initscope.`;
  const text = `Prints the variance of every layer${gradients}, in double precision, beside what Initscope measured. The random numbers are others, so the two agree up to chance.${needs && ` ${needs}`}`;
  return `"""${wrapped(title).join('\n')}\n\n${wrapped(text).join('\n')}\n"""`;
}

/** Batch and widths. */
export const sizes = (experiment: Experiment) => `batch = ${experiment.batch}
widths = ${list(layerWidths(experiment).map(num))}  # the input's, then every layer's`;

/** Which layers' input is added to their output: none, all, or those that keep the width. */
export function skipsOf(experiment: Experiment): 'none' | 'all' | 'some' {
  const skips = layerShapes(experiment).map(({ skip }) => skip);
  return skips.every(Boolean) ? 'all' : skips.some(Boolean) ? 'some' : 'none';
}

/** The branch's scale and a times sign, in Python; nothing where it is 1. */
export function branchFactor({ branch, branchScale, depth }: Experiment): string {
  const scales: Record<typeof branch, string> = {
    '1': '',
    '1/√2': '0.5 ** 0.5 * ',
    '1/√depth': `${depth} ** -0.5 * `,
    typed: `${num(branchScale)} * `,
  };
  return scales[branch];
}

/** `std` times draws plus `mean`, in Python, where they are not 1 and 0. */
export function drawn(draws: string, { mean, std }: { mean: number; std: number }): string {
  const scaled = std === 1 ? draws : `${num(std)} * ${draws}`;
  return mean === 0 ? scaled : `${num(mean)} + ${scaled}`;
}

/** Draws any two rows of which correlate by `c`, in Python, and the lines before them. */
export const CORRELATED = '(c**0.5 * shared + (1 - c) ** 0.5 * own)';
export const correlatedLines = (c: number, shared: string, own: string) =>
  lines(
    `c = ${num(c)}  # correlation of any two samples, by what they share`,
    `shared = ${shared}`,
    `own = ${own}`,
  );

/** What a script says of digits. */
export const DIGITS_NOTE = `Initscope has ${DIGITS} of MNIST's digits, 50 of each, and repeats them: these are others, so the input's variance, layer 0, differs a little`;
