import { type HistogramSummary, isGradient, type Quantity } from './histogram';
import { isFiniteLayer, type Moments } from './moments';

/** Statistics of one quantity of one layer, over all its elements. */
export interface Statistics extends Moments {
  readonly histogram: HistogramSummary;
}

/** Statistics of a layer's samples and units, for activations only. */
export interface Health {
  /**
   * Mean correlation coefficient of two samples, each taken over the units: of pre- and of
   * post-activations. NaN where no two samples have a spread.
   */
  readonly correlation: { readonly pre: number; readonly post: number };
  /** Share of units with φ(h) = 0 for the whole batch. */
  readonly dead: number;
  /** Share of activations with |φ′(h)| below 0.01 of its largest value. */
  readonly saturated: number;
}

/**
 * One layer's report. Layer 0 is the input, whose pre and post are the same. Pre- and
 * post-activations run over batch × units, weights and their gradient over fan_out × fan_in. Weights are
 * there where the run was to measure them. Gradients come with a second report of the same layer, if
 * the experiment asks for them; the input has one with respect to itself (as gradPost).
 */
export interface LayerReport extends Health, Readonly<Partial<Record<Quantity, Statistics>>> {
  readonly layer: number;
  readonly fanIn: number;
  readonly units: number;
  readonly pre: Statistics;
  readonly post: Statistics;
}

/** Reports that have a quantity, with its statistics. */
export const measurementsOf = (reports: readonly LayerReport[], quantity: Quantity) =>
  reports.flatMap((report) => {
    const statistics = report[quantity];
    return statistics ? [{ layer: report.layer, statistics }] : [];
  });

/** log10 of the variance: −Infinity where every value is the same, NaN where none is finite. */
export const log10Variance = ({ variance }: Pick<Moments, 'variance'>) => Math.log10(variance);

/** Measurements in the order in which a pass makes them: forward, or for gradients backward. */
export function inFlow(reports: readonly LayerReport[], quantity: Quantity) {
  const measurements = measurementsOf(reports, quantity);
  return isGradient(quantity) ? measurements.reverse() : measurements;
}

/** Layers next to each other that hold inf or NaN, as the pass meets them first. */
export interface BrokenField {
  readonly from: number;
  readonly to: number;
}

export function brokenField(
  reports: readonly LayerReport[],
  quantity: Quantity,
): BrokenField | undefined {
  const measurements = inFlow(reports, quantity);
  const finite = measurements.map(({ statistics }) => isFiniteLayer(statistics));
  const start = finite.indexOf(false);
  if (start < 0) return undefined;
  const end = finite.indexOf(true, start);
  const to = measurements.at(end < 0 ? -1 : end - 1)!;
  return { from: measurements[start]!.layer, to: to.layer };
}
