import './view-bar.css';
import { createButton } from '../dom/controls';
import { make } from '../dom/make';
import { type Comparison, comparisons, type SeedCount, seedCounts } from '../model/view';
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
  /** B's experiment and its verdict, while two are compared. */
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
  seeds.element.title = 'The chart’s band: spread across random seeds';
  const swap = createButton('Swap A and B', events.swap);
  const copy = createButton('Copy A to B', events.copy);
  const [name, outcome] = [make('span'), make('span')];
  const letter = make('b', { text: 'B' });
  const summary = make('p', { 'aria-live': 'polite' }, letter, ' ', name, ': ', outcome);
  container.append(comparison.element, seeds.element, swap, copy, summary);

  return {
    show(state: CompareBarState): void {
      comparison.show(state.comparison);
      comparison.offer((how) => state.hasScene || how !== 'ghost');
      seeds.show(`${state.seeds}`);
      for (const element of [swap, copy, summary]) element.hidden = !state.other;
      if (!state.other) return;
      name.textContent = state.other.name;
      outcome.textContent = state.other.outcome;
      summary.title = summary.textContent ?? '';
    },
  };
}
