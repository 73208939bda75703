import { measurementsOf } from '../model/report';
import { decadesOf, reachOf } from './measure';
import type { ChartState } from './state';

/** Room above and below the curves, as a share of their extent. */
const PADDING = 0.08;

type Shown = Pick<ChartState, 'reports' | 'theory' | 'quantity' | 'measure' | 'pinned'>;

/**
 * The decades to show: what theory predicts, roughly where it does not hold, and what was measured
 * of this run and the pinned ones, as far as float32 reaches, at least one decade to each side of a
 * measure that stays.
 */
export function domainOf({ reports, theory, quantity, measure, pinned }: Shown): [number, number] {
  const runs = [reports, ...pinned.map((run) => run.reports)];
  const spreads = [
    ...(theory?.layers ?? []).flatMap((layer) => layer[quantity] ?? []),
    ...runs.flatMap((run) => measurementsOf(run, quantity).map(({ statistics }) => statistics)),
  ];
  const [smallest, largest] = reachOf(measure);
  const decades = spreads
    .map((spread) => decadesOf(measure, spread))
    .filter((x) => !Number.isNaN(x))
    .map((x) => Math.max(smallest, Math.min(largest, x)));
  const [low, high] = [Math.min(0, ...decades), Math.max(0, ...decades)];
  const room = Math.max(1, (high - low) * PADDING);
  return [low - room, high + room];
}

/** The last layer of this run and the pinned ones. */
export const depthOf = ({ depth, pinned }: Pick<ChartState, 'depth' | 'pinned'>): number =>
  Math.max(depth, ...pinned.map(({ reports }) => reports.at(-1)?.layer ?? 0));
