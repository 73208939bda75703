/** Special functions in double precision. */

const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

/**
 * Complementary error function, to about 1e-15 · (1 + x²) relative: below 1 by Kummer's series, whose
 * terms are all positive, above by its continued fraction (Abramowitz & Stegun 7.1.6 and 7.1.14).
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  // 1 − erf would cancel further out, and nearer the continued fraction takes ever more terms.
  if (x < 1) {
    let [term, sum] = [x, x];
    for (let n = 1; term > 1e-17 * sum; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - TWO_OVER_SQRT_PI * Math.exp(-x * x) * sum;
  }
  let fraction = x;
  for (let n = Math.ceil(10 + 170 / (x * x)); n > 0; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}

/** Φ, the standard normal's distribution function. */
export const normalCdf = (x: number) => erfc(-x / Math.SQRT2) / 2;

/** The standard normal's density. */
export const normalPdf = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

export const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** ln(1 + eˣ). */
export const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
/** Derivative of tanh, also where 1 − tanh² would cancel. */
export const sech2 = (x: number) => {
  const e = Math.exp(-2 * Math.abs(x));
  return (4 * e) / (1 + e) ** 2;
};
/** x − tanh x, by its series where the two nearly cancel. */
export const tanhshrink = (x: number) => {
  if (Math.abs(x) > 0.05) return x - Math.tanh(x);
  const s = x * x;
  return x * s * (1 / 3 - s * (2 / 15 - s * (17 / 315 - s * (62 / 2835 - (s * 1382) / 155925))));
};
/** Derivative of `sigmoid`. */
export const sigmoidSlope = (x: number) => {
  const e = Math.exp(-Math.abs(x));
  return e / (1 + e) ** 2;
};

/** From here on Stirling's series is good to 1e-13. */
const STIRLING = 10;

/**
 * Digamma ψ, the derivative of ln Γ, of x > 0: its recurrence, then Stirling's series (6.3.18). NaN for
 * any other x, from which the recurrence might never end: 1 is no step at −10¹⁷.
 */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let sum = 0;
  for (; x < STIRLING; x++) sum -= 1 / x;
  const s = 1 / (x * x);
  const tail = s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s / 132))));
  return sum + Math.log(x) - 1 / (2 * x) - tail;
}

/** Trigamma ψ′, the variance of the logarithm of a gamma variable, of x > 0 (6.4.12); else NaN. */
export function trigamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let sum = 0;
  for (; x < STIRLING; x++) sum += 1 / (x * x);
  const s = 1 / (x * x);
  const tail = s * (1 / 6 - s * (1 / 30 - s * (1 / 42 - s * (1 / 30 - (5 * s) / 66))));
  return sum + (1 + 1 / (2 * x) + tail) / x;
}
