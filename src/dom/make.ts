/** How every element of the page is made. */

type Value = string | number | boolean | undefined;

/** Attributes as HTML names them. `class` and `text` aside, `true` sets one, `false` leaves it out. */
export interface Attributes {
  readonly [name: string]: Value;
  /** In ARIA, true and false are words. */
  readonly [name: `aria-${string}`]: string | number | undefined;
  /** Text before the children. */
  readonly text?: string;
}

export type Child = Node | string;

/** Gives an element its attributes, text and children. */
export function fill<E extends Element>(
  element: E,
  { text, ...attributes }: Attributes,
  children: readonly Child[],
): E {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value));
  if (text !== undefined) element.append(text);
  element.append(...children);
  return element;
}

/** An HTML element with attributes, text and children. */
export const make = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] => fill(document.createElement(tag), attributes, children);

let made = 0;

/** An id, or a name of radio buttons, that nothing else in this document has. */
export const uniqueId = (prefix: string): string => `${prefix}-${++made}`;
