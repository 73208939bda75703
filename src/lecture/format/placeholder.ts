/** Live values as a text holds them: {{name}}, or {{symbol: name}} for what only stands for it. */
export interface Placeholder {
  readonly name: string;
  /** Shown in the value's place, and linked to it: TeX in a formula, words in a sentence. */
  readonly symbol: string | undefined;
}

/** Inner braces are TeX's. */
export const PLACEHOLDER = /\{\{([^{}]+)\}\}/;

export function placeholderOf(inside: string): Placeholder {
  const colon = inside.lastIndexOf(':');
  const name = inside
    .slice(colon + 1)
    .trim()
    .replace(/\s+/g, ' ');
  return { name, symbol: colon < 0 ? undefined : inside.slice(0, colon).trim() };
}
