/** Which pages may drive a lab: what `embed` in its address says. */

export interface Origins {
  /** Whether a page of this origin may. */
  allows(origin: string): boolean;
  /** What is wrong with what the address says. */
  readonly problems: readonly string[];
}

/** Every page, a deck that was opened from a file among them, whose origin is no name but “null”. */
const ANY = '*';

/** The origin that a text names, as the browser writes it: “https://course.example”, perhaps with a port. */
function originOf(text: string): string | undefined {
  if (!/^https?:\/\/[^/?#@]+\/?$/i.test(text)) return undefined;
  try {
    return new URL(text).origin;
  } catch {
    return undefined;
  }
}

/**
 * `named` are the values of `embed`, each of them empty, an origin or `*`; a page of the lab's own
 * origin, `own`, may always. A lab in a sandbox has none of its own.
 */
export function originsOf(named: readonly string[], own: string): Origins {
  const asked = named.filter((name) => name !== '' && name !== ANY);
  const known = asked.flatMap((name) => originOf(name) ?? []);
  const all: ReadonlySet<string> = new Set([...(own === 'null' ? [] : [own]), ...known]);
  const any = named.includes(ANY);
  return {
    allows: (origin) => any || all.has(origin),
    problems: asked
      .filter((name) => originOf(name) === undefined)
      .map(
        (name) =>
          `embed “${name.slice(0, 60)}” is not the origin of a page, such as https://course.example, nor ${ANY} for every page.`,
      ),
  };
}
