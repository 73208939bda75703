/**
 * The engine on WebGPU. Stages say what is run and measured of each layer (stages.ts, and of its parts draws.ts,
 * weights.ts, passes.ts, norms.ts and measure.ts); kernels compute it (kernel-store.ts; their WGSL is in shaders/);
 * buffers hold it (buffers.ts, as model/memory.ts plans them, and kept-weights.ts); submissions take it to the GPU
 * (submission.ts), and results come back (results.ts).
 */
import { rangesFor } from '../../model/axis';
import type { Experiment } from '../../model/experiment';
import { histogramOffset, type Quantity } from '../../model/histogram';
import { type MemoryLimits, SUBMISSIONS_IN_FLIGHT, strideOf } from '../../model/memory';
import { MAX_DEPTH } from '../../model/properties';
import type { LayerReport } from '../../model/report';
import type { RunCost } from '../../model/run-cost';
import { loadDigits } from '../digits';
import type { Engine, RunOptions, Store } from '../engine';
import { Lifetime } from '../lifetime';
import { ownBatch } from '../own-batch';
import { Histograms, memoryLimits, SLOT_BYTES, Workspaces } from './buffers';
import { multiplyAddRate } from './ceiling';
import { Costs } from './cost';
import { isSoftware, nameOf } from './device';
import { writeDigits } from './digits';
import { Dispatcher } from './dispatcher';
import { KeptWeights } from './kept-weights';
import { KernelStore } from './kernel-store';
import { flushesSubnormals } from './probe';
import { type Measured, Results, reported } from './results';
import { STAGES_PER_SUBMISSION, type Stage, Stages } from './stages';
import { Pacer, Recorder, Timestamps } from './submission';
import { grainOf, type Tuning, tune } from './tuning';
import { SeededWeights } from './weights';

/** An engine whose histograms stay on the GPU, for a scene on the same device to draw. */
export interface WebGpuEngine extends Engine {
  readonly histograms: Readonly<Record<Store, GPUBuffer>>;
  /** What the newest run has cost so far; undefined before the first. */
  readonly cost: RunCost | undefined;
  /** Whether runs from now on ask the GPU itself for its time, where it can tell. */
  timed: boolean;
  /**
   * float32 multiply-adds that the adapter can do at most, in operations a millisecond: measured now, and
   * told too low while something else computes.
   */
  ceiling(): Promise<number>;
  /**
   * Compiles what a run will take, for it to begin at once. Rejects, with the compiler's messages, if a
   * kernel does not compile.
   */
  prepare(experiment: Experiment, options?: RunOptions): Promise<void>;
}

/** Products' operations of a run whose like are worth the best product: it compiles for most of a second. */
const WORTH_THE_BEST = 1e9;

class GpuEngine implements WebGpuEngine {
  readonly histograms: Histograms;
  readonly limits: MemoryLimits;
  readonly #recorder: Recorder;
  readonly #timestamps: Timestamps;
  readonly #pacer: Pacer;
  readonly #life = new Lifetime();
  readonly #kept: KeptWeights;
  readonly #workspaces: Workspaces;
  #running = false;
  #calibrated = false;
  #cost: RunCost | undefined;

  constructor(
    private readonly device: GPUDevice,
    readonly name: string,
    readonly flushesSubnormals: boolean,
    private readonly kernels: KernelStore,
    /** Operations a millisecond of its product, if they are known. */
    rate: number | undefined,
  ) {
    this.#timestamps = new Timestamps(device);
    this.#recorder = new Recorder(device, this.#timestamps);
    this.limits = memoryLimits(device);
    this.#pacer = new Pacer(rate);
    this.#kept = new KeptWeights(device, this.limits);
    this.#workspaces = new Workspaces(device, this.limits);
    this.histograms = new Histograms(device);
  }

  get cost(): RunCost | undefined {
    return this.#cost;
  }

  get timed(): boolean {
    return this.#timestamps.wanted;
  }

  set timed(wanted: boolean) {
    this.#timestamps.wanted = wanted;
  }

