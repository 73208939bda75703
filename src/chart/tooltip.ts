/** What is said of one layer: beside the pointer, and aloud. */

import { percent, readable } from '../model/format';
import { layerName } from '../model/layer-name';
import { finiteCount } from '../model/moments';
import { MAX_PINS } from '../model/pins';
import { type LayerReport, measurementsOf } from '../model/report';
import { predictionsOf } from '../model/theory/theory';
import { extremesInWords, extremesOf } from './band';
import type { Point } from './curves';
import { measureOf, nameOf } from './measure';
import type { ChartState } from './state';

/** What a figure is of, the figure, and the place of the pinned run that it is of. */
export type Line = readonly [name: string, value: string, pin?: number];

export interface Tooltip {
  readonly title: string;
  readonly lines: readonly Line[];
}

const figure = (value: number) => (Number.isNaN(value) ? 'none finite' : readable(value));

const statisticsOf = (reports: readonly LayerReport[], { quantity }: ChartState, layer: number) =>
  measurementsOf(reports, quantity).find((measurement) => measurement.layer === layer)?.statistics;

/** Layers that can be pointed at: those that were measured. */
export const layersOf = ({ reports, quantity }: ChartState): number[] =>
  measurementsOf(reports, quantity).map(({ layer }) => layer);

export function tooltipOf(state: ChartState, layer: number): Tooltip | undefined {
  const { reports, theory, quantity, measure, pinned } = state;
  const statistics = statisticsOf(reports, state, layer);
  if (!statistics) return undefined;
  const share = finiteCount(statistics) / statistics.count;
  const told = theory && predictionsOf(theory, quantity).find((row) => row.layer === layer);
  const expected = told && measureOf(measure, told.predicted);
  const extremes = extremesOf(state).find((row) => row.layer === layer);
  const others = pinned.slice(0, MAX_PINS).flatMap(({ name, reports: others }, i): Line[] => {
    const pin = statisticsOf(others, state, layer);
    return pin ? [[name, figure(measureOf(measure, pin)), i + 1]] : [];
  });
  return {
    title: layerName(layer),
    lines: [
      [nameOf(measure), figure(measureOf(measure, statistics))],
      // Beyond double precision theory tells nothing.
      ...(expected !== undefined && Number.isFinite(expected)
        ? [['theory', figure(expected)] as const]
        : []),
      ...(share < 1 ? [['finite', percent(share)] as const] : []),
      ...(extremes ? [[`${extremes.runs} seeds`, extremesInWords(extremes)] as const] : []),
      ...others,
    ],
  };
}

/** A tooltip as a sentence, to be read aloud. */
export const inWords = ({ title, lines }: Tooltip) =>
  `${title}: ${lines.map(([name, value]) => `${name} ${value}`).join(', ')}`;

interface Extent {
  readonly width: number;
  readonly height: number;
}

/** A picture, and from where to where its plane lies. */
interface Picture extends Extent {
  readonly left: number;
  readonly right: number;
}

/** Distance from what is pointed at, and from the picture's edge. */
const [GAP, EDGE] = [12, 1];

/** Points of curves that it had better cover than what stands beside the plane. */
const BESIDE = 5;

/**
 * Where a box stands: right or left of a point, level with it, above or below it, wherever it
 * covers least of the curves and of what is beside the plane; nowhere beyond the picture. Undefined if neither side has room.
 */
export function besides(
  { width, height }: Extent,
  picture: Picture,
  [x, y]: Point,
  curves: readonly Point[],
): { readonly x: number; readonly y: number } | undefined {
  const within = (at: number) => Math.max(EDGE, Math.min(picture.height - height - EDGE, at));
  const places = [x + GAP, x - GAP - width]
    .filter((left) => left >= EDGE && left + width <= picture.width - EDGE)
    .flatMap((left) =>
      [y - height / 2, y - GAP - height, y + GAP].map((top) => ({ x: left, y: within(top) })),
    );
  const covered = (place: { readonly x: number; readonly y: number }) =>
    (place.x < picture.left || place.x + width > picture.right ? BESIDE : 0) +
    curves.filter(
      ([px, py]) =>
        px >= place.x && px <= place.x + width && py >= place.y && py <= place.y + height,
    ).length;
  const counts = places.map(covered);
  return places[counts.indexOf(Math.min(...counts))];
}
