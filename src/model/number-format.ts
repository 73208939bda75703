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

/** A double of this size has steps of 1: a sum with it is rounded to whole numbers, ties to even. */
const WHOLE = 1.5 * 2 ** 52;

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
/** Where a double's sign and exponent are. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** The largest power of two that is at most |x|; x is neither 0 nor below 2⁻¹⁰²². */
function powerOfTwo(x: number): number {
  double[0] = x;
  words[HIGH]! &= 0x7ff00000;
  words[1 - HIGH] = 0;
  return double[0];
}

/** Rounds to `digits` binary digits, where nothing is finer than `finest`. */
const rounding = (digits: number, finest: number, largest: number) => (x: number) => {
  if (!Number.isFinite(x) || x === 0) return x;
  const whole = WHOLE * Math.max(finest, powerOfTwo(x) * 2 ** (1 - digits));
  const rounded = x + whole - whole;
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
