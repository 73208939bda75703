import { isFiniteLayer } from '../model/moments';
import { type LayerReport, measurementsOf } from '../model/report';
import { predictionsOf } from '../model/theory/theory';
import { decadesOf } from './domain';
import type { Frame } from './frame';
import type { ChartState } from './state';

/** A point in pixels, x to the right and y down. */
export type Point = readonly [number, number];

/** A layer's measured value and its position. */
export interface Dot {
  readonly layer: number;
  readonly at: Point;
  /** log10 of the variance, which decides the colour. */
  readonly variance: number;
}

export const pointsOf = (dots: readonly (Dot | undefined)[]) => dots.map((dot) => dot?.at);

/** Pixels down: at the edge where a measure is 0, infinitely far below. */
export const heightAt = ({ y, bottom }: Pick<Frame, 'y' | 'bottom'>, decades: number): number =>
  Number.isFinite(decades) ? Math.min(bottom, y(decades)) : bottom;

/** A run's dots: none where a layer is not finite, at the edge where it has no spread. */
export const dotsOf = (
  frame: Frame,
  { quantity, measure }: Pick<ChartState, 'quantity' | 'measure'>,
  reports: readonly LayerReport[],
) =>
  measurementsOf(reports, quantity).map(({ layer, statistics }): Dot | undefined => {
    if (!isFiniteLayer(statistics)) return undefined;
    const at: Point = [frame.x(layer), heightAt(frame, decadesOf(measure, statistics))];
    return { layer, at, variance: decadesOf('variance', statistics) };
  });

/** The predicted points; undefined where a prediction is 0 or beyond double precision. */
export function predictedPoints({ x, y }: Frame, { theory, quantity, measure }: ChartState) {
  const predictions = theory ? predictionsOf(theory, quantity) : [];
  return predictions.map(({ layer, predicted }): Point | undefined => {
    const at = y(decadesOf(measure, predicted));
    return Number.isFinite(at) ? [x(layer), at] : undefined;
  });
}

/** The points inside the plane, in the order of layers. */
export const visible = (
  { left, right, top, bottom }: Frame,
  points: readonly (Point | undefined)[],
) =>
  points.filter(
    (p): p is Point =>
      p !== undefined && p[0] >= left - 1 && p[0] <= right + 1 && p[1] >= top && p[1] <= bottom,
  );
