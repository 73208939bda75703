import { batch, computed, signal } from '@preact/signals-core';
import type { Engine } from './engine/engine';
import type { LayerReport } from './model/report';
import { createRunner, type Job, keyOf, type Run, type Slot } from './runner';

export interface RunsEvents {
  /** A run is about to take the place of the one that a slot holds. */
  begin(slot: Slot): void;
  /** The newest run that is shown is another one than before. */
  renewed(): void;
  /** A run reports: what went wrong before is over. */
  reported(): void;
  failed(slot: Slot, error: Error): void;
}

interface Seed {
  readonly slot: Slot;
  readonly key: string;
  readonly reports: readonly LayerReport[];
}

const isSeed = (slot: Slot) => slot.startsWith('seed');

/** What has been computed, slot by slot. */
export function createRuns(engine: Engine, events: RunsEvents) {
  /** The newest run; the previous one stays until the new one has something to show. */
  const shown = signal<Run | undefined>(undefined);
  const compared = signal<Run | undefined>(undefined);
  const seeds = signal<readonly Seed[]>([]);
  let failed = false;
  /** What each slot is to hold. */
  let wanted: ReadonlyMap<Slot, string> = new Map();

  const runner = createRunner(engine, {
    begin: events.begin,
    progress(slot, run) {
      failed = false;
      batch(() => {
        events.reported();
        if (isSeed(slot)) {
          if (run.done)
            seeds.value = [...seeds.peek(), { slot, key: keyOf(run), reports: run.reports }];
          return;
        }
        const place = slot === 'shown' ? shown : compared;
        if (slot === 'shown' && run.experiment !== place.peek()?.experiment) events.renewed();
        place.value = run;
      });
      tell();
    },
    fail(slot, error) {
      failed = !isSeed(slot);
      events.failed(slot, error);
      tell();
    },
  });

  /** For whoever waits for the page: what is seen is whole, is on its way, or has failed. */
  function tell() {
    const whole = runner.holds('shown') && runner.holds('compared');
    const state = failed ? 'failed' : whole ? 'done' : 'running';
    const { dataset } = document.documentElement;
    // The same again would be told to whoever observes it.
    if (dataset.run !== state) dataset.run = state;
  }

  return {
    shown,
    compared,
    seeds: computed(() => seeds.value.map(({ reports }) => reports)),
    /** Computes these, and nothing else; what is there already stays. */
    want(jobs: readonly Job[]): void {
      wanted = new Map(jobs.map(({ slot, request }) => [slot, keyOf(request)]));
      const kept = seeds.peek().filter(({ slot, key }) => wanted.get(slot) === key);
      if (kept.length < seeds.peek().length) seeds.value = kept;
      failed = false;
      runner.want(jobs);
      tell();
    },
    /** Whether a run is the newest that was asked for, so that histograms are its own. */
    isCurrent(slot: 'shown' | 'compared'): boolean {
      const run = (slot === 'shown' ? shown : compared).value;
      return run !== undefined && wanted.get(slot) === keyOf(run);
    },
    measure: runner.measure,
  };
}

export type Runs = ReturnType<typeof createRuns>;
