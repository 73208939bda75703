import type { Plane, Scale } from './plane';
import { svg, textAt } from './svg';

/** 10000 is read more easily with a gap, 2000 is not. */
const figure = (x: number) =>
  (Math.abs(x) >= 1e4 ? x.toLocaleString('en').replaceAll(',', ' ') : String(x)).replace('-', '−');

/** As many ticks as have room; on a logarithmic axis powers of ten only. */
function ticksOf(scale: Scale, room: number): number[] {
  const ticks = scale.ticks(Math.max(2, Math.floor(room)));
  return 'base' in scale ? ticks.filter((x) => Number.isInteger(Math.log10(x))) : ticks;
}

/** Grid, ticks and titles of the axes that have a title. */
export function axes(plane: Plane): SVGElement[] {
  const { x, y, left, right, top, bottom, fontSize, titles } = plane;
  const rows = titles.y === undefined ? [] : ticksOf(y, (bottom - top) / (2.4 * fontSize));
  const columns = titles.x === undefined ? [] : ticksOf(x, (right - left) / (6 * fontSize));
  const below = bottom + 1.15 * fontSize;
  // The title stands between the last two ticks, where there is always room.
  const [last, before] = [columns.at(-1), columns.at(-2)];
  const titleAt =
    last === undefined || before === undefined ? (left + right) / 2 : (x(last) + x(before)) / 2;
  return [
    ...rows.map((at) => svg('line', { class: 'grid', x1: left, x2: right, y1: y(at), y2: y(at) })),
    svg('line', { class: 'floor', x1: left, x2: right, y1: bottom, y2: bottom }),
    ...rows.map((at) =>
      textAt(figure(at), [left - 0.4 * fontSize, y(at) + 0.35 * fontSize], 'end'),
    ),
    ...columns.map((at) => textAt(figure(at), [x(at), below], 'middle')),
    ...(titles.x === undefined ? [] : [textAt(titles.x, [titleAt, below], 'middle', 'muted')]),
    ...(titles.y === undefined
      ? []
      : [
          svg(
            'text',
            {
              class: 'muted',
              'text-anchor': 'middle',
              transform: `translate(${fontSize} ${(top + bottom) / 2}) rotate(-90)`,
            },
            titles.y,
          ),
        ]),
  ];
}
