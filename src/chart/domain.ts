import { figures } from '../model/figures';
import type { Spread } from '../model/format';
import { measurementsOf } from '../model/report';
import type { Measure } from '../model/view';
import type { Layers } from '../state/page';
import type { Plane } from './motion';
import type { ChartState } from './state';

/** Room above and below the curves, as a share of their extent. */
const PADDING = 0.08;

type Shown = Pick<ChartState, 'reports' | 'theory' | 'quantity' | 'measure' | 'pinned' | 'seeds'>;

/**
 * The decades to show: what theory predicts, roughly where it does not hold, and what was measured
 * of this run, its other seeds and the pinned ones, as far as float32 reaches. Of all layers, at least one decade to
 * each side of a measure that stays; of some, only what they need.
 */
export function domainOf(
  { reports, theory, quantity, measure, pinned, seeds }: Shown,
  layers?: Layers,
): [number, number] {
  const [first, last] = layers ?? [0, Number.POSITIVE_INFINITY];
  const predicted = (theory?.layers ?? []).flatMap(({ layer, ...values }) => {
    const spread = values[quantity];
    return spread ? [{ layer, spread }] : [];
  });
  const measured = [reports, ...seeds, ...pinned.map((run) => run.reports)].flatMap((run) =>
    measurementsOf(run, quantity).map(({ layer, statistics }) => ({ layer, spread: statistics })),
  );
  const [smallest, largest] = reachOf(measure);
  const decades = [...predicted, ...measured]
    .filter(({ layer }) => layer >= first && layer <= last)
    .map(({ spread }) => decadesOf(measure, spread))
    .filter((x) => !Number.isNaN(x))
    .map((x) => Math.max(smallest, Math.min(largest, x)));
  const aim = layers && decades.length > 0 ? [] : [0];
  const [low, high] = [Math.min(...aim, ...decades), Math.max(...aim, ...decades)];
  const room = Math.max(1, (high - low) * PADDING);
  return [low - room, high + room];
}

/** The last layer of this run and the pinned ones. */
export const depthOf = ({ depth, pinned }: Pick<ChartState, 'depth' | 'pinned'>): number =>
  Math.max(depth, ...pinned.map(({ reports }) => reports.at(-1)?.layer ?? 0));

/** The plane that shows these layers, or all of them. */
export const planeOf = (state: ChartState, layers?: Layers): Plane => ({
  layers: layers ?? [0, depthOf(state)],
  decades: domainOf(state, layers),
});

/** log10 of the smallest and largest that finite float32 values can have. */
const reach: Record<Measure, readonly [number, number]> = {
  variance: [-90, 77],
  secondMoment: [-90, 77],
  std: [-45, 38.5],
};

/** What was measured or predicted, in decades: −Infinity where it is 0, NaN where nothing is finite. */
export const decadesOf = (measure: Measure, spread: Spread) =>
  Math.log10(figures[measure].ofNumbers(spread));
const reachOf = (measure: Measure) => reach[measure];
