import type { Experiment } from '../../model/experiment';
import { layerShapes } from '../../model/layer-shapes';
import {
  type MemoryLimits,
  memoryBytes,
  memoryProblem,
  orthogonalSize,
  readableBytes,
  strideOf,
} from '../../model/memory';
import { MAX_BATCH, MAX_DEPTH, MAX_WIDTH } from '../../model/properties';
import { layerWidths } from '../../model/width-list';
import { inErrorScope } from './error-scope';

/** The buffers of one run. */
export interface Workspace {
  /** Post-activations of a layer; layer 0's are the input. Forward alone takes two in turn. */
  post(layer: number): GPUBuffer;
  /** Pre-activations of a layer; forward alone has one for all. */
  pre(layer: number): GPUBuffer;
  readonly weights: GPUBuffer;
  readonly bias: GPUBuffer;
  /** Vectors and signs of an orthogonal matrix' reflections, their inner products, and the matrix. */
  readonly vectors: GPUBuffer;
  readonly signs: GPUBuffer;
  readonly gram: GPUBuffer;
  readonly q: GPUBuffer;
  /** Keys up to which a sparse matrix' columns are 0. */
  readonly thresholds: GPUBuffer;
  /** LSUV's last correction, and each layer's product of corrections. */
  readonly factors: GPUBuffer;
  /** Where a layer's normalisation factors begin in `scales`. */
  firstScale(layer: number): number;
  readonly scales: GPUBuffer;
  /** What centres and scales each sample for their correlation, before φ and after it. */
  readonly samples: GPUBuffer;
  /** Bound where a kernel is told to write nothing. */
  readonly unused: GPUBuffer;
  /** Gradients with respect to a layer's post-activations: two in turn. */
  gradPost(layer: number): GPUBuffer;
  readonly gradPre: GPUBuffer;
  readonly gradWeight: GPUBuffer;
  destroy(): void;
}

/** Too many bytes at once are given up before they are tried: a page must not push others out. */
const BUFFERS_IN_ALL = 8;

/** What a run may take on a device: its limit for a buffer, and eight of the largest in all. */
export const memoryLimits = ({ limits }: GPUDevice): MemoryLimits => ({
  buffer: Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize),
  total: BUFFERS_IN_ALL * limits.maxBufferSize,
});

/** Normalisation factors of one layer: one a sample, or one a unit. */
const SCALES = Math.max(MAX_BATCH, MAX_WIDTH);

/** Of a buffer that nothing uses: a kernel may ask for four words. */
const none = 16;

function allocate(device: GPUDevice, experiment: Experiment) {
  const buffers: GPUBuffer[] = [];
  const buffer = (label: string, size: number) => {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const made = device.createBuffer({ label, size: Math.max(none, size), usage });
    buffers.push(made);
    return made;
  };

  const { batch, backward, norm } = experiment;
  const shapes = layerShapes(experiment);
  const sizes = layerWidths(experiment).map((width) => 4 * batch * strideOf(width));
  const widest = Math.max(...sizes);
  const rings = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index));
  const posts = backward
    ? rings(sizes.length, (i) => buffer(`post-activations ${i}`, sizes[i]!))
    : rings(2, (i) => buffer(`post-activations ${i}`, widest));
  const pres = backward
    ? rings(sizes.length - 1, (i) => buffer(`pre-activations ${i + 1}`, sizes[i + 1]!))
    : [buffer('pre-activations', widest)];
  const weightBytes = Math.max(...shapes.map((s) => 4 * strideOf(s.fanIn) * s.fanOut));
  const { vectors, q, signs, gram } = orthogonalSize(experiment);
  const gradients = backward ? rings(2, (i) => buffer(`gradients ${i}`, widest)) : [];
  const unused = buffer('unused', none);

  return {
    post: (layer: number) => posts[layer % posts.length]!,
    pre: (layer: number) => pres[(layer - 1) % pres.length]!,
    weights: buffer('weights', weightBytes),
    bias: buffer('bias', 4 * MAX_WIDTH),
    vectors: buffer('reflections', vectors),
    signs: buffer('signs', signs),
    gram: buffer('inner products', gram),
    q: buffer('orthogonal matrix', q),
    thresholds: buffer('thresholds', 4 * MAX_WIDTH),
    factors: buffer('factors', 4 * (MAX_DEPTH + 1)),
    firstScale: (layer: number) => (layer - 1) * SCALES,
    scales: buffer('normalisation', norm === 'none' ? none : 4 * SCALES * shapes.length),
    samples: buffer('samples', 2 * 16 * MAX_BATCH),
    unused,
    gradPost: (layer: number) => gradients[layer % 2] ?? unused,
    gradPre: backward ? buffer('gradients', widest) : unused,
    gradWeight: backward ? buffer('weight gradients', weightBytes) : unused,
    destroy: () => {
      for (const made of buffers) made.destroy();
    },
  } satisfies Workspace;
}

/**
 * Throws a RangeError, with a sentence that names the size and what would fit, if the run does not
 * fit the device's limits or its memory.
 */
export async function createWorkspace(
  device: GPUDevice,
  experiment: Experiment,
): Promise<Workspace> {
  const problem = memoryProblem(experiment, memoryLimits(device));
  if (problem) throw new RangeError(problem.sentence);
  const scope = inErrorScope(device, 'out-of-memory', () => allocate(device, experiment));
  try {
    if (!(await scope.error)) return scope.made;
    throw new RangeError(
      `The device has no ${readableBytes(memoryBytes(experiment))} left, which this experiment needs: choose a smaller width, batch or depth.`,
    );
  } catch (error) {
    scope.made.destroy();
    throw error;
  }
}
