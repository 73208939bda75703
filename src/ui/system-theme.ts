import type { Theme } from '../model/colour';

/** What a person's system asks for; the first that matches. */
const asked: readonly (readonly [query: string, theme: Theme])[] = [
  ['(prefers-contrast: more)', 'contrast'],
  ['(prefers-color-scheme: light)', 'light'],
];

/** The theme to begin with. */
export const systemTheme = (matches: (query: string) => boolean): Theme =>
  asked.find(([query]) => matches(query))?.[1] ?? 'dark';
