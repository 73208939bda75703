const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;
const ROUNDS = 10;

/**
 * The upper 32 bits of a · b, whose lower ones are `low`: what is left is a multiple of 2³², which
 * a double's 53 bits miss by less than 2¹², so that the nearest multiple is the right one.
 */
const mulHigh = (a: number, b: number, low: number) => ((a * b - low) * 2 ** -32 + 0.5) >>> 0;

/**
 * Philox4x32-10, a counter-based generator: 128 random bits from a counter and a key
 * (Salmon, Moraes, Dror & Shaw 2011). Writes four u32 into `out`.
 */
export function philox(
  out: Uint32Array,
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): void {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  // Written out: arrays made each round took most of a draw's time.
  for (let round = 0; round < ROUNDS; round++) {
    const low0 = Math.imul(M0, c0) >>> 0;
    const low1 = Math.imul(M1, c2) >>> 0;
    const high0 = mulHigh(M0, c0 >>> 0, low0);
    const high1 = mulHigh(M1, c2 >>> 0, low1);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + W0) | 0;
    k1 = (k1 + W1) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}
