const [M0, M1] = [0xd2511f53, 0xcd9e8d57];
const [W0, W1] = [0x9e3779b9, 0xbb67ae85];
const ROUNDS = 10;

/** The upper 32 bits of a · b. */
function mulHigh(a: number, b: number): number {
  const [aLow, aHigh] = [a & 0xffff, a >>> 16];
  const [bLow, bHigh] = [b & 0xffff, b >>> 16];
  const [low, middle0, middle1] = [aLow * bLow, aLow * bHigh, aHigh * bLow];
  const carry = (low >>> 16) + (middle0 & 0xffff) + (middle1 & 0xffff);
  return (aHigh * bHigh + (middle0 >>> 16) + (middle1 >>> 16) + (carry >>> 16)) >>> 0;
}

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
  for (let round = 0; round < ROUNDS; round++) {
    const [high0, low0] = [mulHigh(M0, c0), Math.imul(M0, c0)];
    const [high1, low1] = [mulHigh(M1, c2), Math.imul(M1, c2)];
    [c0, c1, c2, c3] = [high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0];
    k0 = (k0 + W0) | 0;
    k1 = (k1 + W1) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}
