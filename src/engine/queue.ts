/** Runs what is wanted, one run at a time: an engine computes one experiment after another. */
import type { Experiment } from '../model/experiment';
import type { LayerReport } from '../model/report';
import { afterFrame } from '../model/soon';
import type { Request, Run } from '../state/requests';
import type { Engine } from './engine';
import { measure } from './measure';

export interface QueueEvents {
  /** Whether what a request asks for is there, so that it need not be run. */
  holds(request: Request): boolean;
  /** A run is about to begin: its store's histograms are still those of the one before. */
  begin(request: Request): void;
  /** Called at most once a frame while a run streams, and once at its end. */
  progress(run: Run): void;
  /** The engine could not run it. It is not tried again until something else is wanted. */
  fail(request: Request, error: Error): void;
  /** One of these events threw: the queue goes on. */
  fault(error: unknown): void;
}

/** A run whose reports alone are wanted, by whoever awaits them. */
interface Measurement {
  readonly experiment: Experiment;
  readonly signal: AbortSignal;
  resolve(reports: readonly LayerReport[]): void;
  reject(reason: unknown): void;
}

const same = (a: Request, b: Request) => JSON.stringify(a) === JSON.stringify(b);

/** The most urgent request that is not there comes first; measurements come last. */
export class Queue {
  #wanted: readonly Request[] = [];
  #failed: readonly Request[] = [];
  readonly #measurements: Measurement[] = [];
  /** What is running: a request, or a measurement. */
  #current: { readonly request: Request | undefined; readonly stop: AbortController } | undefined;
  #busy = false;
  #closed = false;

  constructor(
    private readonly engine: Engine,
    private readonly events: QueueEvents,
  ) {}

  /** Wants these, the most urgent first, and no others; what runs and is not wanted is aborted. */
  want(requests: readonly Request[]): void {
    this.#wanted = requests;
    this.#failed = this.#failed.filter((one) => requests.some((other) => same(one, other)));
    const urgent = this.#next();
    const running = this.#current?.request;
    const stays = urgent && running && same(urgent, running);
    if (!stays && (urgent || running)) this.#current?.stop.abort();
    if (!this.#busy) void this.#work();
  }

  /** Runs an experiment for its reports. Rejects with the signal's reason or the engine's error. */
  measure(experiment: Experiment, signal: AbortSignal): Promise<readonly LayerReport[]> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(closed());
      this.#measurements.push({ experiment, signal, resolve, reject });
      if (!this.#busy) void this.#work();
    });
  }

  /** Whether a request has failed and is not tried again. */
  hasFailed(request: Request): boolean {
    return this.#failed.some((one) => same(one, request));
  }

  /** Runs nothing more; whoever waits for a measurement is told. */
  close(): void {
    this.#closed = true;
    this.#wanted = [];
    for (const { reject } of this.#measurements.splice(0)) reject(closed());
    this.#current?.stop.abort(closed());
  }

  #next(): Request | undefined {
    return this.#wanted.find((one) => !this.hasFailed(one) && !this.events.holds(one));
  }

  #tell(event: () => void): void {
    try {
      event();
    } catch (error) {
      this.events.fault(error);
    }
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (!this.#closed) {
      const request = this.#next();
      const measurement = request ? undefined : this.#measurements.shift();
      if (request) await this.#run(request);
      else if (measurement) await this.#measure(measurement);
      else break;
    }
    this.#current = undefined;
    this.#busy = false;
  }

  async #run(request: Request): Promise<void> {
    const stop = new AbortController();
    this.#current = { request, stop };
    try {
      this.#tell(() => this.events.begin(request));
      await this.#stream(request, stop.signal);
    } catch (error) {
      if (stop.signal.aborted) return;
      this.#failed = [...this.#failed, request];
      this.#tell(() => this.events.fail(request, error as Error));
    }
  }

  async #stream(request: Request, signal: AbortSignal): Promise<void> {
    const reports: LayerReport[] = [];
    /** Cancels the next telling, while one is to come. */
    let waiting: (() => void) | undefined;
    let untold = false;
    const tell = (done: boolean) => {
      waiting?.();
      waiting = undefined;
      untold = false;
      if (signal.aborted) return;
      this.#tell(() => this.events.progress({ ...request, reports: [...reports], done }));
    };
    // The first report at once: pictures wait for a frame of their own.
    const tellSoon = () => {
      untold = true;
      if (waiting) return;
      tell(false);
      waiting = afterFrame(() => {
        waiting = undefined;
        if (untold) tellSoon();
      });
    };
    try {
      const { experiment, ranges, weights, store } = request;
      const options = { signal, weights, store, ...(ranges && { ranges }) };
      for await (const report of this.engine.run(experiment, options)) {
        // With gradients, a layer reports a second time.
        reports[report.layer] = report;
        tellSoon();
      }
      tell(true);
    } finally {
      waiting?.();
    }
  }

  /** Begins anew if a request interrupts it. */
  async #measure(measurement: Measurement): Promise<void> {
    const stop = new AbortController();
    this.#current = { request: undefined, stop };
    const signal = AbortSignal.any([stop.signal, measurement.signal]);
    try {
      const options = { signal, store: 'unseen' } as const;
      measurement.resolve(await measure(this.engine, measurement.experiment, options));
    } catch (error) {
      const interrupted = stop.signal.aborted && !measurement.signal.aborted && !this.#closed;
      if (interrupted) this.#measurements.unshift(measurement);
      else measurement.reject(error);
    }
  }
}

const closed = () => new Error('The machine that was to compute it is gone.');
