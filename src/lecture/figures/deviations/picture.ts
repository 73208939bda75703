import { svg, textAt } from '../../../dom/svg';
import { textWidth } from '../../../dom/text';
import { readable } from '../../../model/format';
import type { Layout, Squares } from './layout';
import { deviationsOf, type Five, signed } from './numbers';

const signOf = (deviation: number) => (deviation < 0 ? 'negative' : 'positive');

/** The line with the points on it, its numbers, and the mean across all lanes. */
function line({ x, top, line: y, fontSize }: Layout, points: Five, mean: number): SVGElement[] {
  const [left, right] = x.range() as [number, number];
  const word = `mean ${mean.toFixed(1)}`;
  // Centred on the mean, but within the picture.
  const half = textWidth(word, fontSize) / 2;
  const at = Math.max(half, x(mean));
  return [
    svg('line', { class: 'floor', x1: left, x2: right, y1: y, y2: y }),
    ...x.ticks(5).map((tick) => textAt(`${tick}`, [x(tick), y + 1.15 * fontSize], 'middle')),
    ...points.map((point) => svg('circle', { cx: x(point), cy: y, r: 0.2 * fontSize })),
    svg('line', { class: 'mean', x1: x(mean), x2: x(mean), y1: top, y2: y }),
    textAt(word, [at, top - 0.35 * fontSize], 'middle'),
  ];
}

/** A lane's bar from the mean to the point, and its deviation and square in figures. */
function lane(layout: Layout, i: number, mean: number, deviation: number): SVGElement[] {
  const { x, lane: high, fontSize, columns } = layout;
  const [left, right] = x.range() as [number, number];
  const middle = layout.middle(i);
  const [from, to] = [x(mean), x(mean + deviation)];
  const bar = { x: Math.min(from, to), width: Math.abs(to - from), y: middle - 0.2 * high };
  const y = middle + 0.35 * fontSize;
  const sign = signOf(deviation);
  return [
    svg('line', { class: 'grid', x1: left, x2: right, y1: middle, y2: middle }),
    svg('rect', { class: `bar ${sign}`, ...bar, height: 0.4 * high }),
    textAt(signed(deviation), [columns[0], y], 'end', `deviation ${sign}`),
    textAt(`${(deviation ** 2).toFixed(2)}`, [columns[1], y], 'end'),
  ];
}

/** The columns' heads and what they come to, in words where there is room. */
function columns({ columns: ends, top, line: y, fontSize }: Layout, sum: number, variance: number) {
  const hasRoom = ends[1] - ends[0] > 5.5 * fontSize;
  return [['x − x̄', 'sum', sum] as const, ['squared', 'mean', variance] as const].flatMap(
    ([head, word, value], i) => [
      textAt(head, [ends[i]!, top - 0.35 * fontSize], 'end', 'muted'),
      svg('line', { class: 'floor', x1: ends[i]! - 2.5 * fontSize, x2: ends[i]!, y1: y, y2: y }),
      textAt(
        `${hasRoom ? word : ''} ${readable(value)}`,
        [ends[i]!, y + 1.15 * fontSize],
        'end',
        'strong',
      ),
    ],
  );
}

/** Every deviation as a square, in a row, and at its end, below its number, the one of mean area. */
function squares(
  { x: line, columns: ends, line: y, fontSize }: Layout,
  { unit, floor, gap }: Squares,
  deviations: readonly number[],
  variance: number,
): SVGElement[] {
  const [left, right] = [line.range()[0]!, ends[1]];
  const square = (x: number, side: number, classes: string) =>
    svg('rect', { class: `square ${classes}`, x, y: floor - side, width: side, height: side });
  const std = unit * Math.sqrt(variance);
  let x = left;
  const five = deviations.map((deviation) => {
    const side = unit * Math.abs(deviation);
    x += side + gap;
    return square(x - side - gap, side, signOf(deviation));
  });
  const word = `variance ${readable(variance)}`;
  return [
    textAt('squares, at half scale', [left, y + 2.4 * fontSize], 'start', 'muted'),
    ...five,
    textAt('→', [(x - gap + right - std) / 2, floor - 0.1 * fontSize], 'middle', 'muted'),
    square(right - std, std, 'mean'),
    textAt(word, [right, floor - std - 0.4 * fontSize], 'end', 'strong haloed'),
  ];
}

/** Everything but the points that one takes hold of. */
export function deviationsPicture(layout: Layout, points: Five): SVGElement[] {
  const { mean, deviations, sum, variance } = deviationsOf(points);
  return [
    ...deviations.flatMap((deviation, i) => lane(layout, i, mean, deviation)),
    ...line(layout, points, mean),
    ...columns(layout, sum, variance),
    ...(layout.squares ? squares(layout, layout.squares, deviations, variance) : []),
  ];
}
