import { svg, textAt } from '../../../dom/svg';
import { textWidth } from '../../../dom/text';
import type { Plane, Scale } from './plane';

/** 10000 is read more easily with a gap, 2000 is not. */
const figure = (x: number) =>
  (Math.abs(x) >= 1e4 ? x.toLocaleString('en').replaceAll(',', ' ') : String(x)).replace('-', '−');

/** As many ticks as have room; on a logarithmic axis powers of ten only, whose numbers are short. */
function ticksOf(scale: Scale, room: number): number[] {
  if (!('base' in scale)) return scale.ticks(Math.max(2, Math.floor(room)));
  return scale.ticks(Math.max(2, Math.floor(1.5 * room))).filter((x) => Math.log10(x) % 1 === 0);
}

/** The middle of the last stretch between ticks, or beside them all, that has room for a title. */
function roomFor(title: string, { x, left, right, fontSize }: Plane, ticks: readonly number[]) {
  // With half a font size to keep it apart from what is beside it.
  const needed = (text: string) => textWidth(text, fontSize) + fontSize / 2;
  // Of each tick's number, half stands on either side.
  const numbers = ticks.map((tick) => ({ at: x(tick), half: needed(figure(tick)) / 2 }));
  const ends = [{ at: left, half: 0 }, ...numbers, { at: right, half: 0 }];
  const stretches = ends.slice(1).map((end, i) => {
    const from = ends[i]!.at + ends[i]!.half;
    return { middle: (from + end.at - end.half) / 2, room: end.at - end.half - from };
  });
  return stretches.findLast(({ room }) => room > needed(title))?.middle;
}

/** Grid, ticks and titles of the axes that have a title. */
export function axes(plane: Plane): SVGElement[] {
  const { x, y, left, right, top, bottom, fontSize, titles } = plane;
  const rows = titles.y === undefined ? [] : ticksOf(y, (bottom - top) / (2.4 * fontSize));
  const columns = titles.x === undefined ? [] : ticksOf(x, (right - left) / (6 * fontSize));
  const below = bottom + 1.15 * fontSize;
  const titleAt = titles.x === undefined ? undefined : roomFor(titles.x, plane, columns);
  return [
    ...rows.map((at) => svg('line', { class: 'grid', x1: left, x2: right, y1: y(at), y2: y(at) })),
    svg('line', { class: 'floor', x1: left, x2: right, y1: bottom, y2: bottom }),
    ...rows.map((at) =>
      textAt(figure(at), [left - 0.4 * fontSize, y(at) + 0.35 * fontSize], 'end'),
    ),
    ...columns.map((at) => textAt(figure(at), [x(at), below], 'middle')),
    ...(titleAt === undefined ? [] : [textAt(titles.x!, [titleAt, below], 'middle', 'muted')]),
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
