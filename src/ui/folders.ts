/** The panel's folders: which properties each holds, and what its title tells of them. */
import { readDataName } from '../model/data';
import type { Experiment } from '../model/experiment';
import { readable } from '../model/format';
import type { PropertyName } from '../model/properties';
import { schemeOf } from '../model/schemes';
import { branchInWords } from './words';

export interface FolderRow {
  readonly names: readonly PropertyName[];
  /** Summary in the title of a closed folder; none if absent. */
  state?(experiment: Experiment): string;
  /** Whether the folder starts open. */
  readonly open?: true;
}

const biases: Record<Experiment['bias'], (e: Experiment) => string> = {
  zero: () => 'zero',
  constant: ({ biasValue }) => `constant ${readable(biasValue)}`,
  normal: ({ biasStd }) => `normal, std ${readable(biasStd)}`,
};

export const folders: Readonly<Record<string, FolderRow>> = {
  Activation: { names: ['slope'], open: true },
  Weights: {
    names: ['std', 'bound', 'value', 'sparsity', 'mode', 'a', 'gain', 'seed'],
    open: true,
  },
  Network: { names: ['depth', 'shape', 'widths', 'lastWidth', 'batch'], open: true },
  Input: {
    names: [
      'input',
      'inputMean',
      'inputStd',
      'constant',
      'noise',
      'correlation',
      'pixels',
      'features',
      'data',
    ],
    state: ({ input, data }) => (input === 'file' ? readDataName(data)!.file : input),
  },
  Bias: {
    names: ['bias', 'biasValue', 'biasStd'],
    state: (e) => (schemeOf(e.scheme).ownBias ? `uniform, with ${e.scheme}` : biases[e.bias](e)),
  },
  Normalisation: { names: ['norm', 'epsilon'], state: ({ norm }) => norm },
  Residual: {
    names: ['residual', 'branch', 'branchScale'],
    state: (e) => (e.residual ? branchInWords(e) : 'none'),
  },
};

/** Properties below the folders, always visible. */
export const loose: readonly PropertyName[] = ['format', 'backward'];
