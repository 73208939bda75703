import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals-core';
import { type Experiment, experimentWith } from './model/experiment';
import type { View } from './model/view';

/** Keeps the experiment B, with which the one that is set, A, is compared. */
export function createComparing(
  experiment: ReadonlySignal<Experiment>,
  view: ReadonlySignal<View>,
  setA: (experiment: Experiment) => void,
) {
  const kept = signal<Experiment | undefined>(undefined);
  const isOn = computed(() => view.value.comparison !== 'off');
  const ofSeed = (e: Experiment, seed: number) => experimentWith(e, { seed }) as Experiment;
  // A person goes on from what is seen: at first B is what A was.
  effect(() => {
    if (isOn.value && !kept.peek()) kept.value = experiment.peek();
  });

  return {
    /** B, with A's seed; undefined where nothing is compared. */
    other: computed(() =>
      isOn.value && kept.value ? ofSeed(kept.value, experiment.value.seed) : undefined,
    ),
    /** Makes B what A is. */
    copy(): void {
      kept.value = experiment.peek();
    },
    /** Sets B, which is seen where two are compared. */
    keep(other: Experiment): void {
      kept.value = other;
    },
    swap(): void {
      const [a, b] = [experiment.peek(), kept.peek()];
      if (!b) return;
      batch(() => {
        setA(ofSeed(b, a.seed));
        kept.value = a;
      });
    },
  };
}
