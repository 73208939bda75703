/** One's own samples as a network's input: scaled, and what theory needs to know of a batch of them. */
import { type Data, heldData, readDataName } from './data';
import type { ExperimentValues } from './experiment';
import type { FeatureKind } from './kinds';

/** Numbers that a batch is taken from: of shape [samples, features]. */
export type Samples = Pick<Data, 'samples' | 'features' | 'values'>;

/**
 * Each feature minus its mean, divided by its std over all samples, as scikit-learn's StandardScaler does:
 * the std divides by n, and a feature that never varies becomes 0.
 */
export function standardised({ samples, features, values }: Samples): Float32Array {
  const result = new Float32Array(values.length);
  for (let feature = 0; feature < features; feature++) {
    const [first, end] = [feature, samples * features];
    let sum = 0;
    let varies = false;
    for (let i = first; i < end; i += features) {
      sum += values[i]!;
      varies ||= values[i] !== values[first];
    }
    if (!varies) continue;
    const mean = sum / samples;
    let squares = 0;
    for (let i = first; i < end; i += features) squares += (values[i]! - mean) ** 2;
    const std = Math.sqrt(squares / samples);
    for (let i = first; i < end; i += features) result[i] = (values[i]! - mean) / std;
  }
  return result;
}

const scaled = new WeakMap<Float32Array, Float32Array>();

const scaling: Record<FeatureKind, (data: Data) => Float32Array> = {
  raw: ({ values }) => values,
  standardised(data) {
    const known = scaled.get(data.values) ?? standardised(data);
    scaled.set(data.values, known);
    return known;
  },
};

type Values = Pick<ExperimentValues, 'input' | 'data' | 'features' | 'batch'>;

/** The samples that are an experiment's input; undefined where that is no file. */
export function ownSamples({ input, data: name, features }: Values): Samples | undefined {
  if (input !== 'file') return undefined;
  // An experiment whose data are not held cannot be made.
  const data = heldData(name)!;
  return { ...data, values: scaling[features](data) };
}

/**
 * What opening data changes of an experiment: the input, its width and the batch, which is all of the
 * samples. Layers keep their widths. An experiment that names these data already, as a link does on a
 * machine that had not opened them, keeps its batch.
 */
export function withData(
  { name, samples, features }: Data,
  { data, shape, widths }: ExperimentValues,
): Partial<ExperimentValues> {
  const [first, ...others] = widths as [number, ...number[]];
  const listed = shape === 'constant' || shape === 'list';
  const width =
    first === features
      ? {}
      : listed
        ? { widths: [features, ...(others.length > 0 ? others : [first])], shape: 'list' as const }
        : { widths: [features] };
  const isNamed = readDataName(data)?.key === readDataName(name)!.key;
  return { input: 'file', data: name, ...width, ...(!isNamed && { batch: samples }) };
}

/** What theory uses of a batch. */
export interface BatchMoments {
  /** Over all numbers. */
  readonly mean: number;
  readonly variance: number;
  /** Variance of a feature over the samples, averaged over the features. */
  readonly acrossSamples: number;
  /** What one sample has of the batch's sum of squares: 1/n where all n are of one length. */
  readonly share: number;
}

/** Of the first `batch` samples, which begin again where there are fewer. */
export function momentsOfBatch({ samples, features, values }: Samples, batch: number) {
  /** How often a batch has a sample. */
  const times = (row: number) => Math.floor(batch / samples) + (row < batch % samples ? 1 : 0);
  const rows = Math.min(batch, samples);
  const means = new Float64Array(features);
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < features; i++)
      means[i]! += (times(row) * values[row * features + i]!) / batch;
  const mean = means.reduce((sum, one) => sum + one, 0) / features;
  let [within, squares, fourths] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    let length = 0;
    for (let i = 0; i < features; i++) {
      const value = values[row * features + i]!;
      within += times(row) * (value - means[i]!) ** 2;
      length += value ** 2;
    }
    squares += times(row) * length;
    fourths += (times(row) * length) ** 2;
  }
  const acrossSamples = within / batch / features;
  const between = means.reduce((sum, one) => sum + (one - mean) ** 2, 0) / features;
  const share = squares > 0 ? fourths / squares ** 2 : 1 / rows;
  return { mean, variance: acrossSamples + between, acrossSamples, share };
}

const known = new WeakMap<Float32Array, Map<number, BatchMoments>>();

/** The moments of an experiment's batch of its own samples; undefined where its input is no file. */
export function ownMoments(experiment: Values): BatchMoments | undefined {
  const own = ownSamples(experiment);
  if (!own) return undefined;
  const { batch } = experiment;
  const byBatch = known.get(own.values) ?? new Map<number, BatchMoments>();
  known.set(own.values, byBatch);
  const moments = byBatch.get(batch) ?? momentsOfBatch(own, batch);
  byBatch.set(batch, moments);
  return moments;
}
