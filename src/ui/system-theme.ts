import type { Theme } from '../model/colour';

/** Media queries for the system's settings; the first match decides. */
const asked: readonly (readonly [query: string, theme: Theme])[] = [
  ['(prefers-contrast: more)', 'contrast'],
  ['(prefers-color-scheme: light)', 'light'],
];

/** The theme to begin with. */
export const systemTheme = (matches: (query: string) => boolean): Theme =>
  asked.find(([query]) => matches(query))?.[1] ?? 'dark';
