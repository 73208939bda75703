/** Tells, for whoever wants to know, what the run that is shown has cost. */
import { computed, type ReadonlySignal, signal } from '@preact/signals-core';
import type { Preferences } from '../model/view';
import type { Run } from '../state/requests';
import { costInWords } from '../ui/cost-words';
import type { Machine } from './boot';
import { follow } from './follow';

const NO_GPU = 'cost: told of runs on a GPU alone';

/**
 * `run`: the newest, whose progress the line follows. While anything computes, what the adapter can do at most
 * cannot be told: it is measured when all rests.
 */
export function followCosts(
  alive: AbortSignal,
  line: HTMLElement,
  preferences: ReadonlySignal<Preferences>,
  machine: ReadonlySignal<Machine>,
  run: ReadonlySignal<Run | undefined>,
  resting: ReadonlySignal<boolean>,
): void {
  const ceiling = signal<number | undefined>(undefined);
  const wanted = computed(() => preferences.value.costs);
  follow(alive, () => {
    ceiling.value = undefined;
    const { gpu } = machine.value;
    if (gpu) gpu.engine.timed = wanted.value;
  });
  follow(alive, () => {
    const { gpu } = machine.value;
    if (!gpu || !wanted.value || !resting.value || ceiling.peek()) return;
    let current = true;
    gpu.engine.ceiling().then(
      (rate) => {
        // Another run may have begun meanwhile: it is measured again when that one rests.
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
    line.hidden = !wanted.value;
    if (line.hidden) return;
    void run.value;
    const { gpu } = machine.value;
    const cost = gpu?.engine.cost;
    line.textContent = gpu ? (cost ? costInWords(cost, ceiling.value) : 'cost: …') : NO_GPU;
  });
}
