import { type Experiment, experimentWith } from './experiment';
import { layerShapes } from './layer-shapes';
import { Problem } from './problem';
import { MAX_BATCH, MAX_WIDTH } from './properties';
import { schemeOf } from './schemes';
import { layerWidths } from './width-list';

/** A device's limits, in bytes. */
export interface MemoryLimits {
  /** For one buffer. */
  readonly buffer: number;
  /** For all buffers of a run together. */
  readonly total: number;
}

/** One kind of buffer that a run takes. */
export interface MemoryItem {
  readonly what: string;
  readonly bytes: number;
  /** The largest of its buffers. */
  readonly largest: number;
}

const MIB = 2 ** 20;

/** Elements from one row of a matrix to the next: kernels read four at a time. */
export const strideOf = (units: number) => Math.ceil(units / 4) * 4;

/** Reflections that a kernel applies at once. */
export const REFLECTION_BLOCK = 16;

/**
 * Bytes for making orthogonal matrices: the reflections' vectors, their signs, their inner products
 * and the matrix, of the layer that needs most; none for other schemes.
 */
export function orthogonalSize(experiment: Experiment) {
  const size = { vectors: 0, signs: 0, gram: 0, q: 0 };
  if (schemeOf(experiment.scheme).distribution !== 'orthogonal') return size;
  for (const { fanIn, fanOut } of layerShapes(experiment)) {
    const [length, count] = [Math.max(fanIn, fanOut), Math.min(fanIn, fanOut)];
    const blocks = Math.ceil(count / REFLECTION_BLOCK);
    size.vectors = Math.max(size.vectors, 4 * length * blocks * REFLECTION_BLOCK);
    size.signs = Math.max(size.signs, 4 * blocks * REFLECTION_BLOCK);
    size.gram = Math.max(size.gram, 4 * blocks * REFLECTION_BLOCK ** 2);
    size.q = Math.max(size.q, 4 * length * strideOf(count));
  }
  return size;
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const item = (what: string, sizes: readonly number[]): MemoryItem => ({
  what,
  bytes: sum(sizes),
  largest: Math.max(...sizes),
});

/**
 * What a run keeps on the GPU, in bytes. Forward alone needs one layer at a time; backward needs
 * every layer's pre- and post-activations, while weights are made again from the seed.
 */
export function memoryPlan(experiment: Experiment): MemoryItem[] {
  const { batch, backward, norm } = experiment;
  const shapes = layerShapes(experiment);
  const layers = layerWidths(experiment).map((width) => 4 * batch * strideOf(width));
  const widest = Math.max(...layers);
  const weights = Math.max(...shapes.map(({ fanIn, fanOut }) => 4 * strideOf(fanIn) * fanOut));
  const orthogonal = Object.values(orthogonalSize(experiment));
  return [
    item('activations', backward ? layers : [widest, widest]),
    item('pre-activations', backward ? layers.slice(1) : [widest]),
    item('weights', [weights]),
    ...(sum(orthogonal) > 0 ? [item('reflections', orthogonal)] : []),
    ...(backward ? [item('gradients', [widest, widest, widest, weights])] : []),
    ...(norm === 'none'
      ? []
      : [item('normalisation', [4 * Math.max(MAX_BATCH, MAX_WIDTH) * shapes.length])]),
  ];
}

/** Bytes of all buffers together. */
export const memoryBytes = (experiment: Experiment) =>
  sum(memoryPlan(experiment).map(({ bytes }) => bytes));

const fits = (experiment: Experiment, limits: MemoryLimits) =>
  memoryPlan(experiment).every(({ largest }) => largest <= limits.buffer) &&
  memoryBytes(experiment) <= limits.total;

/** Largest value from 1 to `most` for which the experiment fits; 0 if none does. */
function largestFitting(
  name: 'batch' | 'depth',
  experiment: Experiment,
  limits: MemoryLimits,
): number {
  let [low, high] = [0, experiment[name]];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const smaller = experimentWith(experiment, { [name]: middle });
    if (!(smaller instanceof Problem) && fits(smaller, limits)) low = middle;
    else high = middle;
  }
  return low;
}

/** “12 MiB”, “1.5 GiB”. */
export const readableBytes = (bytes: number) =>
  bytes >= 1024 * MIB
    ? `${(bytes / 1024 / MIB).toFixed(1)} GiB`
    : `${(bytes / MIB).toFixed(bytes < 10 * MIB ? 1 : 0)} MiB`;

/** Why an experiment does not fit, and what would; undefined if it does. */
export function memoryProblem(experiment: Experiment, limits: MemoryLimits): Problem | undefined {
  if (fits(experiment, limits)) return undefined;
  const plan = memoryPlan(experiment);
  const worst = plan.reduce((a, b) => (b.largest > a.largest ? b : a));
  const [needs, allows] =
    worst.largest > limits.buffer
      ? [`a buffer of ${readableBytes(worst.largest)} for ${worst.what}`, limits.buffer]
      : [`${readableBytes(memoryBytes(experiment))} in all`, limits.total];
  const batch = largestFitting('batch', experiment, limits);
  const depth = largestFitting('depth', experiment, limits);
  const forward = experimentWith(experiment, { backward: false });
  const remedies = [
    batch > 0 && `a batch of ${batch}`,
    depth > 0 && `a depth of ${depth}`,
    experiment.backward &&
      !(forward instanceof Problem) &&
      fits(forward, limits) &&
      'the forward pass alone',
  ].filter(Boolean);
  const would =
    remedies.length > 0 ? `${remedies.join(', or ')} would fit` : 'choose a smaller width';
  return new Problem(
    `This experiment needs ${needs}, and this device allows ${readableBytes(allows)}: ${would}.`,
  );
}
