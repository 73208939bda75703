import { svg, textAt } from '../../../dom/svg';
import { layerWidths } from '../../../model/width-list';
import type { Tapering } from './numbers';

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly fontSize: number;
}

/** The network from the side: a stroke a layer as long as it is wide, between the widths in figures. */
export function taper(
  { left, right, top, bottom, fontSize }: Box,
  { first, last, depth }: Tapering,
) {
  const widths = layerWidths({ widths: [first], lastWidth: last, depth, shape: 'geometric' });
  const middle = (top + bottom) / 2;
  const [from, to] = [left + 2.6 * fontSize, right - 2.6 * fontSize];
  const x = (layer: number) => from + ((to - from) * layer) / depth;
  const half = (width: number) => ((bottom - top) / 2) * (width / Math.max(first, last));
  const corners = [
    ...widths.map((width, layer) => `${x(layer)},${middle - half(width)}`),
    ...widths.map((width, layer) => `${x(layer)},${middle + half(width)}`).reverse(),
  ];
  const level = middle + 0.35 * fontSize;
  return [
    svg('polygon', { class: 'taper', points: corners.join(' ') }),
    ...widths.map((width, layer) =>
      svg('line', {
        class: 'layer',
        x1: x(layer),
        x2: x(layer),
        y1: middle - half(width),
        y2: middle + half(width),
      }),
    ),
    textAt(`${first}`, [from - 0.5 * fontSize, level], 'end'),
    textAt(`${last}`, [to + 0.5 * fontSize, level]),
  ];
}
