type Attributes = Readonly<Record<string, string | number>>;

/** An SVG element with attributes and children. */
export function svg(name: string, attributes: Attributes, ...children: (Node | string)[]) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** Path data through points in pixels. */
export const pathThrough = (points: readonly (readonly [number, number])[]) =>
  points.map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)},${y.toFixed(1)}`).join('');

/** A text at a place; `anchor` says which end of it is there. */
export const textAt = (
  text: string,
  [x, y]: readonly [number, number],
  anchor: 'start' | 'middle' | 'end' = 'start',
  classes = '',
) => svg('text', { x, y, 'text-anchor': anchor, class: classes }, text);