  ceiling(): Promise<number> {
    return multiplyAddRate(this.device);
  }

  async prepare(experiment: Experiment, options: RunOptions = {}): Promise<void> {
    await this.kernels.of(experiment, this.#asked(experiment, options));
  }

  async *run(experiment: Experiment, options: RunOptions = {}) {
    const { signal, store = 'a' } = options;
    const asked = this.#asked(experiment, options);
    const { ranges, weights } = asked;
    const check = () => this.#life.check(signal);
    check();
    if (this.#running) throw new Error('A run has not ended yet: abort it and await its end.');
    this.#running = true;
    try {
      const kernels = await this.kernels.of(experiment, asked);
      check();
      const digits = experiment.input === 'digits' ? await loadDigits() : undefined;
      check();
      this.#kept.open(experiment);
      const workspace = await this.#workspaces.open(experiment);
      check();
      const histograms = this.histograms[store];
      const results = new Results(this.device, workspace, histograms, ranges);
      if (digits) writeDigits(this.device.queue, workspace.post(0), digits, experiment);
      const own = ownBatch(experiment, strideOf);
      if (own) this.device.queue.writeBuffer(workspace.post(0), 0, own);
      const dispatcher = new Dispatcher(kernels, this.#recorder.uniforms, this.#pacer);
      const stages = new Stages(experiment, dispatcher, workspace, results, {
        weights: new SeededWeights(experiment, dispatcher, workspace, this.#kept),
        measuresWeights: weights,
        steps: 1,
      });
      for await (const report of this.#reports(experiment, stages, results, check)) {
        yield report;
        check();
      }
      // The next run of this seed will take it: nobody waits for it now.
      const next = this.#asked(experiment, options);
      const best = this.#cost!.operations >= WORTH_THE_BEST;
      this.kernels.of(experiment, { ...next, best }).catch(() => {});
    } catch (error) {
      // What broke because the run was ended says less than why it was.
      check();
      throw error;
    } finally {
      this.#recorder.discard();
      this.#workspaces.rest();
      this.#running = false;
    }
  }

  #asked(experiment: Experiment, { ranges, weights = false }: RunOptions) {
    const again = this.#kept.holds(experiment);
    return { ranges: ranges ?? rangesFor('log', [experiment]), weights, again };
  }

  async histogram(layer: number, quantity: Quantity, store: Store = 'a'): Promise<Uint32Array> {
    this.#life.check();
    if (layer > MAX_DEPTH) throw new RangeError(`There is no histogram of layer ${layer}.`);
    const copy = this.device.createBuffer({
      size: SLOT_BYTES,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const commands = this.device.createCommandEncoder();
    const offset = histogramOffset(layer, quantity) * 4;
    commands.copyBufferToBuffer(this.histograms[store], offset, copy, 0, SLOT_BYTES);
    this.device.queue.submit([commands.finish()]);
    try {
      await copy.mapAsync(GPUMapMode.READ);
      return new Uint32Array(copy.getMappedRange().slice(0));
    } finally {
      copy.destroy();
    }
  }

  dispose(): void {
    this.#life.end();
    // Nobody may ask a run in progress to go on.
    this.#recorder.discard();
    this.#workspaces.destroy();
    this.#kept.destroy();
    this.#recorder.destroy();
    this.#timestamps.destroy();
    this.histograms.destroy();
  }

  /** Submits stage by stage, as much at a time as the pacer allows, and yields what comes back. */
  async *#reports(experiment: Experiment, stages: Stages, results: Results, check: () => void) {
    const [recorder, pacer] = [this.#recorder, this.#pacer];
    if (!this.#calibrated) await this.#calibrate(check);
    const known: LayerReport[] = [];
    let finished: Stage[] = [];
    /** What the GPU has before it, the oldest first. */
    const inFlight: { cost: number; stages: Stage[]; ends: Promise<Measured[]>; at: number }[] = [];
    let ended = performance.now();

    const costs = new Costs(experiment);
    const submit = () => {
      check();
      const { cost, dispatches } = recorder;
      const stages = finished;
      finished = [];
      const measurements = stages.flatMap((stage) => stage.measurements);
      const read = stages.length > 0 && results.encodeReadback(recorder.transfers(), measurements);
      const timed = recorder.submit();
      costs.submitted(dispatches, timed);
      const ends = read ? read() : this.device.queue.onSubmittedWorkDone().then(() => []);
      // A run that has ended meanwhile asks for it no more.
      ends.catch(() => {});
      inFlight.push({ cost, stages, ends, at: performance.now() });
    };
    const oldest = async (): Promise<LayerReport[]> => {
      const { cost, stages, ends, at } = inFlight.shift()!;
      const measured = await ends;
      check();
      // The GPU began with it when it had ended what came before.
      const now = performance.now();
      pacer.record(cost, now - Math.max(at, ended));
      ended = now;
      this.#cost = costs.after(stages, this.histograms.bytes + this.#kept.bytes);
      return stages.map((stage) => {
        this.#kept.filled(stage.layer);
        const places = new Set(stage.measurements.map(({ place }) => place));
        const own = measured.filter(({ place }) => places.has(place));
        known[stage.layer] = reported(experiment, known[stage.layer], stage, own);
        return known[stage.layer]!;
      });
    };
    const flush = async () => {
      submit();
      return inFlight.length < SUBMISSIONS_IN_FLIGHT ? [] : await oldest();
    };

    for (const stage of stages.all()) {
      await this.#kept.reserve(stage.layer);
      check();
      for (const dispatch of stage.dispatches) {
        const tooMuch = recorder.cost > 0 && recorder.cost + dispatch.cost > pacer.budget;
        if (recorder.full || tooMuch) yield* await flush();
        recorder.dispatch(dispatch);
      }
      finished.push(stage);
      if (finished.length === STAGES_PER_SUBMISSION) yield* await flush();
    }
    if (finished.length > 0) submit();
    while (inFlight.length > 0) yield* await oldest();
  }

  /** Times submissions of nothing, of which the quicker tells how long an answer takes. */
  async #calibrate(check: () => void): Promise<void> {
    const times = [];
    for (let i = 0; i < 2; i++) {
      check();
      this.#recorder.transfers();
      this.#recorder.submit();
      const started = performance.now();
      await this.device.queue.onSubmittedWorkDone();
      times.push(performance.now() - started);
    }
    this.#pacer.calibrate(Math.min(...times));
    this.#calibrated = true;
  }
}

export interface WebGpuOptions {
  /** What the engine is called; what the adapter calls itself if it is not said. */
  readonly name?: string;
  /** Whether the adapter computes on the processor; its own word for it if it is not said. */
  readonly software?: boolean;
  /** Which variants of kernels to take; what suits the device if it is not said. */
  readonly tuning?: Tuning;
  /** What will probably be run first: what it shares with most others begins to compile before it is asked for. */
  readonly soon?: Experiment;
}

/**
 * The engine that computes on a GPU. The device stays the caller's: a scene may draw with it, and
 * `dispose` leaves it alone. Kernels are compiled by `prepare`, or by the first run that needs them,
 * which rejects where one does not compile.
 */
export async function createWebGpuEngine(
  device: GPUDevice,
  {
    name = nameOf(device.adapterInfo),
    software = isSoftware(device.adapterInfo),
    tuning,
    soon,
  }: WebGpuOptions = {},
): Promise<WebGpuEngine> {
  // First in the line: the page waits for it.
  const flushes = flushesSubnormals(device);
  const chosen = Promise.resolve(tuning ?? tune(device, software));
  const kernels = new KernelStore(device, tuning?.grain ?? grainOf(software), chosen);
  if (soon) kernels.begin(soon, rangesFor('log', [soon]));
  const [flushing, { rate }] = await Promise.all([flushes, chosen]);
  return new GpuEngine(device, name, flushing, kernels, rate);
}
