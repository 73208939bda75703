/** What is said of one layer: beside the pointer, and aloud. */
import { readable } from '../model/format';
import { finiteCount } from '../model/moments';
import { type LayerReport, measurementsOf } from '../model/report';
import { predictionsOf } from '../model/theory/theory';
import { measureOf, nameOf } from './measure';
import { PINS } from './pins';
import type { ChartState } from './state';

/** What a figure is of, and the figure. */
export type Line = readonly [name: string, value: string];

export interface Tooltip {
  readonly title: string;
  readonly lines: readonly Line[];
}

const figure = (value: number) => (Number.isNaN(value) ? 'none finite' : readable(value));

/** 99.996 % must not read as 100 %, nor 0.004 % as none. */
const percent = (share: number) =>
  `${share === 0 ? 0 : Math.max(0.01, Math.floor(1e4 * share) / 100)} %`;

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
  const others = pinned.slice(0, PINS).flatMap(({ name, reports: others }): Line[] => {
    const pin = statisticsOf(others, state, layer);
    return pin ? [[name, figure(measureOf(measure, pin))]] : [];
  });
  return {
    title: layer === 0 ? 'input' : `layer ${layer}`,
    lines: [
      [nameOf(measure), figure(measureOf(measure, statistics))],
      // Beyond double precision theory tells nothing.
      ...(expected !== undefined && Number.isFinite(expected)
        ? [['theory', figure(expected)] as const]
        : []),
      ...(share < 1 ? [['finite', percent(share)] as const] : []),
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

/** Distance from the layer's line. */
const GAP = 12;

/** Where a box stands: right of a point, or left of it, and nowhere beyond the picture. */
export function besides(box: Extent, picture: Extent, [x, y]: readonly [number, number]) {
  const right = x + GAP + box.width <= picture.width;
  const inside = (at: number, size: number, extent: number) =>
    Math.max(0, Math.min(extent - size, at));
  return {
    x: inside(right ? x + GAP : x - GAP - box.width, box.width, picture.width),
    y: inside(y - box.height / 2, box.height, picture.height),
  };
}
