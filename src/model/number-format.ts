/**
 * Number formats, as mixed-precision training uses them: weights, activations and gradients are
 * rounded to the format, to nearest and to even on a tie; sums are float32.
 */
interface NumberFormat {
  /** Number in the kernels' switch (shaders/formats.wgsl). */
  readonly code: number;
  /** Largest finite number. */
  readonly largest: number;
  /** Smallest positive number that keeps full precision. */
  readonly smallestNormal: number;
  /** Smallest positive number. */
  readonly smallest: number;
  /** Smallest positive number that every device keeps: those below 2^-126 a GPU may take for 0. */
  readonly keptEverywhere: number;
  /** Binary digits, the leading 1 included: half a spacing is at most 2^-digits of a number. */
  readonly digits: number;
  /** Rounds a float32 to the format; keeps NaN, overflows to ±inf. */
  round(x: number): number;
}

const FLOAT32_MAX = 2 ** 127 * (2 - 2 ** -23);

/** To the nearest multiple of a power of two, ties to even. */
function toMultiple(x: number, unit: number): number {
  const quotient = x / unit;
  const floor = Math.floor(quotient);
  const rest = quotient - floor;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  return (up ? floor + 1 : floor) * unit;
}

/** Rounds to `digits` binary digits, where nothing is finer than `finest`. */
const rounding = (digits: number, finest: number, largest: number) => (x: number) => {
  if (!Number.isFinite(x) || x === 0) return x;
  const exponent = Math.floor(Math.log2(Math.abs(x)));
  // log2 may be off by one next to a power of two.
  const exact =
    2 ** exponent > Math.abs(x)
      ? exponent - 1
      : 2 ** (exponent + 1) <= Math.abs(x)
        ? exponent + 1
        : exponent;
  const rounded = toMultiple(x, Math.max(finest, 2 ** (exact - digits + 1)));
  if (Math.abs(rounded) > largest) return Math.sign(x) * Number.POSITIVE_INFINITY;
  return rounded === 0 ? Math.sign(x) * 0 : rounded;
};

const HALF_MAX = 65504;
const BFLOAT_MAX = 2 ** 127 * (2 - 2 ** -7);

export const numberFormats = {
  float32: {
    code: 0,
    largest: FLOAT32_MAX,
    smallestNormal: 2 ** -126,
    smallest: 2 ** -149,
    keptEverywhere: 2 ** -126,
    digits: 24,
    round: Math.fround,
  },
  float16: {
    code: 1,
    largest: HALF_MAX,
    smallestNormal: 2 ** -14,
    smallest: 2 ** -24,
    keptEverywhere: 2 ** -24,
    digits: 11,
    round: rounding(11, 2 ** -24, HALF_MAX),
  },
  bfloat16: {
    code: 2,
    largest: BFLOAT_MAX,
    smallestNormal: 2 ** -126,
    smallest: 2 ** -133,
    keptEverywhere: 2 ** -126,
    digits: 8,
    round: rounding(8, 2 ** -133, BFLOAT_MAX),
  },
} as const satisfies Record<string, NumberFormat>;

export type NumberFormatName = keyof typeof numberFormats;
