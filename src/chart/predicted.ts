import { predictionsOf } from '../model/theory/theory';
import type { ChartState } from './chart';
import type { Frame } from './frame';
import { label, type Point } from './label';
import { path, svg } from './svg';

/** Where theory tells a layer's variance; nowhere if it is 0 or beyond double precision. */
export function predictedPoints({ x, y }: Frame, { theory, quantity }: ChartState) {
  const told = theory ? predictionsOf(theory, quantity) : [];
  return told.map(({ layer, predicted }): Point | undefined => {
    const at = y(Math.log10(predicted.variance));
    return Number.isFinite(at) ? [x(layer), at] : undefined;
  });
}

/** The prediction where theory holds; it goes on where the number format has given up. */
export function predicted(frame: Frame, state: ChartState) {
  const points = predictedPoints(frame, state);
  const visible = points.filter(
    (p) => p !== undefined && p[1] >= frame.top && p[1] <= frame.bottom,
  );
  // One point alone draws no line, and needs no name.
  if (visible.length < 2) return [];
  const line = svg('path', {
    class: 'theory',
    d: path(points),
    'clip-path': `url(#${frame.clip})`,
  });
  return [line, ...label(frame, visible as Point[], 0.65, true, 'theory')];
}
