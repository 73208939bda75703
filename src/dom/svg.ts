/** Makes SVG elements, texts and path data. */
import { type Attributes, type Child, fill } from './make';

/** An SVG element with attributes, text and children. */
export const svg = <K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...children: readonly Child[]
): SVGElementTagNameMap[K] =>
  fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

export type Anchor = 'start' | 'middle' | 'end';

/** A text at a place; `anchor` says which end of it is there. */
export const textAt = (
  text: string,
  [x, y]: readonly [number, number],
  anchor: Anchor = 'start',
  classes = '',
) => svg('text', { x, y, 'text-anchor': anchor, class: classes }, text);

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
