/** Which properties matter to an experiment: the others change nothing that is computed. */
import { activationOf } from './activations';
import type { ExperimentValues } from './experiment';
import type { PropertyName } from './properties';
import { type SchemeParameters, schemeOf } from './schemes';

type Condition = (experiment: ExperimentValues) => boolean;

const isParameter =
  (name: keyof SchemeParameters): Condition =>
  ({ scheme }) =>
    schemeOf(scheme).parameters.includes(name);

const isChosenBias =
  (kind: ExperimentValues['bias']): Condition =>
  ({ scheme, bias }) =>
    !schemeOf(scheme).ownBias && bias === kind;

const isInput =
  (...kinds: ExperimentValues['input'][]): Condition =>
  ({ input }) =>
    kinds.includes(input);

/** When a property matters; one without a row always does. */
const conditions: Partial<Record<PropertyName, Condition>> = {
  std: isParameter('std'),
  bound: isParameter('bound'),
  value: isParameter('value'),
  sparsity: isParameter('sparsity'),
  mode: isParameter('mode'),
  a: isParameter('a'),
  gain: isParameter('gain'),
  bias: ({ scheme }) => !schemeOf(scheme).ownBias,
  biasValue: isChosenBias('constant'),
  biasStd: isChosenBias('normal'),
  slope: ({ activation }) => activationOf(activation).sloped === true,
  lastWidth: ({ shape }) => shape !== 'constant' && shape !== 'list',
  epsilon: ({ norm }) => norm !== 'none',
  branch: ({ residual }) => residual,
  branchScale: ({ residual, branch }) => residual && branch === 'typed',
  inputMean: isInput('normal', 'uniform', 'correlated'),
  inputStd: isInput('normal', 'uniform', 'correlated'),
  constant: isInput('constant'),
  noise: isInput('constant'),
  correlation: isInput('correlated'),
  pixels: isInput('digits'),
  data: isInput('file'),
  features: isInput('file'),
};

export const applies = (name: PropertyName, experiment: ExperimentValues): boolean =>
  conditions[name]?.(experiment) ?? true;
