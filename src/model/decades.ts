/**
 * Which decades a logarithmic axis shows: those that the layers take. A layer that has been measured says
 * so itself; for the others stands what theory predicts, where it does.
 */
import { predictedSizes } from './axis';
import type { LogRange } from './columns';
import type { Experiment } from './experiment';
import { families, type Quantity, quantities } from './histogram';
import { isFiniteLayer } from './moments';
import type { LayerReport, Statistics } from './report';

/** A run as far as it has come. */
export interface Measured {
  readonly experiment: Experiment;
  readonly reports: readonly LayerReport[];
}

/** What a set of values takes of the axis, as log10 of magnitudes. */
interface Span {
  /** The root mean square of those that are not 0. */
  readonly typical: number;
  readonly largest: number;
}

/** float32 spans 10⁻⁴⁵ … 10³⁸·⁵. */
const [TINIEST, LARGEST] = [-45, 39];
/** Decades shown below the smallest typical magnitude: half a bell’s hundredths lie farther down. */
const BELOW = 2.5;
/** Of a normal distribution’s values next to none is larger than five standard deviations. */
const FAR = Math.log10(5);
/** Decades at an end that may lie empty before the axis moves. */
const SLACK = 1;

/** undefined where nothing but zeros has a place on the axis, or the layer is shown as broken. */
function measuredSpan(s: Statistics): Span | undefined {
  const largest = Math.max(-s.min, s.max);
  if (!isFiniteLayer(s) || !(largest > 0)) return undefined;
  const typical = Math.log10(s.secondMoment / (1 - s.zeros / s.count)) / 2;
  return { typical, largest: Math.log10(largest) };
}

function predictedSpan(size: number | undefined): Span | undefined {
  if (size === undefined || !(size > 0)) return undefined;
  const typical = Math.log10(size);
  return { typical, largest: typical + FAR };
}

/** Quantities that share a log axis, so that what is before φ and after it can be compared. */
const sharing = (quantity: Quantity) =>
  quantities.filter((other) => families[other] === families[quantity]);

function spansOf({ experiment, reports }: Measured, quantity: Quantity) {
  const predicted = predictedSizes(experiment, quantity);
  return Array.from({ length: experiment.depth + 1 }, (_, layer) => {
    const statistics = reports[layer]?.[quantity];
    return statistics ? measuredSpan(statistics) : predictedSpan(predicted[layer]);
  }).filter((span) => span !== undefined);
}

/** Whole decades from below the smallest typical magnitude to above the largest of all. */
function around(spans: readonly Span[]): LogRange {
  const within = (decade: number) => Math.max(TINIEST, Math.min(LARGEST, decade));
  const typical = spans.map((span) => span.typical);
  const largest = spans.map((span) => span.largest);
  if (spans.length === 0) return { kind: 'log', low: Math.floor(-BELOW), high: 1 };
  const high = within(Math.floor(Math.max(...largest)) + 1);
  return {
    kind: 'log',
    low: Math.min(within(Math.floor(Math.min(...typical) - BELOW)), high - 1),
    high,
  };
}

/** The decades of one layer alone. */
export const ownDecades = (statistics: Statistics): LogRange => {
  const span = measuredSpan(statistics);
  return around(span ? [span] : []);
};

/**
 * The decades of a quantity in all the runs that are seen together. They stay what they were `before`
 * as long as that holds all and wastes little, so that an axis does not move for next to nothing.
 */
export function sharedDecades(
  runs: readonly Measured[],
  quantity: Quantity,
  before?: LogRange,
): LogRange {
  const spans = runs.flatMap((run) => sharing(quantity).flatMap((name) => spansOf(run, name)));
  const now = around(spans);
  const stays =
    before !== undefined &&
    before.low <= now.low &&
    before.high >= now.high &&
    now.low - before.low <= SLACK &&
    before.high - now.high <= SLACK;
  return stays ? before : now;
}
