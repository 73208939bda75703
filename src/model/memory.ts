import { type Experiment, experimentWith } from './experiment';
import { HISTOGRAM_WORDS, quantities } from './histogram';
import { layerShapes } from './layer-shapes';
import { Problem } from './problem';
import { MAX_BATCH, MAX_DEPTH, MAX_WIDTH } from './properties';
import { schemeOf } from './schemes';
import { layerWidths } from './width-list';

/** A device's limits, in bytes. */
export interface MemoryLimits {
  /** For one buffer. */
  readonly buffer: number;
  /** For all buffers of a run together. */
  readonly total: number;
}

/** What a run keeps on the GPU, as a person is told. */
type What =
  | 'activations'
  | 'pre-activations'
  | 'weights'
  | 'reflections'
  | 'gradients'
  | 'normalisation'
  | 'statistics';

/** One kind of buffer that a run takes. */
export interface MemoryItem {
  readonly what: What;
  readonly bytes: number;
  /** The largest of its buffers. */
  readonly largest: number;
}

const MIB = 2 ** 20;

/** Elements from one row of a matrix to the next: kernels read four at a time. */
export const strideOf = (units: number) => Math.ceil(units / 4) * 4;

/** Reflections that a kernel applies at once. */
export const REFLECTION_BLOCK = 16;

/** Measurements whose results one submission may bring back. */
export const PLACES = 96;
/** Parts that a measurement's matrix is divided into, at most. */
export const MAX_PARTS = 128;
/** Submissions that the GPU may have before it: it goes on with one while what another gave is read. */
export const SUBMISSIONS_IN_FLIGHT = 2;
/** Of what kernels write and the page reads: words of a part's moments, of a range, of a layer's health. */
export const RESULT_WORDS = { part: 13, range: 6, health: 130 } as const;

/** Places for a histogram: of each layer, the input too, and each quantity. */
export const SLOTS = (MAX_DEPTH + 1) * quantities.length;

/** Histograms of one store, whatever is run: an engine has as many stores as were asked for. */
export const HISTOGRAM_BYTES = SLOTS * HISTOGRAM_WORDS * 4;

/** Bytes of what a submission's results take, and where each kind of them begins. */
export function resultBytes() {
  const { part, range, health } = RESULT_WORDS;
  const parts = 4 * PLACES * MAX_PARTS * part;
  const ranges = 4 * PLACES * range;
  // Two counts outside a linear range.
  const tails = 4 * PLACES * 2;
  return { parts, ranges, tails, health: 4 * PLACES * health };
}

/** Normalisation factors of one layer: one a sample, or one a unit. */
export const SCALES = Math.max(MAX_BATCH, MAX_WIDTH);

/** The layer that needs most for making orthogonal matrices; other schemes need nothing. */
function orthogonalSizes(experiment: Experiment) {
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

/** Buffers by name, each with what it is told as and its sizes in bytes. */
type Buffers<Name extends string> = Record<
  Name,
  { readonly what: What; readonly sizes: readonly number[] }
>;

/**
 * Every buffer of a run: what is planned and what is allocated. Forward alone needs one layer at a time;
 * backward needs every layer's pre- and post-activations, while weights are made again.
 */
export function buffersOf(experiment: Experiment) {
  const { batch, backward, norm } = experiment;
  const shapes = layerShapes(experiment);
  const layers = layerWidths(experiment).map((width) => 4 * batch * strideOf(width));
  const widest = Math.max(...layers);
  const weights = Math.max(...shapes.map(({ fanIn, fanOut }) => 4 * strideOf(fanIn) * fanOut));
  const { vectors, signs, gram, q } = orthogonalSizes(experiment);
  const { parts, ranges, tails, health } = resultBytes();
  const one = (what: What, size: number) => ({ what, sizes: size > 0 ? [size] : [] });
  const gradients = (...sizes: number[]) => ({
    what: 'gradients' as const,
    sizes: backward ? sizes : [],
  });
  return {
    posts: { what: 'activations', sizes: backward ? layers : [widest, widest] },
    pres: { what: 'pre-activations', sizes: backward ? layers.slice(1) : [widest] },
    weights: one('weights', weights),
    bias: one('weights', 4 * MAX_WIDTH),
    // Keys up to which a sparse matrix' columns are 0.
    thresholds: one('weights', 4 * MAX_WIDTH),
    // LSUV's last correction, and each layer's product of corrections.
    factors: one('weights', 4 * (MAX_DEPTH + 1)),
    // Vectors and signs of an orthogonal matrix' reflections, their inner products, and the matrix.
    vectors: one('reflections', vectors),
    signs: one('reflections', signs),
    gram: one('reflections', gram),
    q: one('reflections', q),
    scales: one('normalisation', norm === 'none' ? 0 : 4 * SCALES * shapes.length),
    // With respect to a layer's post-activations: two in turn.
    gradPosts: gradients(widest, widest),
    gradPre: gradients(widest),
    gradWeight: gradients(weights),
    // What centres and scales each sample for their correlation, before φ and after it.
    samples: one('statistics', 2 * 16 * MAX_BATCH),
    parts: one('statistics', parts),
    ranges: one('statistics', 4 * SLOTS * RESULT_WORDS.range),
    health: one('statistics', health),
    staging: {
      what: 'statistics',
      sizes: new Array(SUBMISSIONS_IN_FLIGHT).fill(parts + ranges + tails + health),
    },
    // Bound where a kernel is told to write nothing: it may ask for four words.
    unused: one('statistics', 16),
  } satisfies Buffers<string>;
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
/** What a run keeps on the GPU, in bytes. */
export function memoryPlan(experiment: Experiment): MemoryItem[] {
  const items = new Map<What, MemoryItem>();
  for (const { what, sizes } of Object.values(buffersOf(experiment))) {
    if (sizes.length === 0) continue;
    const { bytes, largest } = items.get(what) ?? { bytes: 0, largest: 0 };
    items.set(what, { what, bytes: bytes + sum(sizes), largest: Math.max(largest, ...sizes) });
  }
  return [...items.values()];
}

/** Bytes of all of a run's buffers together. */
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
