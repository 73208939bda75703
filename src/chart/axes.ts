import { svg } from '../dom/svg';
import { textWidth } from '../dom/text';
import { powerOfTen } from '../model/format';
import { isGradient, type Quantity } from '../model/histogram';
import { type Measure, measures, quantityWords } from '../model/view';
import type { Frame } from './frame';
import type { ChartState } from './state';

const LAYER = 'layer';

const whole = (ticks: readonly number[]) => ticks.filter(Number.isInteger);

/** The longest title of a measure that fits this length. */
function titleOf(measure: Measure, quantity: Quantity, length: number, fontSize: number): string {
  const name: string = measures[measure];
  const titles = [
    `${name} of the ${quantityWords[quantity].caption}`,
    isGradient(quantity) ? `${name} of the gradient` : name,
  ];
  return titles.find((title) => textWidth(title, fontSize) <= length) ?? name;
}

/** Where the title of layers stands: between the first two ticks, or before them. */
function layerTitle({ x, left, fontSize }: Frame, [first = 0, second = x.domain()[1]!]: number[]) {
  const fits = x(second) - x(first) > textWidth(`${first} ${LAYER} ${second}`, fontSize);
  return fits
    ? { x: x((first + second) / 2), 'text-anchor': 'middle' }
    : { x: left - fontSize, 'text-anchor': 'end' };
}

/** Ticks, grid and titles; the line at 1 stands out, because it is the aim. */
export function axes(frame: Frame, { measure, quantity }: ChartState) {
  const { x, y, left, right, top, bottom, fontSize } = frame;
  const rows = whole(y.ticks(Math.max(2, (bottom - top) / (2.2 * fontSize))));
  const columns = whole(x.ticks(Math.max(2, (right - left) / (6 * fontSize))));
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
    svg('text', { class: 'muted', ...layerTitle(frame, columns), y: below }, LAYER),
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
