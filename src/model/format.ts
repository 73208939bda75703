/** Numbers as a person reads them. */
const SUPERSCRIPTS: Record<string, string> = Object.fromEntries(
  [...'-0123456789'].map((c, i) => [c, [...'⁻⁰¹²³⁴⁵⁶⁷⁸⁹'][i]!]),
);

/** “⁻¹⁵” as “-15”. */
export const fromSuperscript = (text: string) =>
  [...text].map((c) => Object.keys(SUPERSCRIPTS).find((key) => SUPERSCRIPTS[key] === c)).join('');

/** 10³⁸, 10⁻¹⁵. */
export const powerOfTen = (exponent: number) =>
  `10${[...String(exponent)].map((c) => SUPERSCRIPTS[c] ?? c).join('')}`;

/**
 * Two or three digits: 0.97, 784, 1.9×10⁷⁵, −13.2; “inf” and “NaN” by name. With `aligned`, zeros
 * at the end stay, as in a column of measurements.
 */
export function readable(x: number, digits = 3, aligned = false): string {
  if (Number.isNaN(x)) return 'NaN';
  if (!Number.isFinite(x)) return x < 0 ? '−inf' : 'inf';
  if (x === 0) return '0';
  const [mantissa, exponent] = x.toExponential(digits - 1).split('e') as [string, string];
  const power = Number(exponent);
  const text =
    power >= -3 && power < 5
      ? aligned && power < digits
        ? x.toPrecision(digits)
        : String(Number(x.toPrecision(digits)))
      : `${mantissa}×${powerOfTen(power)}`;
  return text.replace('-', '−');
}

/** A share, 0 … 1, in percent; with two decimals 99.996 % does not read as all, nor 0.004 % as none. */
export function percent(share: number, decimals = 2): string {
  if (share === 0 || share === 1) return `${100 * share} %`;
  const least = 10 ** -decimals;
  const within = Math.max(least, Math.min(100 - least, 100 * share));
  return `${within.toFixed(decimals)} %`;
}

/** How large a layer's numbers are: by their variance, or with their mean. */
export interface Spread {
  readonly variance: number;
  readonly secondMoment: number;
}
export type Magnitude = keyof Spread;

/**
 * What says how two layers compare: the variance; but the second moment, which is what the next sum's
 * variance follows, if in either the mean is most of it.
 */
export const magnitudeOf = (...two: readonly Spread[]): Magnitude =>
  two.some(({ variance, secondMoment }) => variance < secondMoment / 2)
    ? 'secondMoment'
    : 'variance';

/** What a layer is called: “input”, “layer 12”, or “layer 12 of 50”. */
export function layerName(layer: number, depth?: number): string {
  if (layer === 0) return 'input';
  return depth === undefined ? `layer ${layer}` : `layer ${layer} of ${depth}`;
}

/** The same in a sentence: “the input”, “layer 12”. */
export const theLayer = (layer: number): string =>
  layer === 0 ? `the ${layerName(0)}` : layerName(layer);
