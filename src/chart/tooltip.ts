/** A layer's figures, for the box beside the pointer and for screen readers. */

import { type FigureName, figureIn, figures, figureText, figureTextIn } from '../model/figures';
import { layerName } from '../model/format';
import { MAX_PINS } from '../model/pins';
import { type LayerReport, measurementsOf } from '../model/report';
import { predictionsOf } from '../model/theory/theory';
import { extremesInWords, extremesOf } from './band';
import type { Point } from './curves';
import type { ChartState } from './state';

/** A name, its figure, and the index of the pinned run that it belongs to, if any. */
export type Line = readonly [name: string, value: string, pin?: number];

export interface Tooltip {
  readonly title: string;
  readonly lines: readonly Line[];
}

const reportOf = (reports: readonly LayerReport[], layer: number) =>
  reports.find((report) => report.layer === layer);

/** Layers that can be pointed at: those that were measured. */
export const layersOf = ({ reports, quantity }: ChartState): number[] =>
  measurementsOf(reports, quantity).map(({ layer }) => layer);

export function tooltipOf(state: ChartState, layer: number): Tooltip | undefined {
  const { reports, theory, quantity, measure, pinned } = state;
  const report = reportOf(reports, layer);
  if (!report?.[quantity]) return undefined;
  const line = (name: FigureName): Line => [
    figures[name].name,
    figureTextIn(name, report, quantity)!,
  ];
  const row = theory && predictionsOf(theory, quantity).find((each) => each.layer === layer);
  const expected = row && figures[measure].ofNumbers(row.predicted);
  const extremes = extremesOf(state).find((row) => row.layer === layer);
  const others = pinned.slice(0, MAX_PINS).flatMap(({ name, reports: others }, i): Line[] => {
    const other = reportOf(others, layer);
    const pin = other && figureTextIn(measure, other, quantity);
    return pin === undefined ? [] : [[name, pin, i + 1]];
  });
  return {
    title: layerName(layer),
    lines: [
      line(measure),
      // Beyond double precision there is no prediction.
      ...(expected !== undefined && Number.isFinite(expected)
        ? [['theory', figureText(measure, expected)] as const]
        : []),
      ...(figureIn('finite', report, quantity)! < 1 ? [line('finite')] : []),
      ...(extremes
        ? [[`${extremes.runs} seeds`, extremesInWords(extremes, measure)] as const]
        : []),
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

/** Distance from the pointed layer, and from the chart's edge. */
const [GAP, EDGE] = [12, 1];

/** A box that reaches beyond the plane's sides counts as covering so many points of curves. */
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
