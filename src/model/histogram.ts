/**
 * Histograms as engines store them: a slot of `HISTOGRAM_WORDS` u32 each. How many of a slot's bins a
 * picture merges into one of its columns, and which it shows, is the picture's choice: see columns.ts.
 */

/** Bins of a linear range. Its words are: below the range, the bins, above it. */
export const LINEAR_BINS = 256;

/**
 * On a logarithmic axis bins are equal in log|x|, an eighth of an octave each (27 a decade), over the
 * whole of float32: from 2^−149, its smallest subnormal, to 2^128. Thus they depend on no experiment,
 * and their edges are known by their bits, so that engines agree on them exactly.
 */
export const PER_OCTAVE = 8;
export const [LEAST_OCTAVE, OCTAVES] = [-149, 277] as const;
/** Logarithmic bins of one sign. */
export const LOG_SIDE = OCTAVES * PER_OCTAVE;
/** The word that counts zeros, of either sign; negative values are before it, positive ones after it. */
export const ZERO_WORD = LOG_SIDE;
export const LOG_WORDS = 2 * LOG_SIDE + 1;

export const HISTOGRAM_WORDS = Math.max(LINEAR_BINS + 2, LOG_WORDS);

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

/** The logarithmic bins, which are always the same; words ascend as values do. */
export interface LogBins {
  readonly kind: 'log';
}

/** What a histogram's bins divide. */
export type BinRange = LinearRange | LogBins;

/** What all layers' histograms of each quantity share; undefined: each layer has its own mean ± 4σ. */
export type Ranges = Readonly<Record<Quantity, BinRange | undefined>>;

const asFloat = new Float32Array(1);
const bitsOfFloat = new Uint32Array(asFloat.buffer);
const bitsOf = (x: number) => {
  asFloat[0] = x;
  return bitsOfFloat[0]!;
};

/** Fractions of float32, of 23 bits, with which the second to the last bin of an octave begin. */
export const eighths = Array.from({ length: PER_OCTAVE - 1 }, (_, i) =>
  Math.ceil((2 ** ((i + 1) / PER_OCTAVE) - 1) * 2 ** 23),
);

/** How many logarithmic bins lie between zero and a finite float32’s own, which is not zero. */
function stepOf(x: number): number {
  const bits = bitsOf(Math.abs(x));
  // A subnormal is an integer times 2^−149: it has the integer's exponent, less 149.
  const normal = bits >= 2 ** 23 ? bits : bitsOf(bits);
  const octave = (normal >>> 23) - 127 - (bits >= 2 ** 23 ? LEAST_OCTAVE : 0);
  const fraction = normal & (2 ** 23 - 1);
  let eighth = 0;
  for (const begin of eighths) if (fraction >= begin) eighth++;
  return octave * PER_OCTAVE + eighth;
}

/**
 * The word that counts a finite float32. A linear range without extent belongs to values that are all
 * equal: they go to the middle bin.
 */
export function wordOf(range: BinRange, x: number): number {
  if (range.kind === 'linear') {
    if (range.high <= range.low) return 1 + LINEAR_BINS / 2;
    const t = Math.floor(((x - range.low) / (range.high - range.low)) * LINEAR_BINS);
    return 1 + Math.max(-1, Math.min(LINEAR_BINS, t));
  }
  if (x === 0) return ZERO_WORD;
  return x < 0 ? ZERO_WORD - 1 - stepOf(x) : ZERO_WORD + 1 + stepOf(x);
}

/** Where a magnitude lies among the logarithmic bins: 1 more a bin, whole at their edges. */
export const stepsAt = (log10: number) => (log10 / Math.log10(2) - LEAST_OCTAVE) * PER_OCTAVE;

/** The magnitude at a place among the logarithmic bins. */
export const magnitudeAt = (steps: number) => 2 ** (steps / PER_OCTAVE + LEAST_OCTAVE);

/** The summary of a histogram that comes with every layer; the bins stay where they are drawn from. */
export interface HistogramSummary {
  readonly range: BinRange;
  /** Counts outside a linear range; nothing is outside the logarithmic bins. */
  readonly below: number;
  readonly above: number;
}
