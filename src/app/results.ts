/** What has been computed: looked up by what was asked for, so that nothing can drift apart. */
import { batch, type ReadonlySignal, signal } from '@preact/signals-core';
import type { Experiment } from '../model/experiment';
import type { Side } from '../state/page';
import { answers, keyOf, type Request, type Run } from '../state/requests';

/** The most layer reports that are kept, 2 kB each: more than a page can ask for at once. */
const MOST_LAYERS = 10_000;

export interface Results {
  /** The newest run of each side; the one before stays until the new one has something to show. */
  readonly sides: Readonly<Record<Side, ReadonlySignal<Run | undefined>>>;
  /** A whole run of an experiment, wherever its histograms are, if there is one. */
  of(experiment: Experiment): Run | undefined;
  /** Whether a request's result is there; a side's histograms must be in its store. */
  holds(request: Request): boolean;
  take(run: Run): void;
  /** Marks these experiments as wanted: where there is too much, others are dropped first. */
  want(requests: readonly Request[]): void;
  /** Forgets what the stores held, because the machine has been replaced. */
  forgetStores(): void;
}

export function createResults(): Results {
  const sides = {
    a: signal<Run | undefined>(undefined),
    b: signal<Run | undefined>(undefined),
  };
  /** Whole runs by experiment, those wanted last at the end. */
  const whole = new Map<string, Run>();
  const changed = signal(0);

  const touch = (key: string, run: Run) => {
    whole.delete(key);
    whole.set(key, run);
  };

  function forgetOldest() {
    let layers = [...whole.values()].reduce((sum, { reports }) => sum + reports.length, 0);
    for (const [key, { reports }] of whole) {
      if (layers <= MOST_LAYERS) return;
      whole.delete(key);
      layers -= reports.length;
    }
  }

  return {
    sides,
    of(experiment) {
      changed.value;
      return whole.get(keyOf(experiment));
    },
    holds(request) {
      const { store, experiment } = request;
      const run = store === 'unseen' ? whole.get(keyOf(experiment)) : sides[store].peek();
      return run?.done === true && answers(run, request);
    },
    take(run) {
      batch(() => {
        if (run.store !== 'unseen') sides[run.store].value = run;
        if (!run.done) return;
        touch(keyOf(run.experiment), run);
        forgetOldest();
        changed.value++;
      });
    },
    want(requests) {
      for (const { experiment } of requests) {
        const key = keyOf(experiment);
        const run = whole.get(key);
        if (run) touch(key, run);
      }
    },
    forgetStores() {
      batch(() => {
        sides.a.value = undefined;
        sides.b.value = undefined;
      });
    },
  };
}
