/** A person's preferences: they survive a reload, and no link or lesson changes them. */
import { effect, type Signal, signal } from '@preact/signals-core';
import { store, stored } from '../dom/storage';
import { type Theme, themes } from '../model/colour';
import { LEAST_CHART, MAX_SCALE, MIN_SCALE, MOST_CHART, type Preferences } from '../model/view';

const KEY = 'initscope.preferences';

/** The stored preferences that are still valid. */
function kept(): Partial<Preferences> {
  try {
    const { theme, scale, panel, chart, costs, chartHeight } = JSON.parse(stored(KEY) ?? '{}');
    return {
      ...(typeof theme === 'string' && Object.hasOwn(themes, theme) && { theme: theme as Theme }),
      ...(scale >= MIN_SCALE && scale <= MAX_SCALE && { scale }),
      ...(typeof panel === 'boolean' && { panel }),
      ...(typeof chart === 'boolean' && { chart }),
      ...(typeof costs === 'boolean' && { costs }),
      ...(chartHeight >= LEAST_CHART && chartHeight <= MOST_CHART && { chartHeight }),
    };
  } catch {
    return {};
  }
}

/** What a person begins with who has set nothing. */
const untouched = (): Preferences => ({
  theme: systemTheme((query) => matchMedia(query).matches),
  scale: 1,
  panel: true,
  chart: true,
  costs: false,
  chartHeight: undefined,
});

/** The theme and the scale of what is below `root`, from now on. */
function follow({ dataset, style }: HTMLElement, preferences: Signal<Preferences>): void {
  effect(() => {
    const { theme, scale } = preferences.value;
    dataset.theme = theme;
    style.setProperty('--scale', String(scale));
  });
}

/** The document's preferences, which all labs in it share; followed from now on. */
export function createPreferences(): Signal<Preferences> {
  const first: Preferences = { ...untouched(), ...kept() };
  const preferences = signal(first);
  follow(document.documentElement, preferences);
  effect(() => {
    if (preferences.value !== first) store(KEY, JSON.stringify(preferences.value));
  });
  return preferences;
}

/**
 * The preferences of a lab that is a part of somebody else's page: as that page asks and else as the
 * system has them. Nothing of them is kept, nor is what the reader has set in a lab elsewhere.
 */
export function createGuestPreferences(
  root: HTMLElement,
  asked: Partial<Preferences>,
): Signal<Preferences> {
  const preferences = signal<Preferences>({ ...untouched(), ...asked });
  follow(root, preferences);
  return preferences;
}

/** Media queries for the system's settings; the first match decides. */
const asked: readonly (readonly [query: string, theme: Theme])[] = [
  ['(prefers-contrast: more)', 'contrast'],
  ['(prefers-color-scheme: light)', 'light'],
];

/** The theme to begin with. */
export const systemTheme = (matches: (query: string) => boolean): Theme =>
  asked.find(([query]) => matches(query))?.[1] ?? 'dark';
