import type { Quantity } from '../model/histogram';
import { type LayerReport, log10Variance, measurementsOf } from '../model/report';
import type { Theory } from '../model/theory/theory';

/** log10 of the smallest and largest variance that finite float32 values can have. */
const [SMALLEST, LARGEST] = [-90, 77];
/** Room above and below the curves, as a share of their extent. */
const PADDING = 0.08;

/**
 * The decades to show: what theory predicts, roughly where it does not hold, and what was measured,
 * as far as float32 reaches, at least one decade to each side of a variance that stays.
 */
export function domainOf(
  reports: readonly LayerReport[],
  theory: Theory | undefined,
  quantity: Quantity,
): [number, number] {
  const variances = (theory?.layers ?? []).flatMap((layer) => layer[quantity]?.variance ?? []);
  const decades = [
    ...variances.map(Math.log10),
    ...measurementsOf(reports, quantity).map(({ statistics }) => log10Variance(statistics)),
  ]
    .filter((x) => !Number.isNaN(x))
    .map((x) => Math.max(SMALLEST, Math.min(LARGEST, x)));
  const [low, high] = [Math.min(0, ...decades), Math.max(0, ...decades)];
  const room = Math.max(1, (high - low) * PADDING);
  return [low - room, high + room];
}
