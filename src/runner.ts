import type { Engine, Store } from './engine/engine';
import { type AxisMode, rangesFor } from './model/axis';
import { type Experiment, formatExperiment } from './model/experiment';
import type { LayerReport } from './model/report';
import { soon } from './model/soon';

/** What is asked for. */
export interface Request {
  readonly experiment: Experiment;
  readonly axis: AxisMode;
  /** Another experiment, whose values the axis is to hold as well. */
  readonly beside: Experiment | undefined;
  /** Whether the weights are measured too. */
  readonly weights: boolean;
  /** A cheaper stand-in while a slider is dragged. */
  readonly preview: boolean;
}

/** A run as far as it has come. */
export interface Run extends Request {
  readonly reports: readonly LayerReport[];
  readonly done: boolean;
}

/** What runs are for: a slot holds one run. */
export type Slot = 'shown' | 'compared' | `seed ${number}`;

export interface Job {
  readonly slot: Slot;
  readonly request: Request;
}

export interface RunnerEvents {
  /** A run is about to begin: its slot's histograms are still those of the one before. */
  begin(slot: Slot): void;
  /** Called at most once a frame while a run streams, and once at its end. */
  progress(slot: Slot, run: Run): void;
  fail(slot: Slot, error: Error): void;
}

/** A run whose reports alone are wanted, by whoever awaits them. */
interface Errand {
  readonly experiment: Experiment;
  readonly signal: AbortSignal;
  resolve(reports: readonly LayerReport[]): void;
  reject(reason: unknown): void;
}

const drawn: Partial<Record<Slot, Store>> = { shown: 'a', compared: 'b' };
/** Where a slot's histograms are. */
export const storeOf = (slot: Slot): Store => drawn[slot] ?? 'unseen';

/** What is computed, in a word: two requests of the same key have the same result. */
export const keyOf = ({ experiment, axis, beside, weights }: Request) =>
  JSON.stringify([...[experiment, beside ?? experiment].map(formatExperiment), axis, weights]);

/**
 * Runs what is wanted, one run at a time, in the order of the list; errands come last. What is no
 * longer wanted is aborted, and never shown again; what is there already is not run again.
 */
export function createRunner(engine: Engine, events: RunnerEvents) {
  let wanted: readonly Job[] = [];
  /** What each slot holds whole, or has failed to. */
  const settled = new Map<Slot, string>();
  const errands: Errand[] = [];
  /** What is running: a slot's job, or an errand. */
  let current: { readonly job: Job | undefined; readonly controller: AbortController } | undefined;
  let busy = false;

  const next = () => wanted.find(({ slot, request }) => settled.get(slot) !== keyOf(request));

  async function stream({ slot, request }: Job, signal: AbortSignal) {
    const reports: LayerReport[] = [];
    /** Cancels the next telling, while one is to come. */
    let waiting: (() => void) | undefined;
    let untold = false;
    const tell = (done: boolean) => {
      waiting?.();
      waiting = undefined;
      untold = false;
      if (!signal.aborted) events.progress(slot, { ...request, reports: [...reports], done });
    };
    // The first report at once: pictures wait for a frame of their own.
    const tellSoon = () => {
      untold = true;
      if (waiting) return;
      tell(false);
      waiting = soon(() => {
        waiting = undefined;
        if (untold) tellSoon();
      });
    };
    try {
      const { experiment, axis, beside, weights } = request;
      events.begin(slot);
      const ranges = rangesFor(axis, beside ? [experiment, beside] : [experiment]);
      const options = { signal, ranges, weights, store: storeOf(slot) };
      for await (const report of engine.run(experiment, options)) {
        // With gradients, a layer reports a second time.
        reports[report.layer] = report;
        tellSoon();
      }
      settled.set(slot, keyOf(request));
      tell(true);
    } finally {
      waiting?.();
    }
  }

  async function runJob(job: Job) {
    const controller = new AbortController();
    current = { job, controller };
    settled.delete(job.slot);
    try {
      await stream(job, controller.signal);
    } catch (error) {
      if (controller.signal.aborted) return;
      // Not tried again until something else is wanted.
      settled.set(job.slot, keyOf(job.request));
      events.fail(job.slot, error as Error);
    }
  }

  /** Begins anew if a job interrupts it. */
  async function runErrand(errand: Errand) {
    const controller = new AbortController();
    current = { job: undefined, controller };
    const signal = AbortSignal.any([controller.signal, errand.signal]);
    const reports: LayerReport[] = [];
    try {
      const options = { signal, store: 'unseen' } as const;
      for await (const report of engine.run(errand.experiment, options))
        reports[report.layer] = report;
      errand.resolve(reports);
    } catch (error) {
      if (controller.signal.aborted && !errand.signal.aborted) errands.unshift(errand);
      else errand.reject(error);
    }
  }

  async function work() {
    busy = true;
    while (true) {
      const job = next();
      const errand = job ? undefined : errands.shift();
      if (job) await runJob(job);
      else if (errand) await runErrand(errand);
      else break;
    }
    current = undefined;
    busy = false;
  }

  return {
    /** Wants these jobs, the most urgent first, and no others. */
    want(jobs: readonly Job[]): void {
      wanted = jobs;
      const urgent = next();
      const running = current?.job;
      const stays =
        urgent && running?.slot === urgent.slot && keyOf(running.request) === keyOf(urgent.request);
      if (!stays && (urgent || running)) current?.controller.abort();
      if (!busy) void work();
    },
    /** Whether a slot holds what is wanted of it. */
    holds: (slot: Slot) =>
      !wanted.some((job) => job.slot === slot && settled.get(slot) !== keyOf(job.request)),
    /** Runs an experiment for its reports. Rejects with the signal's reason or the engine's error. */
    measure: (experiment: Experiment, signal: AbortSignal) =>
      new Promise<readonly LayerReport[]>((resolve, reject) => {
        errands.push({ experiment, signal, resolve, reject });
        if (!busy) void work();
      }),
  };
}
