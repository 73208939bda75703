/** Maps values to the chart's log axis, and limits it. */
import { figures } from '../model/figures';
import type { Spread } from '../model/magnitude';
import type { Measure } from '../model/view';

/** log10 of the smallest and largest that finite float32 values can have. */
const reach: Record<Measure, readonly [number, number]> = {
  variance: [-90, 77],
  secondMoment: [-90, 77],
  std: [-45, 38.5],
};

/** What was measured or predicted, in decades: −Infinity where it is 0, NaN where nothing is finite. */
export const decadesOf = (measure: Measure, spread: Spread) =>
  Math.log10(figures[measure].ofNumbers(spread));
export const reachOf = (measure: Measure) => reach[measure];
