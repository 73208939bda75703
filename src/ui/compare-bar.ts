import './view-bar.css';
import { type Comparison, comparisons, type SeedCount, seedCounts } from '../model/view';
import { createButton } from './button';
import { createChoice } from './choice';

export interface CompareBarEvents {
  compare(how: Comparison): void;
  swap(): void;
  copy(): void;
  spread(seeds: SeedCount): void;
}

export interface CompareBarState {
  readonly comparison: Comparison;
  readonly seeds: SeedCount;
  /** What B is and what became of it, if something is compared. */
  readonly other: { readonly name: string; readonly outcome: string } | undefined;
  /** Whether there is a scene, in which a second run is seen. */
  readonly hasScene: boolean;
}

/** A second experiment beside the first, and how far seeds spread. */
export function createCompareBar(container: HTMLElement, events: CompareBarEvents) {
  const comparison = createChoice<Comparison>({
    label: 'compare',
    inline: true,
    options: comparisons,
    change: events.compare,
  });
  const seeds = createChoice<`${SeedCount}`>({
    label: 'seeds',
    inline: true,
    options: seedCounts,
    change: (value) => events.spread(Number(value) as SeedCount),
  });
  seeds.element.title = 'The chart’s band: how far the same experiment strays from seed to seed';
  const swap = createButton('Swap A and B', events.swap);
  const copy = createButton('Copy A to B', events.copy);
  const told = document.createElement('p');
  told.setAttribute('aria-live', 'polite');
  const letter = document.createElement('b');
  letter.textContent = 'B';
  const name = document.createElement('span');
  const outcome = document.createElement('span');
  told.append(letter, ' ', name, ': ', outcome);
  container.append(comparison.element, seeds.element, swap, copy, told);

  return {
    show(state: CompareBarState): void {
      comparison.show(state.comparison);
      comparison.offer((how) => state.hasScene || how !== 'ghost');
      seeds.show(`${state.seeds}`);
      for (const element of [swap, copy, told]) element.hidden = !state.other;
      if (!state.other) return;
      name.textContent = state.other.name;
      outcome.textContent = state.other.outcome;
      told.title = told.textContent ?? '';
    },
  };
}
