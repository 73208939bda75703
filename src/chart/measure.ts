import { type Measure, measures } from '../model/view';

/** What measurements and predictions have in common. */
interface Spread {
  readonly variance: number;
  readonly secondMoment: number;
}

interface MeasureRow {
  /** log10 of the measure: −Infinity where it is 0, NaN where nothing is finite. */
  decades(spread: Spread): number;
  /** log10 of the smallest and largest that finite float32 values can have. */
  readonly reach: readonly [number, number];
}

const rows: Record<Measure, MeasureRow> = {
  variance: { decades: ({ variance }) => Math.log10(variance), reach: [-90, 77] },
  secondMoment: { decades: ({ secondMoment }) => Math.log10(secondMoment), reach: [-90, 77] },
  std: { decades: ({ variance }) => Math.log10(variance) / 2, reach: [-45, 38.5] },
};

export const decadesOf = (measure: Measure, spread: Spread) => rows[measure].decades(spread);
export const reachOf = (measure: Measure) => rows[measure].reach;
export const nameOf = (measure: Measure): string => measures[measure];
