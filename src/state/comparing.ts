/** What a comparison begins with, so that it never shows the same experiment twice. */
import {
  defaultExperiment,
  type Experiment,
  type ExperimentValues,
  experimentWith,
  isSame,
} from '../model/experiment';
import type { PropertyName } from '../model/properties';
import type { History } from './history';
import type { Page } from './page';

/** What makes the article's start, at any size and for any input. */
const startNames: readonly PropertyName[] = [
  'scheme',
  'std',
  'gain',
  'bias',
  'activation',
  'norm',
  'residual',
];
const start: Partial<ExperimentValues> = Object.fromEntries(
  startNames.map((name) => [name, defaultExperiment[name]]),
);

/** What B can begin with, first what is wanted most, and how a person is told. */
const beginnings: readonly {
  readonly words: string;
  readonly of: (page: Page, past: History['past']) => ExperimentValues | undefined;
}[] = [
  {
    words: 'B is the experiment before the last change.',
    // A new seed is no change: B has A's seed.
    of: ({ a }, past) =>
      past.map((page) => page.a).findLast((before) => !isSame({ ...before, seed: a.seed }, a)),
  },
  {
    words: 'B is the article’s start: N(0, 1) weights and no activation.',
    of: ({ a }) => ({ ...a, ...start }),
  },
  {
    words: 'B is the article’s remedy: lecun_normal weights.',
    of: ({ a }) => ({ ...a, scheme: 'lecun_normal' }),
  },
];

/** What the page, as it is now, is to be compared with at first; a page that has a B keeps it. */
export function firstCompared(
  page: Page,
  { past }: History,
): { readonly b: Experiment; readonly words: string } {
  const { a } = page;
  for (const { words, of } of beginnings) {
    const values = of(page, past);
    if (!values || isSame({ ...values, seed: a.seed }, a)) continue;
    // Only what A may have together, too, differs.
    return { b: experimentWith(values, { seed: a.seed }) as Experiment, words };
  }
  throw new Error('An experiment equals two that differ.');
}
