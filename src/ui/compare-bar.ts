import { createButton } from '../dom/controls';
import { make } from '../dom/make';
import { type Comparison, comparisons, type SeedCount, seedCounts } from '../model/view';
import { createChoice } from './choice';
import { createTool } from './tool';

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
export function createCompareBar(
  { tools, words }: { readonly tools: HTMLElement; readonly words: HTMLElement },
  events: CompareBarEvents,
) {
  const comparison = createChoice<Comparison>({
    label: 'compare',
    options: comparisons,
    change: events.compare,
  });
  const seeds = createChoice<`${SeedCount}`>({
    label: 'seeds',
    options: seedCounts,
    change: (value) => events.spread(Number(value) as SeedCount),
  });
  const swap = createButton('Swap A and B', events.swap);
  const copy = createButton('Copy A to B', events.copy);
  const [name, outcome] = [make('span'), make('span')];
  const letter = make('b', { text: 'B' });
  const summary = make(
    'p',
    { class: 'compared', 'aria-live': 'polite' },
    letter,
    ' ',
    name,
    ': ',
    outcome,
  );
  const compare = createTool(
    { name: 'compare', icon: 'compare', does: 'a second experiment' },
    comparison.element,
    swap,
    ' ',
    copy,
  );
  const band = createTool(
    {
      name: 'seeds',
      icon: 'seeds',
      minor: true,
      does: 'the chart’s band: spread across random seeds',
    },
    seeds.element,
  );
  tools.append(compare.element, band.element);
  words.append(summary);

  return {
    show(state: CompareBarState): void {
      comparison.show(state.comparison);
      comparison.offer((how) => state.hasScene || how !== 'ghost');
      seeds.show(`${state.seeds}`);
      compare.show(comparisons[state.comparison]);
      band.show(seedCounts[state.seeds]);
      for (const element of [swap, copy, summary]) element.hidden = !state.other;
      if (!state.other) return;
      name.textContent = state.other.name;
      outcome.textContent = state.other.outcome;
      summary.title = summary.textContent ?? '';
    },
  };
}
