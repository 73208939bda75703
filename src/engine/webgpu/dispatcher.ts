import type { Kernel, Params } from './kernel';
import type { ActivationKernelName, KernelName } from './sources';
import type { Dispatch, Pacer } from './submission';
import type { Tuning } from './tuning';

export type Kernels = Readonly<Record<KernelName | ActivationKernelName, Kernel>>;
export type Storage = Readonly<Record<string, GPUBuffer>>;
type Workgroups = Dispatch['workgroups'];

/** The kernels of one run, and which of their variants they are. */
export interface RunKernels {
  readonly kernels: Partial<Kernels>;
  readonly tuning: Pick<Tuning, 'grain' | 'product'>;
}

/** Rows of a task that may be taken in bands, each small enough for one submission. */
interface Rows {
  readonly begin?: number;
  readonly end: number;
  /** Rows of a tile: one that is not full takes as long as a full one. */
  readonly multiple: number;
  readonly costPerRow: number;
}

/** Makes the dispatches of one run's kernels. */
export class Dispatcher {
  readonly tuning: RunKernels['tuning'];
  readonly #kernels: RunKernels['kernels'];

  constructor(
    { kernels, tuning }: RunKernels,
    private readonly uniforms: GPUBuffer,
    private readonly pacer: Pacer,
  ) {
    this.tuning = tuning;
    this.#kernels = kernels;
  }

  /** One dispatch of a kernel on its buffers; `cost` in operations. */
  one(
    name: keyof Kernels,
    storage: Storage,
    params: Params,
    workgroups: Workgroups,
    cost: number,
  ): Dispatch {
    const kernel = this.#kernel(name);
    return { kernel, group: kernel.bind(this.uniforms, storage), params, workgroups, cost };
  }

  /** Workgroups of a kernel, each thread of which takes one of so many items. */
  groups(name: keyof Kernels, items: number): number {
    return Math.ceil(items / this.#kernel(name).threads);
  }

  /** A task's rows, as many at a time as the pacer allows when each band is asked for. */
  *bands(
    name: keyof Kernels,
    storage: Storage,
    { begin: first = 0, end: last, multiple, costPerRow }: Rows,
    band: (begin: number, end: number) => { params: Params; workgroups: Workgroups },
  ): Generator<Dispatch> {
    const kernel = this.#kernel(name);
    const group = kernel.bind(this.uniforms, storage);
    for (let begin = first; begin < last; ) {
      const affordable = Math.floor(this.pacer.budget / costPerRow / multiple) * multiple;
      const end = Math.min(last, begin + Math.max(multiple, affordable));
      const cost = Math.ceil((end - begin) / multiple) * multiple * costPerRow;
      yield { kernel, group, ...band(begin, end), cost };
      begin = end;
    }
  }

  #kernel(name: keyof Kernels) {
    const kernel = this.#kernels[name];
    if (!kernel) throw new Error(`Kernel ${name} was not compiled for this experiment.`);
    return kernel;
  }
}
