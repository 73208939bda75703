import { svg } from '../dom/svg';
import { textWidth } from '../dom/text';
import { powerOfTen } from '../model/format';
import { isGradient, type Quantity } from '../model/histogram';
import { beforeLast, layerSteps, tickName } from '../model/layer-ticks';
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

/** Between two ticks, in font sizes. */
const APART = 3;

/**
 * Layers that have a tick, as in the scene: multiples, and the last one in place of one that is close
 * to it. Of a few layers each may have one.
 */
export function layerTicks(
  { x, left, right, fontSize }: Pick<Frame, 'x' | 'left' | 'right' | 'fontSize'>,
  depth: number,
): number[] {
  const [from = 0, to = depth] = x.domain();
  const steps = layerSteps(to - from);
  const fits = (step: number) => ((right - left) / (to - from)) * step >= APART * fontSize;
  const step = steps.find(fits) ?? steps.at(-1)!;
  const first = Math.ceil(from / step);
  const multiples = Array.from(
    { length: Math.max(0, Math.floor(to / step) - first + 1) },
    (_, i) => (first + i) * step,
  );
  if (to < depth) return multiples;
  return [...multiples.filter((layer) => layer <= beforeLast(depth, step)), depth];
}

/** Where the title of layers stands: between the first two ticks, or before them. */
function layerTitle({ x, left, fontSize }: Frame, [first = 0, second = x.domain()[1]!]: number[]) {
  const words = `${tickName(first)} ${LAYER} ${tickName(second)}`;
  const fits = x(second) - x(first) > textWidth(words, fontSize);
  return fits
    ? { x: x((first + second) / 2), 'text-anchor': 'middle' }
    : { x: left - textWidth(tickName(first), fontSize) / 2 - fontSize / 2, 'text-anchor': 'end' };
}

/** Of a folded chart's axes what fits in a line: the aim, and the measure's name. */
export function sparkAxis({ y, left, right, top, bottom }: Frame, state: ChartState) {
  const at = { x: left - 8, y: (top + bottom) / 2, 'dominant-baseline': 'middle' };
  return [
    svg('line', { class: 'one', x1: left, x2: right, y1: y(0), y2: y(0) }),
    svg('text', { class: 'muted small', 'text-anchor': 'end', ...at }, measures[state.measure]),
  ];
}

/** The decades' ticks, grid and title; the line at 1 stands out, because it is the aim. */
export function decadeAxis({ y, left, right, top, bottom, fontSize }: Frame, title: string) {
  const rows = whole(y.ticks(Math.max(2, (bottom - top) / (2.2 * fontSize))));
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
    svg(
      'text',
      {
        class: 'muted',
        'text-anchor': 'middle',
        transform: `translate(${0.9 * fontSize} ${(top + bottom) / 2}) rotate(-90)`,
      },
      title,
    ),
  ];
}

/** The layers' ticks and title. */
export function layerAxis(frame: Frame, depth: number) {
  const columns = layerTicks(frame, depth);
  const below = frame.bottom + 1.2 * frame.fontSize;
  return [
    ...columns.map((layer) =>
      svg('text', { 'text-anchor': 'middle', x: frame.x(layer), y: below }, tickName(layer)),
    ),
    svg('text', { class: 'muted', ...layerTitle(frame, columns), y: below }, LAYER),
  ];
}

export function axes(frame: Frame, { measure, quantity, depth }: ChartState) {
  const { top, bottom, fontSize } = frame;
  const title = titleOf(measure, quantity, bottom - top + 2 * fontSize, fontSize);
  return [...decadeAxis(frame, title), ...layerAxis(frame, depth)];
}
