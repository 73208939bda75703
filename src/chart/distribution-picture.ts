/** One quantity of one layer: its histogram, mean and ±σ, and the normal curve of the same moments. */
import './distribution-picture.css';
import { svg } from '../dom/svg';
import { cssColour, type Theme, varianceColour } from '../model/colour';
import {
  ceilingOf,
  columnShares,
  normalShares,
  type OwnAxis,
  ownAxis,
  positionOf,
} from '../model/distribution';
import { figures, figureText } from '../model/figures';
import { percent, powerOfTen, readable } from '../model/format';
import type { Statistics } from '../model/report';

/** In units of a sixteenth of a rem: the picture grows with the type. */
const [WIDTH, HEIGHT, ABOVE, BELOW, SIDE] = [288, 132, 38, 20, 8];
const [FLOOR, PLANE] = [HEIGHT - BELOW, HEIGHT - BELOW - ABOVE];
/** `position`: 0 … 1 along the axis. */
const x = (position: number) => SIDE + position * (WIDTH - 2 * SIDE);

interface Tick {
  readonly at: number;
  readonly text: string;
}

function ticksOf(axis: OwnAxis): Tick[] {
  const { kind, low, high } = axis.range;
  if (kind === 'linear')
    return [low, (low + high) / 2, high].map((value) => ({
      at: positionOf(axis, value),
      text: readable(value, 2),
    }));
  const ends = [Math.floor((low + high) / 2), high];
  const right = ends.map((power) => ({
    at: positionOf(axis, 10 ** power),
    text: powerOfTen(power),
  }));
  const left = right.map(({ at, text }) => ({ at: 1 - at, text: `−${text}` }));
  return [...left.reverse(), { at: 1 / 2, text: '0' }, ...right];
}

/** Text stays inside the picture: at an edge it begins or ends there. */
function anchorAt(position: number) {
  if (position < 0.1) return 'start';
  return position > 0.9 ? 'end' : 'middle';
}

const text = (position: number, y: number, content: string, className = '') =>
  svg('text', { x: x(position), y, 'text-anchor': anchorAt(position), class: className }, content);

/** The outline of all columns; those above the ceiling end there. */
function outline(shares: readonly number[], ceiling: number) {
  const y = (share: number) => (FLOOR - PLANE * Math.min(1, share / ceiling)).toFixed(1);
  const steps = shares.map((share, i) => `V${y(share)}H${x((i + 1) / shares.length).toFixed(1)}`);
  return `M${x(0)},${FLOOR}${steps.join('')}V${FLOOR}Z`;
}

const curve = (shares: readonly number[], ceiling: number) =>
  shares
    .map((share, i) => {
      const y = FLOOR - (PLANE * share) / ceiling;
      return `${x((i + 0.5) / shares.length).toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');

/** Lines at the mean and one σ to each side, where they lie on the axis. */
function moments(axis: OwnAxis, { mean, variance }: Statistics) {
  const std = Math.sqrt(variance);
  const marks = [
    { value: mean, name: 'mean', row: ABOVE - 24 },
    { value: mean - std, name: '−σ', row: ABOVE - 8 },
    { value: mean + std, name: '+σ', row: ABOVE - 8 },
  ].map((mark) => ({ ...mark, at: positionOf(axis, mark.value) }));
  const apart = marks[2]!.at - marks[1]!.at > 1 / 10;
  return marks
    .filter(({ at, name }) => at >= 0 && at <= 1 && (name === 'mean' || apart))
    .flatMap(({ at, name, row }) => [
      svg('line', {
        x1: x(at),
        x2: x(at),
        y1: row + 3,
        y2: FLOOR,
        class: name === 'mean' ? 'mean' : 'sigma',
      }),
      text(at, row, name, 'haloed'),
    ]);
}

/** Shares of the columns that are cut, beside them. */
const cutColumns = (shares: readonly number[], ceiling: number) =>
  shares.flatMap((share, i) => {
    if (share <= ceiling) return [];
    const leftwards = i > shares.length * 0.7;
    const at = { x: x((i + 0.5) / shares.length) + (leftwards ? -3 : 3), y: ABOVE + 12 };
    return [
      svg(
        'text',
        { ...at, 'text-anchor': leftwards ? 'end' : 'start', class: 'haloed' },
        percent(share),
      ),
    ];
  });

export function distributionPicture(
  name: string,
  statistics: Statistics,
  counts: Uint32Array,
  theme: Theme,
) {
  const { count, variance } = statistics;
  const axis = ownAxis(statistics);
  const shares = columnShares(axis, counts, count);
  const normal = normalShares(axis, statistics);
  const ceiling = ceilingOf(shares, normal);
  const colour = cssColour(varianceColour(Math.log10(variance), theme));
  const told = (figure: 'mean' | 'std') =>
    `${figures[figure].name} ${figureText(figure, figures[figure].ofNumbers(statistics))}`;
  const label = `Histogram of the ${name}: ${told('mean')}, ${told('std')}`;
  return svg(
    'svg',
    { class: 'distribution', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': label },
    svg('path', { d: outline(shares, ceiling), class: 'bins', fill: colour }),
    ...(normal ? [svg('polyline', { points: curve(normal, ceiling), class: 'normal' })] : []),
    svg('line', { x1: SIDE, x2: WIDTH - SIDE, y1: FLOOR, y2: FLOOR, class: 'floor' }),
    ...moments(axis, statistics),
    ...cutColumns(shares, ceiling),
    ...ticksOf(axis).map(({ at, text: tick }) => text(at, HEIGHT - 5, tick, 'tick')),
  );
}
