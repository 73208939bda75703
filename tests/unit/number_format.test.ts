import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NumberFormatName, numberFormats } from '../../src/model/number-format';

const words = new Uint32Array(1);
const floats = new Float32Array(words.buffer);

const bitsOf = (x: number) => {
  floats[0] = x;
  return words[0]!;
};
const fromBits = (bits: number) => {
  words[0] = bits;
  return floats[0]!;
};
/** The float32 next to a positive x, away from zero (+1) or towards it (−1). */
const next = (x: number, by: 1 | -1) => fromBits(bitsOf(x) + by);

/** The value of half-precision bits, by their definition (IEEE 754, binary16). */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >>> 10) & 31, bits & 0x3ff];
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent ? 2 ** (exponent - 25) * (1024 + fraction) : 2 ** -24 * fraction);
}

/** bfloat16 is the upper half of a float32. */
const brain = (bits: number) => fromBits(bits << 16);

const formats = [
  { name: 'float16', decode: half, largestBits: 0x7bff, overflow: 65520 },
  { name: 'bfloat16', decode: brain, largestBits: 0x7f7f, overflow: 2 ** 127 * (2 - 2 ** -8) },
] as const;

describe.each(formats)('$name', ({ name, decode, largestBits, overflow }) => {
  const { round, largest, smallestNormal } = numberFormats[name];

  it('keeps each of its 65,536 values, signs of zero and NaN included', () => {
    for (let bits = 0; bits < 2 ** 16; bits++) {
      const x = decode(bits);
      if (!Object.is(round(x), x)) expect(round(x), `of ${bits.toString(16)}`).toBe(x);
    }
  });

  it('goes to the nearer of any two neighbours, and to the even one from half way', () => {
    let wrong = 0;
    for (let bits = 0; bits < largestBits; bits++) {
      const [low, high] = [decode(bits), decode(bits + 1)];
      // Exact in float32, which has more than one digit more than either format.
      const middle = (low + high) / 2;
      const even = bits % 2 === 0 ? low : high;
      for (const sign of [1, -1])
        for (const [x, y] of [
          [middle, even],
          [next(middle, -1), low],
          [next(middle, 1), high],
          [next(high, -1), high],
          // Next above zero is a float32 subnormal.
          [next(low, 1), low],
        ] as const)
          if (!Object.is(round(sign * x), sign * y)) wrong++;
    }
    expect(wrong).toBe(0);
  });

  it('overflows to inf from half way past its largest', () => {
    expect(largest).toBe(decode(largestBits));
    expect(round(next(overflow, -1))).toBe(largest);
    expect(round(overflow)).toBe(Number.POSITIVE_INFINITY);
    expect(round(-next(overflow, -1))).toBe(-largest);
    expect(round(-overflow)).toBe(Number.NEGATIVE_INFINITY);
  });

  it('says where full precision ends', () => {
    // One unit in the last place of a normal number is 2^−10 or 2^−7 of a power of two.
    const digits = name === 'float16' ? 10 : 7;
    const step = decode(1);
    expect(step).toBe(smallestNormal * 2 ** -digits);
    expect(round(step / 2)).toBe(0);
    expect(round(step * 0.75)).toBe(step);
    expect(round(smallestNormal * (1 + 2 ** -digits))).toBe(smallestNormal * (1 + 2 ** -digits));
  });
});

describe('number formats', () => {
  it('float16 has the figures of its standard', () => {
    const { round, largest, smallestNormal } = numberFormats.float16;
    expect([largest, smallestNormal]).toEqual([65504, 2 ** -14]);
    expect(round(Math.fround(65519.99))).toBe(65504);
    expect(round(65520)).toBe(Number.POSITIVE_INFINITY);
    expect(round(2 ** -24)).toBe(2 ** -24);
    // Half way between 0 and the smallest: to even, which is zero, of the same sign.
    expect(round(2 ** -25)).toBe(0);
    expect(round(-(2 ** -25))).toBe(-0);
    expect(round(1 + 2 ** -11)).toBe(1);
    expect(round(1 + 3 * 2 ** -11)).toBe(1 + 2 ** -9);
  });

  it('bfloat16 does what PyTorch’s bit arithmetic does to any float32', () => {
    const { round } = numberFormats.bfloat16;
    // c10/util/BFloat16.h, round_to_nearest_even.
    const byBits = (bits: number) => fromBits((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000);
    const anyBits = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(anyBits, (bits) => {
        const x = fromBits(bits);
        expect(round(x)).toBe(Number.isNaN(x) ? Number.NaN : byBits(bits));
      }),
      { numRuns: 20_000 },
    );
  });

  it.each(Object.keys(numberFormats) as NumberFormatName[])('%s keeps NaN and inf', (name) => {
    const { round } = numberFormats[name];
    expect(round(Number.NaN)).toBeNaN();
    for (const x of [Infinity, -Infinity, 0, -0]) expect(round(x)).toBe(x);
  });

  it.each(Object.keys(numberFormats) as NumberFormatName[])('%s rounds in order, once', (name) => {
    const { round } = numberFormats[name];
    const float = fc.float({ noNaN: true });
    fc.assert(
      fc.property(float, float, (x, y) => {
        if (x <= y) expect(round(x)).toBeLessThanOrEqual(round(y));
        expect(round(round(x))).toBe(round(x));
        expect(round(-x)).toBe(-round(x));
      }),
      { numRuns: 2000 },
    );
  });

  it('have a number of their own', () => {
    expect(new Set(Object.values(numberFormats).map(({ code }) => code)).size).toBe(3);
  });
});
