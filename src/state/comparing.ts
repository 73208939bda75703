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

/** What the page, as it is now, is to be compared with at first, and how a person is told. */
export function firstCompared(
  { a }: Page,
  { past }: History,
): { readonly b: Experiment; readonly words: string } {
  const candidates: readonly { values: ExperimentValues; words: string }[] = [
    ...past.toReversed().map((page) => ({
      values: page.a,
      words: 'B is the experiment before the last change.',
    })),
    {
      values: { ...a, ...start },
      words: 'B is the article’s start: N(0, 1) weights and no activation.',
    },
    // Where A is the start itself.
    {
      values: { ...a, scheme: 'lecun_normal' },
      words: 'B is the article’s remedy: lecun_normal weights.',
    },
  ];
  const { seed } = a;
  // B has A's seed, so another seed alone is no difference; the last two differ from one another.
  const { values, words } = candidates.find((one) => !isSame({ ...one.values, seed }, a))!;
  return { b: experimentWith(values, { seed }) as Experiment, words };
}
