import type { Engine } from './engine/engine';
import type { AxisMode } from './model/axis';
import type { Experiment } from './model/experiment';
import type { LayerReport } from './model/report';

/** What is asked for. */
export interface Request {
  readonly experiment: Experiment;
  readonly axis: AxisMode;
  /** A cheaper stand-in while a slider is dragged. */
  readonly preview: boolean;
}

/** A run as far as it has come. */
export interface Run extends Request {
  readonly reports: readonly LayerReport[];
  readonly done: boolean;
}

export interface RunnerEvents {
  /** Called at most once a frame while a run streams, and once at its end. */
  progress(run: Run): void;
  fail(error: Error): void;
}

/** Runs the newest request; an older one that is still running is aborted, and never shown again. */
export function createRunner(engine: Engine, events: RunnerEvents) {
  let wanted: Request | undefined;
  let controller: AbortController | undefined;
  let busy = false;

  async function stream(request: Request, signal: AbortSignal) {
    const reports: LayerReport[] = [];
    let frame = 0;
    const tell = (done: boolean) => {
      cancelAnimationFrame(frame);
      frame = 0;
      if (!signal.aborted) events.progress({ ...request, reports: [...reports], done });
    };
    try {
      const { experiment, axis } = request;
      for await (const report of engine.run(experiment, { signal, axis })) {
        // With gradients, a layer reports a second time.
        reports[report.layer] = report;
        frame ||= requestAnimationFrame(() => tell(false));
      }
      tell(true);
    } finally {
      cancelAnimationFrame(frame);
    }
  }

  async function work() {
    busy = true;
    while (wanted) {
      const request = wanted;
      wanted = undefined;
      controller = new AbortController();
      try {
        await stream(request, controller.signal);
      } catch (error) {
        if (!controller.signal.aborted) events.fail(error as Error);
      }
    }
    busy = false;
  }

  return {
    /** Starts at once, or as soon as what is running has stopped. */
    start(request: Request): void {
      wanted = request;
      controller?.abort();
      if (!busy) void work();
    },
  };
}
