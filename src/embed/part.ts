/** What the address of a lab in another page's frame asks for: who may drive it, and its theme. */
import { type Theme, themes } from '../model/colour';
import { clipped } from '../model/property';
import type { Preferences } from '../model/view';
import { answerParent } from './frame';
import type { Drive } from './host';
import { originsOf } from './origins';
import { EMBED, THEME } from './parameters';

interface Part {
  readonly preferences: Partial<Preferences>;
  readonly drive: Drive;
  /** A sentence for each thing that is asked for and not to be had. */
  readonly problems: readonly string[];
}

/** The theme that is asked for, if there is such a theme. */
function themeOf(name: string | null): { theme?: Theme; problems: readonly string[] } {
  if (name === null) return { problems: [] };
  if (Object.hasOwn(themes, name)) return { theme: name as Theme, problems: [] };
  return {
    problems: [`theme “${clipped(name)}” is not one of ${Object.keys(themes).join(', ')}.`],
  };
}

/** `parameters` are those of the address; `own` is the origin of the lab. */
export function partOf(parameters: URLSearchParams, own = location.origin): Part {
  const origins = originsOf(parameters.getAll(EMBED), own);
  const { theme, problems } = themeOf(parameters.get(THEME));
  return {
    preferences: theme ? { theme } : {},
    drive: (host, alive) => answerParent(host, alive, origins),
    problems: [...origins.problems, ...problems],
  };
}
