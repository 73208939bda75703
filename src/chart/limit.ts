import { numberFormats } from '../model/number-format';
import { brokenExtent } from './broken';
import type { ChartState } from './chart';
import type { Frame } from './frame';
import { type Point, textWidth } from './label';
import { measuredPoints } from './measured';
import { predictedPoints } from './predicted';
import { svg } from './svg';

/** Whether a name of this extent on the line keeps clear of a curve. */
function clears(points: readonly Point[], at: number, from: number, to: number, fontSize: number) {
  const inside = points.filter(([x]) => x >= from - fontSize && x <= to + fontSize);
  const near = inside.some(([, y]) => Math.abs(y - (at - fontSize / 2)) < 1.3 * fontSize);
  return !near && new Set(inside.map(([, y]) => y < at)).size < 2;
}

/**
 * The format's largest number: beyond it a variance can be known only outside the format. Its name
 * stands at the line's left or right end, where no curve comes through.
 */
export function limit(frame: Frame, state: ChartState) {
  const { y, left, right, top, fontSize } = frame;
  const at = y(Math.log10(numberFormats[state.format].largest));
  if (at < top + fontSize) return [];
  const line = svg('line', { class: 'limit', x1: left, x2: right, y1: at, y2: at });
  const name = `${state.format}’s largest number`;
  const width = textWidth(name, fontSize);
  const curves = [
    predictedPoints(frame, state),
    measuredPoints(frame, state).map((point) => point?.at),
  ].map((points) => points.filter((point) => point !== undefined));
  const area = brokenExtent(frame, state);
  const place = [left + 6, right - 6 - width].find((from) => {
    const to = from + width;
    const covered = area && from < area.to && to > area.from;
    return !covered && curves.every((points) => clears(points, at, from, to, fontSize));
  });
  if (place === undefined) return [line];
  return [line, svg('text', { class: 'muted haloed', x: place, y: at - 7 }, name)];
}
