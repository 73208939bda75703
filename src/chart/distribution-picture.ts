/** One quantity of one layer: its histogram, mean and ±σ, and the normal curve of the same moments. */
import './distribution-picture.css';
import { svg } from '../dom/svg';
import { cssColour, type Theme, varianceColour } from '../model/colour';
import { binShares, ceilingOf, normalShares, positionOf } from '../model/distribution';
import { figures, figureText } from '../model/figures';
import { percent, powerOfTen, readable } from '../model/format';
import { BINS, type BinRange } from '../model/histogram';
import type { Statistics } from '../model/report';

/** In units of a sixteenth of a rem: the picture grows with the type. */
const [WIDTH, HEIGHT, ABOVE, BELOW, SIDE] = [288, 132, 38, 20, 8];
const [FLOOR, PLANE] = [HEIGHT - BELOW, HEIGHT - BELOW - ABOVE];
const x = (position: number) => SIDE + (position / BINS) * (WIDTH - 2 * SIDE);

interface Tick {
  readonly at: number;
  readonly text: string;
}

function ticksOf(range: BinRange): Tick[] {
  const { kind, low, high } = range;
  if (kind === 'linear')
    return [low, (low + high) / 2, high].map((value) => ({
      at: positionOf(range, value),
      text: readable(value, 2),
    }));
  const ends = [Math.floor((low + high) / 2), high];
  const right = ends.map((power) => ({
    at: positionOf(range, 10 ** power),
    text: powerOfTen(power),
  }));
  const left = right.map(({ at, text }) => ({ at: BINS - at, text: `−${text}` }));
  return [...left.reverse(), { at: BINS / 2, text: '0' }, ...right];
}

/** Text stays inside the picture: at an edge it begins or ends there. */
function anchorAt(position: number) {
  if (position < BINS * 0.1) return 'start';
  return position > BINS * 0.9 ? 'end' : 'middle';
}

const text = (position: number, y: number, content: string, className = '') =>
  svg('text', { x: x(position), y, 'text-anchor': anchorAt(position), class: className }, content);

/** The outline of all bins; those above the ceiling end there. */
function outline(shares: readonly number[], ceiling: number) {
  const y = (share: number) => (FLOOR - PLANE * Math.min(1, share / ceiling)).toFixed(1);
  const steps = shares.map((share, i) => `V${y(share)}H${x(i + 1).toFixed(1)}`);
  return `M${x(0)},${FLOOR}${steps.join('')}V${FLOOR}Z`;
}

const curve = (shares: readonly number[], ceiling: number) =>
  shares
    .map((share, i) => `${x(i + 0.5).toFixed(1)},${(FLOOR - (PLANE * share) / ceiling).toFixed(1)}`)
    .join(' ');

/** Lines at the mean and one σ to each side, where they lie on the axis. */
function moments(range: BinRange, { mean, variance }: Statistics) {
  const std = Math.sqrt(variance);
  const marks = [
    { value: mean, name: 'mean', row: ABOVE - 24 },
    { value: mean - std, name: '−σ', row: ABOVE - 8 },
    { value: mean + std, name: '+σ', row: ABOVE - 8 },
  ].map((mark) => ({ ...mark, at: positionOf(range, mark.value) }));
  const apart = marks[2]!.at - marks[1]!.at > BINS / 10;
  return marks
    .filter(({ at, name }) => at >= 0 && at <= BINS && (name === 'mean' || apart))
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

/** Shares of the bins that are cut, beside them. */
const cutBins = (shares: readonly number[], ceiling: number) =>
  shares.flatMap((share, i) => {
    if (share <= ceiling) return [];
    const leftwards = i > BINS * 0.7;
    const at = { x: x(i + (leftwards ? -2 : 3)), y: ABOVE + 12 };
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
  const { histogram, count, variance } = statistics;
  const { range } = histogram;
  const shares = binShares(counts, count);
  const normal = normalShares(range, statistics);
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
    ...moments(range, statistics),
    ...cutBins(shares, ceiling),
    ...ticksOf(range).map(({ at, text: tick }) => text(at, HEIGHT - 5, tick, 'tick')),
  );
}
