import type { ExperimentValues } from './experiment';
import type { Shape } from './kinds';

type Values = Pick<ExperimentValues, 'widths' | 'lastWidth' | 'depth' | 'shape'>;

const interpolated = (from: number, to: number, t: number) => from + (to - from) * t;

/** Width at layer i (0 is the input) of each shape, before rounding. */
const rows: Record<Shape, (e: Values, i: number) => number> = {
  constant: ({ widths }, i) => widths[Math.min(i, widths.length - 1)]!,
  list: ({ widths }, i) => widths[Math.min(i, widths.length - 1)]!,
  linear: ({ widths, lastWidth, depth }, i) => interpolated(widths[0]!, lastWidth, i / depth),
  geometric: ({ widths, lastWidth, depth }, i) =>
    Math.exp(interpolated(Math.log(widths[0]!), Math.log(lastWidth), i / depth)),
  hourglass: ({ widths, lastWidth, depth }, i) =>
    interpolated(lastWidth, widths[0]!, Math.abs(2 * i - depth) / depth),
};

/** The input's width, then every layer's. */
export const layerWidths = (experiment: Values): number[] =>
  Array.from({ length: experiment.depth + 1 }, (_, i) =>
    Math.round(rows[experiment.shape](experiment, i)),
  );
