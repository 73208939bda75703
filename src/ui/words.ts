import { type Experiment, layerShapes } from '../model/experiment';
import { readable } from '../model/format';
import { schemeOf } from '../model/schemes';

/** The experiment in one line: “50 layers × 784, normal weights (std 1), relu, batch 256”. */
export function experimentInWords(experiment: Experiment): string {
  const { depth, widths, scheme, activation, batch } = experiment;
  const layers = depth === 1 ? '1 layer' : `${depth} layers`;
  const width = widths.length === 1 ? `${widths[0]} wide` : `${widths.join(' → ')} wide`;
  const { std } = layerShapes(experiment)[0]!;
  const weights = `${scheme} weights (${schemeOf(scheme).formula} = ${readable(std)})`;
  const phi = activation === 'identity' ? 'no activation' : activation;
  return `${layers}, ${width}, ${weights}, ${phi}, ${batch} ${batch === 1 ? 'sample' : 'samples'}`;
}
