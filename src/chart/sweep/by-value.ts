import { path, svg } from '../../dom/svg';
import { textWidth } from '../../dom/text';
import { powerOfTen } from '../../model/format';
import { isGradient, type Quantity } from '../../model/histogram';
import { quantityWords } from '../../model/view';
import { decadeAxis } from '../axes';
import { heightAt, type Point } from '../curves';
import { createFrame, type Frame } from '../frame';
import { label } from '../label';
import type { Size } from '../picture';
import { createRoom } from '../room';
import { coloured, cross, decadesOf, endOf } from './plane';
import type { Sweep, SweptRun } from './state';

/** Beyond the first and the last value, as a share of what they span. */
const MARGIN = 0.04;
/** Radius of a run's point, in font sizes. */
const DOT = 0.25;

/** The mean over a value's seeds, in decades; NaN where one of them is not finite. */
const meanOf = (runs: readonly SweptRun[]) =>
  runs.reduce((sum, run) => sum + endOf(run), 0) / runs.length;

/** The values that have a tick: each so many-th, so that none touches the next. */
function valueTicks({ x, fontSize }: Frame, { values, places }: Sweep) {
  const ticks: { text: string; at: number }[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (const [i, text] of values.entries()) {
    const [at, half] = [x(places[i]!), textWidth(text, fontSize) / 2];
    if (at - half < free) continue;
    ticks.push({ text, at });
    free = at + half + fontSize / 2;
  }
  return ticks;
}

/** The property's name: between the first two ticks or before them, if it has room there. */
function axisTitle(
  { fontSize }: Frame,
  name: string,
  [first, second]: ReturnType<typeof valueTicks>,
) {
  const width = textWidth(name, fontSize);
  const half = (text: string) => textWidth(text, fontSize) / 2 + fontSize / 2;
  const from = first!.at + half(first!.text);
  if (second && second.at - half(second.text) - from > width)
    return [{ x: (first!.at + second.at) / 2, 'text-anchor': 'middle' }];
  const before = first!.at - half(first!.text);
  return before > width ? [{ x: before, 'text-anchor': 'end' }] : [];
}

/** A line through what lies between numbers; between names nothing does, and each has a dash. */
const lineOf = (points: readonly (Point | undefined)[], { continuous }: Sweep, fontSize: number) =>
  path(
    continuous
      ? points
      : points.flatMap((point) =>
          point
            ? [[point[0] - fontSize, point[1]], [point[0] + fontSize, point[1]], undefined]
            : [],
        ),
  );

/** The end of the pass against the value: a point a run, a line through the seeds' means, and theory. */
export function byValue(sweep: Sweep, quantity: Quantity, size: Size): SVGElement {
  const { fontSize } = size;
  const { name, values, places } = sweep;
  const runs = sweep.runsOf(quantity);
  const theory = sweep.theoryOf(quantity);
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const margin = (last - first) * MARGIN || 1;
  const frame = createFrame({
    ...size,
    above: fontSize,
    beside: 0,
    layers: [first - margin, last + margin],
    decades: decadesOf([...runs.map(endOf), ...theory]),
  });
  const { left, right, top, bottom } = frame;
  const at = (value: number, decades: number | undefined): Point | undefined =>
    decades === undefined || Number.isNaN(decades)
      ? undefined
      : [frame.x(places[value]!), heightAt(frame, decades)];
  const means = values.map((_, value) =>
    at(value, meanOf(runs.filter((run) => run.value === value))),
  );
  const told = theory.map((decades, value) => at(value, decades));
  const below = bottom + 1.2 * fontSize;
  const ticks = valueTicks(frame, sweep);
  const marks = runs.map((run) => {
    const colour = coloured(run.value, values);
    const point = at(run.value, endOf(run));
    const radius = DOT * fontSize;
    if (!point) return cross(frame.x(places[run.value]!), top, radius, colour);
    // Hollow where every value is the same: the variance is 0, infinitely far down.
    const kind = Number.isFinite(endOf(run)) ? 'sweep-dot' : 'sweep-dot hollow';
    return svg('circle', { class: kind, cx: point[0], cy: point[1], r: radius, ...colour });
  });
  const room = createRoom({ left, right, top, bottom }, [means, told], fontSize);
  const where = isGradient(quantity) ? 'first' : 'last';
  const title = `variance of the ${quantityWords[quantity].caption}`;
  const ends = values.map((value, i) => {
    const mean = meanOf(runs.filter((run) => run.value === i));
    return `${value}: ${Number.isFinite(mean) ? powerOfTen(Number(mean.toFixed(1))) : 'none'}`;
  });
  const broken = runs.some((run) => Number.isNaN(endOf(run)));
  return svg(
    'svg',
    {
      role: 'img',
      'aria-label': `Chart of the ${title} by ${name}, at the ${where} layer: ${ends.join(', ')}`,
    },
    frame.definitions,
    ...decadeAxis(frame, `${title}, ${where} layer`),
    ...ticks.map(({ text, at: x }) => svg('text', { x, y: below, 'text-anchor': 'middle' }, text)),
    ...axisTitle(frame, name, ticks).map((place) =>
      svg('text', { class: 'muted', y: below, ...place }, name),
    ),
    svg('path', { class: 'theory', d: lineOf(told, sweep, fontSize), 'clip-path': frame.clip }),
    ...(sweep.continuous
      ? [svg('path', { class: 'sweep-mean', d: path(means), 'clip-path': frame.clip })]
      : []),
    ...marks,
    ...(told.filter(Boolean).length > 1 ? label(frame, room, told, 0.65, true, ['theory']) : []),
    ...(broken
      ? [svg('text', { class: 'muted', x: left, y: top - 0.6 * fontSize }, '×: inf or NaN')]
      : []),
  );
}
