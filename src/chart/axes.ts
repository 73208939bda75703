import { powerOfTen } from '../model/format';
import { isGradient, type Quantity } from '../model/histogram';
import { type Measure, quantityWords } from '../model/view';
import type { Frame } from './frame';
import { nameOf } from './measure';
import { textWidth } from './room';
import type { ChartState } from './state';
import { svg } from './svg';

const whole = (ticks: readonly number[]) => ticks.filter(Number.isInteger);

/** The longest title of a measure that fits this length. */
function titleOf(measure: Measure, quantity: Quantity, length: number, fontSize: number): string {
  const name = nameOf(measure);
  const titles = [
    `${name} of the ${quantityWords[quantity].caption}`,
    isGradient(quantity) ? `${name} of the gradient` : name,
  ];
  return titles.find((title) => textWidth(title, fontSize) <= length) ?? name;
}

/** Ticks, grid and titles; the line at 1 stands out, because it is the aim. */
export function axes(
  { x, y, left, right, top, bottom, fontSize }: Frame,
  { measure, quantity }: ChartState,
) {
  const rows = whole(y.ticks(Math.max(2, (bottom - top) / (2.2 * fontSize))));
  const columns = whole(x.ticks(Math.max(2, (right - left) / (6 * fontSize))));
  // The title stands between the first two ticks, where there is always room.
  const titleAt = ((columns[0] ?? 0) + (columns[1] ?? x.domain()[1]!)) / 2;
  const below = bottom + 1.2 * fontSize;
  return [
    ...rows.map((decades) =>
      svg('line', {
        class: decades === 0 ? 'one' : 'grid',
        x1: left,
        x2: right,
        y1: y(decades),
        y2: y(decades),
      }),
    ),
    ...rows.map((decades) =>
      svg(
        'text',
        { 'text-anchor': 'end', 'dominant-baseline': 'middle', x: left - 8, y: y(decades) },
        decades === 0 ? '1' : powerOfTen(decades),
      ),
    ),
    ...columns.map((layer) =>
      svg('text', { 'text-anchor': 'middle', x: x(layer), y: below }, `${layer}`),
    ),
    svg('text', { class: 'muted', 'text-anchor': 'middle', x: x(titleAt), y: below }, 'layer'),
    svg(
      'text',
      {
        class: 'muted',
        'text-anchor': 'middle',
        transform: `translate(${0.9 * fontSize} ${(top + bottom) / 2}) rotate(-90)`,
      },
      titleOf(measure, quantity, bottom - top + 2 * fontSize, fontSize),
    ),
  ];
}
