/** Buffers: of histograms, which stay, and of a run, which the next one takes where it needs the same. */
import type { Experiment } from '../../model/experiment';
import { HISTOGRAM_WORDS } from '../../model/histogram';
import {
  buffersOf,
  HISTOGRAM_BYTES,
  type MemoryLimits,
  memoryBytes,
  memoryProblem,
  readableBytes,
  SCALES,
} from '../../model/memory';
import { MAX_WIDTH } from '../../model/properties';
import type { Store } from '../engine';
import { inErrorScope } from './error-scope';

/** Bytes of one histogram. */
export const SLOT_BYTES = HISTOGRAM_WORDS * 4;

/**
 * Histograms of every store, as many as there can be: kernels count them, and a scene draws them. A store's
 * buffer is made when it is first asked for: memory costs a software adapter as much time as work does.
 */
export class Histograms implements Readonly<Record<Store, GPUBuffer>> {
  readonly #made = new Map<Store, GPUBuffer>();

  constructor(private readonly device: GPUDevice) {}

  get a(): GPUBuffer {
    return this.#of('a');
  }

  get b(): GPUBuffer {
    return this.#of('b');
  }

  get unseen(): GPUBuffer {
    return this.#of('unseen');
  }

  /** What is there takes so much. */
  get bytes(): number {
    return this.#made.size * HISTOGRAM_BYTES;
  }

  destroy(): void {
    for (const buffer of this.#made.values()) buffer.destroy();
  }

  #of(store: Store): GPUBuffer {
    const { STORAGE, VERTEX, COPY_SRC, COPY_DST } = GPUBufferUsage;
    const usage = STORAGE | VERTEX | COPY_SRC | COPY_DST;
    const known =
      this.#made.get(store) ??
      this.device.createBuffer({ label: `histograms ${store}`, size: HISTOGRAM_BYTES, usage });
    this.#made.set(store, known);
    return known;
  }
}

/** A run's buffers: each by its name in the plan, of several the first; and those that layers take in turn. */
export type Workspace = ReturnType<typeof allocate>;

/** Too many bytes at once are given up before they are tried: a page must not push others out. */
const BUFFERS_IN_ALL = 8;

/**
 * Of all that a run may take, what its buffers may to outlive it, and what unit weights may: those of the
 * article's network fit a device's least limits.
 */
export const KEPT_SHARE = 1 / 16;

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

/** No layer's biases. */
const NO_BIASES = new Float32Array(MAX_WIDTH);

/** One run's buffers after another's: the same ones where they are of the same sizes. */
export class Workspaces {
  #kept:
    | { readonly sizes: string; readonly workspace: Workspace; readonly bytes: number }
    | undefined;
  #closed = false;

  constructor(
    private readonly device: GPUDevice,
    private readonly limits: MemoryLimits,
  ) {}

  /** Buffers for a run; none of another may be in progress. Throws what `createWorkspace` does. */
  async open(experiment: Experiment): Promise<Workspace> {
    const sizes = JSON.stringify(buffersOf(experiment));
    if (this.#kept?.sizes === sizes) {
      const { workspace } = this.#kept;
      // Kernels write all else before they read it, as layers of other widths come in between.
      this.device.queue.writeBuffer(workspace.bias, 0, NO_BIASES);
      return workspace;
    }
    // First: its room may be what this one needs.
    this.#drop();
    const workspace = await createWorkspace(this.device, experiment);
    this.#kept = { sizes, workspace, bytes: memoryBytes(experiment) };
    if (this.#closed) this.#drop();
    return workspace;
  }

  /** The run has ended, if only because it was aborted. What takes too much for waiting is freed. */
  rest(): void {
    if (!this.#kept) return;
    const { workspace, bytes } = this.#kept;
    if (bytes > KEPT_SHARE * this.limits.total) this.#drop();
    // Nobody waits for what was on its way.
    else for (const staging of workspace.staging) staging.unmap();
  }

  destroy(): void {
    this.#closed = true;
    this.#drop();
  }

  #drop(): void {
    this.#kept?.workspace.destroy();
    this.#kept = undefined;
  }
}
