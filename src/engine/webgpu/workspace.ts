import type { Experiment } from '../../model/experiment';
import {
  buffersOf,
  type MemoryLimits,
  memoryBytes,
  memoryProblem,
  readableBytes,
  SCALES,
} from '../../model/memory';
import { inErrorScope } from './error-scope';

/** A run's buffers: each by its name in the plan, of several the first; and those that layers take in turn. */
export type Workspace = ReturnType<typeof allocate>;

/** Too many bytes at once are given up before they are tried: a page must not push others out. */
const BUFFERS_IN_ALL = 8;

/** What a run may take on a device: its limit for a buffer, and eight of the largest in all. */
export const memoryLimits = ({ limits }: GPUDevice): MemoryLimits => ({
  buffer: Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize),
  total: BUFFERS_IN_ALL * limits.maxBufferSize,
});

function allocate(device: GPUDevice, experiment: Experiment) {
  const { MAP_READ, STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const plan = buffersOf(experiment);
  type Name = keyof typeof plan;
  const made: GPUBuffer[] = [];
  const buffersFor = (name: Name) =>
    plan[name].sizes.map((size, i) => {
      const usage = name === 'staging' ? MAP_READ | COPY_DST : STORAGE | COPY_SRC | COPY_DST;
      const buffer = device.createBuffer({ label: `${name} ${i}`, size, usage });
      made.push(buffer);
      return buffer;
    });
  const all = Object.fromEntries(
    (Object.keys(plan) as Name[]).map((name) => [name, buffersFor(name)]),
  ) as Record<Name, GPUBuffer[]>;
  const [unused] = all.unused as [GPUBuffer];
  const inTurn = (buffers: readonly GPUBuffer[], i: number) =>
    buffers[i % buffers.length] ?? unused;
  const first = Object.fromEntries(
    Object.entries(all).map(([name, [one]]) => [name, one ?? unused]),
  ) as Record<Name, GPUBuffer>;
  return {
    ...first,
    /** In turn: one is read while the GPU writes another. */
    staging: all.staging as readonly GPUBuffer[],
    /** Post-activations of a layer; layer 0's are the input. Forward alone takes two in turn. */
    post: (layer: number) => inTurn(all.posts, layer),
    /** Pre-activations of a layer; forward alone has one for all. */
    pre: (layer: number) => inTurn(all.pres, layer - 1),
    /** Gradients with respect to a layer's post-activations: two in turn. */
    gradPost: (layer: number) => inTurn(all.gradPosts, layer),
    /** Where a layer's normalisation factors begin in `scales`. */
    firstScale: (layer: number) => (layer - 1) * SCALES,
    destroy: () => {
      for (const buffer of made) buffer.destroy();
    },
  };
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
