import type { ActivationName } from '../../model/activations';
import { sharedRange } from '../../model/axis';
import type { Experiment } from '../../model/experiment';
import { HISTOGRAM_WORDS, histogramOffset, type Quantity, quantities } from '../../model/histogram';
import { MAX_DEPTH } from '../../model/properties';
import type { LayerReport } from '../../model/report';
import type { Engine, RunOptions } from '../engine';
import { Codec } from './codec';
import { createKernel, type Kernel } from './kernel';
import { LayerSteps } from './layer';
import { Pacer } from './pacer';
import { Recorder } from './recorder';
import { type FinishedLayer, LAYERS_PER_SUBMISSION, Results } from './results';
import { activationSource, type KernelName, sources } from './sources';
import { createWorkspace, largestPartition } from './workspace';

const HISTOGRAM_BYTES = HISTOGRAM_WORDS * 4;

/** An engine whose histograms stay on the GPU, for a scene on the same device to draw. */
export interface WebGpuEngine extends Engine {
  readonly histograms: GPUBuffer;
}

class GpuEngine implements WebGpuEngine {
  readonly histograms: GPUBuffer;
  readonly #activations = new Map<ActivationName, Kernel>();
  readonly #recorder: Recorder;
  readonly #pacer = new Pacer();
  readonly #codec = new Codec();
  #running = false;

  constructor(
    private readonly device: GPUDevice,
    readonly name: string,
    private readonly kernels: Readonly<Record<KernelName, Kernel>>,
  ) {
    this.#recorder = new Recorder(device);
    this.histograms = device.createBuffer({
      label: 'histograms',
      size: (MAX_DEPTH + 1) * quantities.length * HISTOGRAM_BYTES,
      usage:
        GPUBufferUsage.STORAGE |
        GPUBufferUsage.VERTEX |
        GPUBufferUsage.COPY_SRC |
        GPUBufferUsage.COPY_DST,
    });
  }

  async *run(experiment: Experiment, { signal, axis = 'log' }: RunOptions = {}) {
    if (this.#running) throw new Error('A run has not ended yet: abort it and await its end.');
    signal?.throwIfAborted();
    this.#running = true;
    const disposables: { destroy(): void }[] = [];
    try {
      const kernels = { ...this.kernels, activation: await this.#activation(experiment) };
      const workspace = createWorkspace(this.device, experiment);
      disposables.push(workspace);
      const range = sharedRange(axis, experiment);
      const results = new Results(
        this.device,
        this.histograms,
        largestPartition(experiment),
        range,
        this.#codec,
      );
      disposables.push(results);
      const { uniforms } = this.#recorder;
      const steps = new LayerSteps(experiment, kernels, uniforms, workspace, results, this.#pacer);
      yield* this.#layers(steps, results, signal);
    } finally {
      this.#recorder.discard();
      for (const disposable of disposables) disposable.destroy();
      this.#running = false;
    }
  }

  async histogram(layer: number, quantity: Quantity): Promise<Uint32Array> {
    if (layer > MAX_DEPTH) throw new RangeError(`There is no histogram of layer ${layer}.`);
    const copy = this.device.createBuffer({
      size: HISTOGRAM_BYTES,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const commands = this.device.createCommandEncoder();
    const offset = histogramOffset(layer, quantity) * 4;
    commands.copyBufferToBuffer(this.histograms, offset, copy, 0, HISTOGRAM_BYTES);
    this.device.queue.submit([commands.finish()]);
    await copy.mapAsync(GPUMapMode.READ);
    const counts = new Uint32Array(copy.getMappedRange().slice(0));
    copy.destroy();
    return counts;
  }

  dispose(): void {
    this.#recorder.destroy();
    this.histograms.destroy();
  }

  /** Submits layer by layer, as much at a time as the pacer allows, and yields what comes back. */
  async *#layers(steps: LayerSteps, results: Results, signal: AbortSignal | undefined) {
    const [recorder, pacer] = [this.#recorder, this.#pacer];
    let finished: FinishedLayer[] = [];

    const flush = async (): Promise<LayerReport[]> => {
      signal?.throwIfAborted();
      const { cost } = recorder;
      if (finished.length > 0) results.encodeReadback(recorder.transfers(), finished);
      recorder.submit();
      const started = performance.now();
      const reports = finished.length > 0 ? await results.read(finished) : [];
      if (finished.length === 0) await this.device.queue.onSubmittedWorkDone();
      pacer.record(cost, performance.now() - started);
      finished = [];
      signal?.throwIfAborted();
      return reports;
    };

    for (const stage of steps.stages()) {
      const start = histogramOffset(stage.finished.layer, 'pre') * 4;
      recorder.transfers().clearBuffer(this.histograms, start, quantities.length * HISTOGRAM_BYTES);
      for (const dispatch of stage.dispatches) {
        const tooMuch = recorder.cost > 0 && recorder.cost + dispatch.cost > pacer.budget;
        if (recorder.full || tooMuch) yield* await flush();
        recorder.dispatch(dispatch);
      }
      finished.push(stage.finished);
      if (finished.length === LAYERS_PER_SUBMISSION) yield* await flush();
    }
    if (finished.length > 0) yield* await flush();
  }

  async #activation({ activation: name }: Experiment): Promise<Kernel> {
    const kernel =
      this.#activations.get(name) ??
      (await createKernel(this.device, `activation ${name}`, activationSource(name)));
    this.#activations.set(name, kernel);
    return kernel;
  }
}

/**
 * The engine that computes on a GPU. The device stays the caller's: a scene may draw with it, and
 * `dispose` leaves it alone. Rejects if a kernel does not compile.
 */
export async function createWebGpuEngine(
  device: GPUDevice,
  { name = 'GPU' }: { name?: string } = {},
): Promise<WebGpuEngine> {
  const names = Object.keys(sources) as KernelName[];
  const compiled = await Promise.all(
    names.map(async (kernel) => [kernel, await createKernel(device, kernel, sources[kernel])]),
  );
  const kernels = Object.fromEntries(compiled) as Record<KernelName, Kernel>;
  return new GpuEngine(device, name, kernels);
}
