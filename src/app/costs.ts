/** Tells, for whoever wants to know, what the run that is shown has cost. */
import { type ReadonlySignal, signal } from '@preact/signals-core';
import type { Preferences } from '../model/view';
import type { Run } from '../state/requests';
import { costInWords } from '../ui/cost-words';
import type { Machine } from './boot';
import { follow } from './follow';

const NO_GPU = 'cost: told of runs on a GPU alone';

/** `run`: the newest, whose progress the line follows. */
export function followCosts(
  alive: AbortSignal,
  line: HTMLElement,
  preferences: ReadonlySignal<Preferences>,
  machine: ReadonlySignal<Machine>,
  run: ReadonlySignal<Run | undefined>,
): void {
  const ceiling = signal<number | undefined>(undefined);
  follow(alive, () => {
    const { gpu } = machine.value;
    const wanted = preferences.value.costs;
    ceiling.value = undefined;
    if (!gpu) return;
    gpu.engine.timed = wanted;
    if (!wanted) return;
    let current = true;
    gpu.engine.ceiling().then(
      (rate) => {
        if (current) ceiling.value = rate;
      },
      // The device is gone: the next one is asked.
      () => {},
    );
    return () => {
      current = false;
    };
  });
  follow(alive, () => {
    line.hidden = !preferences.value.costs;
    if (line.hidden) return;
    void run.value;
    const { gpu } = machine.value;
    const cost = gpu?.engine.cost;
    line.textContent = gpu ? (cost ? costInWords(cost, ceiling.value) : 'cost: …') : NO_GPU;
  });
}
