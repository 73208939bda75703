import { path, svg } from '../../dom/svg';
import type { Quantity } from '../../model/histogram';
import { quantityWords } from '../../model/view';
import { decadeAxis, layerAxis } from '../axes';
import { heightAt, type Point } from '../curves';
import { createFrame } from '../frame';
import type { Size } from '../picture';
import { pinNames, placesBy, spread } from '../pins';
import { createRoom, type Place } from '../room';
import { coloured, decadesOf } from './plane';
import type { Sweep } from './state';

/** From one name to the next beside the plane, in font sizes. */
const LINE = 1.2;

/** A curve a run, coloured by its value, with the values' names beside the last layer. */
export function byLayer(sweep: Sweep, quantity: Quantity, size: Size): SVGElement {
  const { width, fontSize } = size;
  const { values } = sweep;
  const runs = sweep.runsOf(quantity);
  const dots = runs.flatMap(({ layers }) => layers);
  const depth = Math.max(1, ...dots.map(({ layer }) => layer));
  const words = pinNames(values, width, fontSize);
  const frame = createFrame({
    ...size,
    above: 0,
    beside: words.width,
    layers: [0, depth],
    decades: decadesOf(dots.map(({ decades }) => decades)),
  });
  const { right, top, bottom } = frame;
  const pointsOf = (layers: (typeof runs)[number]['layers']) =>
    layers.map(({ layer, decades }): Point | undefined =>
      Number.isNaN(decades) ? undefined : [frame.x(layer), heightAt(frame, decades)],
    );
  const curves = runs.map(({ value, layers }) =>
    svg('path', {
      class: 'sweep-curve',
      d: path(pointsOf(layers)),
      'clip-path': frame.clip,
      ...coloured(value, values),
    }),
  );

  // As many names as stand one below another: each so many-th value's.
  const most = Math.max(1, Math.floor((bottom - top) / (LINE * fontSize)));
  const every = Math.ceil(values.length / most);
  const room = createRoom(
    frame,
    runs.map(({ layers }) => pointsOf(layers)),
    fontSize,
  );
  const nameAt = (value: number, { x, y, anchor }: Place) =>
    svg(
      'text',
      { class: 'sweep-name haloed', x, y, 'text-anchor': anchor, ...coloured(value, values) },
      words.names[value]!,
    );
  const beside: { value: number; end: number }[] = [];
  const within = values.flatMap((_, value) => {
    const run = runs.find((one) => one.value === value);
    const end = run && pointsOf(run.layers).findLast((point) => point !== undefined);
    if (!end || value % every > 0) return [];
    const early = end[0] < right - 2;
    const place = early ? room.take(words.names[value]!, placesBy(end, fontSize)) : undefined;
    if (place) return [nameAt(value, place)];
    if (!early) beside.push({ value, end: Math.max(top, Math.min(bottom, end[1])) });
    return [];
  });
  const heights = spread(
    beside.map(({ end }) => end),
    LINE * fontSize,
    top + fontSize / 2,
    bottom - fontSize / 2,
  );
  const column = beside.flatMap(({ value, end }, i) => {
    const y = heights[i]!;
    const d = path([
      [right, end],
      [right + 0.8 * fontSize, y],
    ]);
    const place: Place = { x: right + fontSize, y: y + fontSize / 3, anchor: 'start' };
    return [
      svg('path', { class: 'sweep-leader', d, ...coloured(value, values) }),
      nameAt(value, place),
    ];
  });
  const title = `variance of the ${quantityWords[quantity].caption}`;
  return svg(
    'svg',
    { role: 'img', 'aria-label': `Chart of the ${title} by layer, a curve for each ${sweep.name}` },
    frame.definitions,
    ...decadeAxis(frame, title),
    ...layerAxis(frame, depth),
    ...curves,
    ...within,
    ...column,
  );
}
