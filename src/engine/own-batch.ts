import type { Experiment } from '../model/experiment';
import { numberFormats } from '../model/number-format';
import { ownSamples } from '../model/own-input';

/**
 * A batch of the samples of a file, in the number format, of shape [batch, features], with `stride`
 * elements from one sample to the next and 0 between them; a batch larger than the file repeats them.
 * undefined where the input is no file.
 */
export function ownBatch(
  experiment: Experiment,
  strideOf = (features: number) => features,
): Float32Array<ArrayBuffer> | undefined {
  const own = ownSamples(experiment);
  if (!own) return undefined;
  const { samples, features, values } = own;
  const { batch, format } = experiment;
  const { round } = numberFormats[format];
  const stride = strideOf(features);
  const x = new Float32Array(batch * stride);
  for (let row = 0; row < batch; row++) {
    const from = (row % samples) * features;
    for (let i = 0; i < features; i++) x[row * stride + i] = round(values[from + i]!);
  }
  return x;
}
