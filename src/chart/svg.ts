type Attributes = Readonly<Record<string, string | number>>;

/** An SVG element with attributes and children. */
export function svg(name: string, attributes: Attributes, ...children: (Node | string)[]) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** Path data through points, broken where one is missing. */
export function path(points: readonly (readonly [number, number] | undefined)[]): string {
  let pen = 'M';
  return points
    .map((point) => {
      const step = point ? `${pen}${point[0].toFixed(1)},${point[1].toFixed(1)}` : '';
      pen = point ? 'L' : 'M';
      return step;
    })
    .join('');
}
