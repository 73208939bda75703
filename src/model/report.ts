import type { HistogramSummary, Quantity } from './histogram';
import { isFiniteLayer, type Moments } from './moments';

/** What is known of one quantity of one layer, over all its elements (batch × units). */
export interface Statistics extends Moments {
  readonly histogram: HistogramSummary;
}

/** One layer's report. Layer 0 is the input, whose pre and post are the same. */
export interface LayerReport {
  readonly layer: number;
  readonly fanIn: number;
  readonly units: number;
  readonly pre: Statistics;
  readonly post: Statistics;
}

/** The first layer with an element that is inf or NaN, or undefined. */
export const firstNonFinite = (reports: readonly LayerReport[], quantity: Quantity) =>
  reports.find((report) => !isFiniteLayer(report[quantity]))?.layer;

/** log10 of the variance: −Infinity where every value is the same, NaN where none is finite. */
export const log10Variance = (m: Moments) => Math.log10(m.variance);
