import { type Experiment, type LayerShape, layerShapes } from '../../model/experiment';

/** Elements of one part of a layer's moments, as long as there are not too many parts. */
const ELEMENTS_PER_PART = 4096;
const MAX_PARTS = 128;

const MIB = 2 ** 20;

/** Elements from one row of a layer to the next: kernels read four at a time. */
export const strideOf = (units: number) => Math.ceil(units / 4) * 4;

/** How a layer's elements, padding included, are divided among workgroups. */
export interface Partition {
  readonly elements: number;
  readonly units: number;
  readonly stride: number;
  readonly elementsPerPart: number;
  readonly parts: number;
}

export function partition(batch: number, units: number): Partition {
  const stride = strideOf(units);
  const elements = batch * stride;
  // Kernels walk four elements at a time.
  const elementsPerPart = Math.max(ELEMENTS_PER_PART, 4 * Math.ceil(elements / 4 / MAX_PARTS));
  const parts = Math.ceil(elements / elementsPerPart);
  return { elements, units, stride, elementsPerPart, parts };
}

/** The buffers of one run: a layer's input, weights, pre- and post-activations. */
export interface Workspace {
  /** Input of the odd layers and post-activation of the even ones, and the other way round. */
  readonly activations: readonly [GPUBuffer, GPUBuffer];
  readonly preActivations: GPUBuffer;
  readonly weights: GPUBuffer;
  destroy(): void;
}

const widestLayer = (shapes: readonly LayerShape[]) =>
  Math.max(shapes[0]!.fanIn, ...shapes.map(({ fanOut }) => fanOut));

/** Parts of the widest layer's moments. */
export const largestPartition = (experiment: Experiment) =>
  partition(experiment.batch, widestLayer(layerShapes(experiment))).parts;

/** Bytes of the largest weights and of the largest activations of an experiment. */
function bytesOf(experiment: Experiment, shapes: readonly LayerShape[]) {
  return {
    activations: 4 * experiment.batch * strideOf(widestLayer(shapes)),
    weights: 4 * Math.max(...shapes.map(({ fanIn, fanOut }) => strideOf(fanIn) * fanOut)),
  };
}

/** Throws a RangeError that names the size and the device's limit if the run does not fit. */
export function createWorkspace(device: GPUDevice, experiment: Experiment): Workspace {
  const bytes = bytesOf(experiment, layerShapes(experiment));
  const { maxStorageBufferBindingSize, maxBufferSize } = device.limits;
  const limit = Math.min(maxStorageBufferBindingSize, maxBufferSize);
  const largest = Math.max(bytes.activations, bytes.weights);
  if (largest > limit) {
    const [needed, allowed] = [largest, limit].map((size) => (size / MIB).toFixed(1));
    throw new RangeError(
      `This experiment needs a buffer of ${needed} MiB, and this device allows ${allowed} MiB: choose a smaller width or batch.`,
    );
  }
  const buffer = (label: string, size: number) =>
    device.createBuffer({
      label,
      size,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
  const activations = [
    buffer('activations 0', bytes.activations),
    buffer('activations 1', bytes.activations),
  ] as const;
  const preActivations = buffer('pre-activations', bytes.activations);
  const weights = buffer('weights', bytes.weights);
  const destroy = () => {
    for (const b of [...activations, preActivations, weights]) b.destroy();
  };
  return { activations, preActivations, weights, destroy };
}
