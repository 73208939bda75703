import { type Measure, measures } from '../model/view';

/** What measurements and predictions have in common. */
interface Spread {
  readonly variance: number;
  readonly secondMoment: number;
}

interface MeasureRow {
  value(spread: Spread): number;
  /** log10 of the smallest and largest that finite float32 values can have. */
  readonly reach: readonly [number, number];
}

const rows: Record<Measure, MeasureRow> = {
  variance: { value: ({ variance }) => variance, reach: [-90, 77] },
  secondMoment: { value: ({ secondMoment }) => secondMoment, reach: [-90, 77] },
  std: { value: ({ variance }) => Math.sqrt(variance), reach: [-45, 38.5] },
};

/** NaN where nothing is finite. */
export const measureOf = (measure: Measure, spread: Spread) => rows[measure].value(spread);
/** log10 of a measure: −Infinity where it is 0, NaN where nothing is finite. */
export const decadesOf = (measure: Measure, spread: Spread) =>
  Math.log10(measureOf(measure, spread));
export const reachOf = (measure: Measure) => rows[measure].reach;
export const nameOf = (measure: Measure): string => measures[measure];
