import { activationOf } from './activations';
import type { ExperimentValues } from './experiment';
import { schemeOf } from './schemes';

/**
 * The gain with which a scheme's weights have `torch.nn.init.calculate_gain` of the activation, less
 * what the scheme's formula already holds of it; undefined where PyTorch defines none.
 */
export function gainOfActivation(experiment: ExperimentValues): number | undefined {
  const { activation, slope, scheme } = experiment;
  const gain = activationOf(activation).gain?.(slope);
  return gain === undefined ? undefined : gain / (schemeOf(scheme).impliedGain?.(experiment) ?? 1);
}
