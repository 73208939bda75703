/**
 * Histograms: 256 bins over a range, and two counts for what lies below and above it.
 * In memory a histogram is `HISTOGRAM_WORDS` u32: below, the bins, above.
 */
export const BINS = 256;
export const HISTOGRAM_WORDS = BINS + 2;

/** Bins on each side of a logarithmic range; the two in the middle hold what is nearer to zero. */
export const LOG_BINS = BINS / 2 - 1;

export const quantities = ['pre', 'post', 'weight', 'gradPre', 'gradPost', 'gradWeight'] as const;
/**
 * Pre-activation h (what φ receives), post-activation a (what the next layer receives), weights W as
 * the layer uses them, and the gradients with respect to h, a and W.
 */
export type Quantity = (typeof quantities)[number];

/** Quantities of a family have similar magnitudes, and theory holds for them alike. */
export const families = {
  pre: 'activations',
  post: 'activations',
  weight: 'weights',
  gradPre: 'gradients',
  gradPost: 'gradients',
  gradWeight: 'gradients',
} as const satisfies Record<Quantity, string>;
export type Family = (typeof families)[Quantity];

export const isActivation = (quantity: Quantity): quantity is 'pre' | 'post' =>
  families[quantity] === 'activations';

export const isGradient = (quantity: Quantity) => families[quantity] === 'gradients';

/** Where a layer's histogram starts in a buffer of histograms, in words. Layer 0 is the input. */
export const histogramOffset = (layer: number, quantity: Quantity) =>
  (layer * quantities.length + quantities.indexOf(quantity)) * HISTOGRAM_WORDS;

/** Equal bins from `low` up to, not including, `high`. */
export interface LinearRange {
  readonly kind: 'linear';
  readonly low: number;
  readonly high: number;
}

/**
 * Bins equal in log10|x| from 10^low to 10^high on both sides of zero. In ascending order: 127 bins
 * of negative values, one for (−10^low, 0), one for [0, 10^low), 127 bins of positive values.
 */
export interface LogRange {
  readonly kind: 'log';
  readonly low: number;
  readonly high: number;
}

export type BinRange = LinearRange | LogRange;

/** What all layers' histograms of each quantity share; undefined: each layer has its own mean ± 4σ. */
export type Ranges = Readonly<Record<Quantity, BinRange | undefined>>;

/**
 * Index of a finite value's bin: −1 is below the range, `BINS` above it.
 * A linear range without extent belongs to values that are all equal: they go to the middle bin.
 */
export function binOf(range: BinRange, x: number): number {
  if (range.kind === 'linear') {
    if (range.high <= range.low) return BINS / 2;
    const t = Math.floor(((x - range.low) / (range.high - range.low)) * BINS);
    return Math.max(-1, Math.min(BINS, t));
  }
  const decades = Math.log10(Math.abs(x)) - range.low;
  const t = Math.floor((decades / (range.high - range.low)) * LOG_BINS);
  const step = Math.min(LOG_BINS, t < 0 ? -1 : t);
  return x < 0 ? LOG_BINS - 1 - step : LOG_BINS + 2 + step;
}

/** The 257 edges of a range's bins, ascending. */
export function binEdges(range: BinRange): number[] {
  if (range.kind === 'linear') {
    const step = (range.high - range.low) / BINS;
    return Array.from({ length: BINS + 1 }, (_, i) => range.low + i * step);
  }
  const step = (range.high - range.low) / LOG_BINS;
  const positive = Array.from({ length: LOG_BINS + 1 }, (_, i) => 10 ** (range.low + i * step));
  return [...positive.map((x) => -x).reverse(), 0, ...positive];
}

/** The summary of a histogram that comes with every layer; the bins stay where they are drawn from. */
export interface HistogramSummary {
  readonly range: BinRange;
  readonly below: number;
  readonly above: number;
}
