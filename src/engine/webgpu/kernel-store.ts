import type { ActivationName } from '../../model/activations';
import type { Experiment } from '../../model/experiment';
import { quantities, type Ranges } from '../../model/histogram';
import { schemeOf } from '../../model/schemes';
import type { Kernels } from './dispatcher';
import { createKernel, type Kernel } from './kernel';
import {
  type ActivationKernelName,
  activationSources,
  grained,
  type KernelName,
  products,
  sources,
} from './sources';
import type { Tuning } from './tuning';

type Name = KernelName | ActivationKernelName;

const always = () => true;
const rowNorm = ({ norm }: Experiment) => norm === 'layer' || norm === 'rms';
const batchNorm = ({ norm }: Experiment) => norm === 'batch';
const orthogonal = ({ scheme }: Experiment) => schemeOf(scheme).distribution === 'orthogonal';
const sparse = ({ scheme }: Experiment) => schemeOf(scheme).zeros !== undefined;
const fromData = ({ scheme }: Experiment) => schemeOf(scheme).dataDependent === true;
const backward = (experiment: Experiment) => experiment.backward;

/** Which experiments take a kernel: the others do not wait for it to compile. */
const needed: Record<Name, (experiment: Experiment, ranges: Ranges) => boolean> = {
  draw: always,
  matmul: always,
  survey: always,
  columns: always,
  histogram: always,
  moments: always,
  ownRange: (_, ranges) => quantities.some((quantity) => !ranges[quantity]),
  reflectors: orthogonal,
  reflectorGram: orthogonal,
  reflect: orthogonal,
  orthogonal,
  sparseThresholds: sparse,
  sparsify: sparse,
  lsuvFactor: fromData,
  scale: fromData,
  scaled: always,
  normRows: rowNorm,
  normColumns: batchNorm,
  surveyBackward: backward,
  matmulInput: backward,
  matmulWeight: backward,
  normRowsBackward: (experiment) => backward(experiment) && rowNorm(experiment),
  normColumnsBackward: (experiment) => backward(experiment) && batchNorm(experiment),
};

/** Compiles kernels when an experiment first needs them, and keeps them. */
export class KernelStore {
  readonly #kernels = new Map<string, Promise<Kernel>>();

  constructor(
    private readonly device: GPUDevice,
    readonly tuning: Tuning,
  ) {}

  /** The kernels of an experiment. Rejects, with the compiler's messages, if one does not compile. */
  async of(experiment: Experiment, ranges: Ranges): Promise<Partial<Kernels>> {
    const { grain, product } = this.tuning;
    const shared = { ...sources, ...products[product].kernels, ...grained(grain) };
    const code = { ...shared, ...activationSources(experiment.activation, grain) };
    const names = (Object.keys(needed) as Name[]).filter((name) =>
      needed[name](experiment, ranges),
    );
    const compiled = await Promise.all(
      names.map(async (name) => {
        const activation = Object.hasOwn(shared, name) ? '' : experiment.activation;
        return [name, await this.#compile(name, code[name], activation)];
      }),
    );
    return Object.fromEntries(compiled);
  }

  #compile(name: Name, code: string, activation: ActivationName | ''): Promise<Kernel> {
    const key = `${name} ${activation}`;
    const kernel = this.#kernels.get(key) ?? createKernel(this.device, key.trim(), code);
    this.#kernels.set(key, kernel);
    // What fails is tried again: a device may have been out of memory for a moment.
    kernel.catch(() => this.#kernels.delete(key));
    return kernel;
  }
}
