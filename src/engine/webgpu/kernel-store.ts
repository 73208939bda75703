import type { Experiment } from '../../model/experiment';
import { isActivation, isGradient, quantities, type Ranges } from '../../model/histogram';
import { drawnInput } from '../../model/input';
import { layerShapes } from '../../model/layer-shapes';
import { strideOf } from '../../model/memory';
import { numberFormats } from '../../model/number-format';
import { schemeOf } from '../../model/schemes';
import { layerWidths } from '../../model/width-list';
import type { Kernels, RunKernels } from './dispatcher';
import { createKernel, type Kernel } from './kernel';
import type { Grain } from './partition';
import { type ProductName, products } from './products';
import {
  type ActivationKernelName,
  activationSources,
  type Constants,
  type DrawName,
  drawSources,
  grained,
  type KernelName,
  sources,
  withConstants,
} from './sources';
import type { Choice } from './tuning';

type Name = KernelName | ActivationKernelName;

const always = () => true;
const rowNorm = ({ norm }: Experiment) => norm === 'layer' || norm === 'rms';
const batchNorm = ({ norm }: Experiment) => norm === 'batch';
const orthogonal = ({ scheme }: Experiment) => schemeOf(scheme).distribution === 'orthogonal';
const sparse = ({ scheme }: Experiment) => schemeOf(scheme).zeros !== undefined;
const fromData = ({ scheme }: Experiment) => schemeOf(scheme).dataDependent === true;
const backward = (experiment: Experiment) => experiment.backward;

/** What else decides which kernels a run takes. */
interface Asked {
  readonly ranges: Ranges;
  /** Whether weights are measured. */
  readonly weights: boolean;
  /** Whether unit weights of a run before can be taken again. */
  readonly again: boolean;
  /** Whether the best product is waited for, if another one could compute meanwhile. */
  readonly best?: boolean;
}

/** Which experiments take a kernel: the others do not wait for it to compile. */
const needed: Record<Exclude<Name, DrawName>, (experiment: Experiment, asked: Asked) => boolean> = {
  matmul: always,
  survey: always,
  columns: always,
  histogram: always,
  moments: (experiment, { weights }) => weights || backward(experiment) || fromData(experiment),
  ownRange: (_, { ranges }) => quantities.some((quantity) => !ranges[quantity]),
  reflectors: orthogonal,
  reflectorGram: orthogonal,
  reflect: orthogonal,
  orthogonal,
  sparseThresholds: sparse,
  sparsify: sparse,
  lsuvFactor: fromData,
  scale: fromData,
  // Backward takes what forward has drawn.
  scaled: (experiment, { again }) => again || backward(experiment),
  normRows: rowNorm,
  normColumns: batchNorm,
  surveyBackward: backward,
  matmulInput: backward,
  matmulWeight: backward,
  normRowsBackward: (experiment) => backward(experiment) && rowNorm(experiment),
  normColumnsBackward: (experiment) => backward(experiment) && batchNorm(experiment),
};

/** What an experiment draws element by element: input, weights, biases, and what comes back. */
function drawn(experiment: Experiment): DrawName[] {
  const { distribution } = schemeOf(experiment.scheme);
  const biases = layerShapes(experiment).flatMap(({ bias }) =>
    bias.scale === 0 ? [] : bias.distribution,
  );
  const all = [
    // An orthogonal matrix begins as the identity.
    distribution === 'orthogonal' ? 'eye' : distribution,
    drawnInput(experiment)?.distribution,
    ...biases,
    backward(experiment) && 'normal',
  ];
  return [...new Set(all)].flatMap((name) => (name ? (`draw ${name}` as DrawName) : []));
}

const constantsFor = (experiment: Experiment, { ranges, weights }: Asked): Constants => {
  const { format, residual } = experiment;
  const FORMAT = numberFormats[format].code;
  const measured = quantities.filter(
    (of) => isActivation(of) || (isGradient(of) ? experiment.backward : weights),
  );
  const kinds = measured.map((quantity) => ranges[quantity]?.kind ?? 'linear');
  return {
    FORMAT,
    RESIDUAL: residual,
    AGAIN: residual || FORMAT !== 0,
    LOG_BINS: kinds.includes('log'),
    LINEAR_RANGES: kinds.includes('linear'),
    PADDED: layerWidths(experiment).some((width) => width !== strideOf(width)),
  };
};

/** Compiles kernels when an experiment first needs them, and keeps them. */
export class KernelStore {
  /** By their WGSL. */
  readonly #kernels = new Map<string, Promise<Kernel>>();
  /** WGSL whose kernel is there. */
  readonly #compiled = new Set<string>();

  /** The grain is known before the product, which may be on trial while kernels that are none compile. */
  constructor(
    private readonly device: GPUDevice,
    private readonly grain: Grain,
    private readonly choice: Choice | Promise<Choice>,
  ) {}

  /** The kernels of an experiment. Rejects, with the compiler's messages, if one does not compile. */
  of(experiment: Experiment, asked: Asked): Promise<RunKernels> {
    return this.#named(experiment, asked, [
      ...drawn(experiment),
      ...(Object.keys(needed) as (keyof typeof needed)[]).filter((name) =>
        needed[name](experiment, asked),
      ),
    ]);
  }

  /** Begins with what the run of an experiment and most others take, whatever its activation and scheme. */
  begin(experiment: Experiment, ranges: Ranges): void {
    const names: Name[] = [...drawn(experiment), 'matmul', 'histogram'];
    // Who needs one of them will hear of it.
    this.#named(experiment, { ranges, weights: false, again: false }, names).catch(() => {});
  }

  async #named(experiment: Experiment, asked: Asked, names: readonly Name[]): Promise<RunKernels> {
    const constants = constantsFor(experiment, asked);
    const compile = (code: Partial<Record<Name, string>>, activation = '') =>
      Promise.all(
        names.flatMap((name) => {
          const wgsl = code[name];
          if (!wgsl) return [];
          const label = `${name} ${activation}`.trim();
          return this.#compile(label, withConstants(wgsl, constants)).then(
            (one) => [name, one] as const,
          );
        }),
      );
    const { grain } = this;
    const { activation } = experiment;
    const product = this.#product(asked, constants);
    const compiled = await Promise.all([
      compile({ ...sources, ...drawSources, ...grained(grain) }),
      compile(activationSources(activation, grain), activation),
      product.then((name) => compile(products[name].kernels)),
    ]);
    const kernels: Partial<Kernels> = Object.fromEntries(compiled.flat());
    return { kernels, tuning: { grain, product: await product } };
  }

  async #product({ best: wanted }: Asked, constants: Constants): Promise<ProductName> {
    const { product: best, meanwhile = best } = await this.choice;
    const matmul = withConstants(products[best].kernels.matmul, constants);
    return wanted || this.#compiled.has(matmul) ? best : meanwhile;
  }

  #compile(label: string, code: string): Promise<Kernel> {
    const kernel = this.#kernels.get(code) ?? createKernel(this.device, label, code);
    this.#kernels.set(code, kernel);
    kernel.then(
      () => this.#compiled.add(code),
      // It is tried again: a device may have been out of memory for a moment.
      () => this.#kernels.delete(code),
    );
    return kernel;
  }
}
