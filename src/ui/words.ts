import { type Experiment, layerShapes } from '../model/experiment';
import { readable } from '../model/format';
import { schemeOf } from '../model/schemes';

/** Standard deviation of the first layer's weights: “std = gain / √fan_in = 0.0357”. */
export function stdInWords(experiment: Experiment): string {
  const { formula } = schemeOf(experiment.scheme);
  const value = readable(layerShapes(experiment)[0]!.std);
  return formula === 'std' ? `std = ${value}` : `std = ${formula} = ${value}`;
}

/** The experiment in one line: “50 layers, 784 wide, normal weights (std = 1), relu, 256 samples”. */
export function experimentInWords(experiment: Experiment): string {
  const { depth, widths, scheme, activation, batch } = experiment;
  const layers = depth === 1 ? '1 layer' : `${depth} layers`;
  const width = widths.length === 1 ? `${widths[0]} wide` : `${widths.join(' → ')} wide`;
  const weights = `${scheme} weights (${stdInWords(experiment)})`;
  const phi = activation === 'identity' ? 'no activation' : activation;
  return `${layers}, ${width}, ${weights}, ${phi}, ${batch} ${batch === 1 ? 'sample' : 'samples'}`;
}
