/** What a step of the lesson claims of a number on screen, and how far it may be off. */

export interface Claim {
  readonly expected: number;
  readonly tolerance: number;
  /** Both are of the value's log10. */
  readonly decades?: true;
  /** Where the tolerance comes from. */
  readonly source: string;
}

/** The smallest batch that a machine starts with: all tolerances are for this one. */
export const BATCH = 32;

/** In standard errors. Some seventy claims, each off by more once in 16,000 seeds. */
const SURE = 4;

/** Exact, but for being shown with three digits. */
export const exactly = (expected: number): Claim => ({
  expected,
  tolerance: 0.005 * Math.abs(expected),
  source: 'rounding',
});

export const layer = (expected: number, source: string): Claim => ({
  expected,
  tolerance: 0,
  source,
});

/** Four standard deviations that have been measured, here or by PyTorch. */
export const within = (expected: number, deviation: number, source: string): Claim => ({
  expected,
  tolerance: SURE * deviation,
  source,
});

export const inDecades = (claim: Claim): Claim => ({ ...claim, decades: true });

/** The mean of so many independent numbers. */
export const mean = (expected: number, count: number, std = 1) =>
  within(expected, std / Math.sqrt(count), 'std/√count');

/** The variance of so many independent normal numbers. */
export const variance = (expected: number, count: number) =>
  within(expected, expected * Math.sqrt(2 / count), 'variance · √(2/count)');

/**
 * Standard error of ln of the variance at a layer of a linear network: 2/(nB) from the input and
 * from each layer's weights, and (l/n)² because samples grow alike. At 50 layers, 784 units and 128
 * samples it is 0.031 in log10, as in PyTorch.
 */
export const linearError = (layers: number, width: number) =>
  Math.sqrt((2 + 2 * layers) / (width * BATCH) + (layers / width) ** 2);

const ofLinear = (layers: number, width: number) => `linear network, ${layers} × ${width}`;

export const linear = (expected: number, layers: number, width: number) =>
  within(expected, expected * linearError(layers, width), ofLinear(layers, width));

/** The same where so many layers go through powers of ten: of log10. */
export const linearDecades = (expected: number, layers: number, width: number) =>
  inDecades(within(expected, linearError(layers, width) / Math.LN10, ofLinear(layers, width)));

const digit = (c: string) => (c === '⁻' ? '-' : String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c)));

/** A number as it is shown: “0.97”, “−1.9×10⁷⁵”, “85.2 %”; NaN if it is none. */
export function shownNumber(text: string): number {
  const [, mantissa, power] = /^([\d.−]+)(?:×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)| %)?$/.exec(text.trim()) ?? [];
  if (!mantissa) return Number.NaN;
  const exponent = power ? [...power].map(digit).join('') : '0';
  return Number(`${mantissa.replace('−', '-')}e${exponent}`);
}

/** Whether what is shown is what is claimed. */
export function holds({ expected, tolerance, decades }: Claim, text: string): boolean {
  const shown = shownNumber(text);
  return Math.abs((decades ? Math.log10(shown) : shown) - expected) <= tolerance;
}
