import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadDigits } from '../../src/engine/digits';
import { DIGIT_PIXELS, DIGITS, PIXEL_MEAN, PIXEL_STD } from '../../src/model/input';

describe('the handwritten digits', () => {
  it('are 500 of 28 × 28 bytes, loaded once', async () => {
    const digits = await loadDigits();
    expect(digits).toHaveLength(DIGITS * DIGIT_PIXELS);
    expect(await loadDigits()).toBe(digits);
  });

  it('are those that scripts/digits.mjs takes from the mnist package, bit by bit', async () => {
    const hash = createHash('sha256').update(await loadDigits());
    expect(hash.digest('hex')).toBe(
      'b82eb643f500b2752a5624f3cded4b36d9cfd8de38049997a20577173c807d27',
    );
  });

  it('have the mean and std of MNIST, within three standard errors of 500 digits', async () => {
    const pixels = Array.from(await loadDigits(), (byte) => byte / 255);
    const average = (values: readonly number[]) =>
      values.reduce((a, b) => a + b, 0) / values.length;
    const mean = average(pixels);
    const variance = average(pixels.map((pixel) => (pixel - mean) ** 2));
    // Digits differ in ink, their means by 0.040 and their mean squares by 0.027: so 500 digits know
    // the mean within 0.040 / √500 = 0.0018, and the std within 0.027 / (2 · 0.31 · √500) = 0.0020.
    expect(Math.abs(mean - PIXEL_MEAN)).toBeLessThan(3 * 0.0018);
    expect(Math.abs(Math.sqrt(variance) - PIXEL_STD)).toBeLessThan(3 * 0.002);
  });

  it('are in turn 0, 1, …, 9: most are nearest to their own class’s mean', async () => {
    const digits = await loadDigits();
    const digit = (i: number) => digits.subarray(i * DIGIT_PIXELS, (i + 1) * DIGIT_PIXELS);
    const classes = Array.from({ length: 10 }, () => new Float64Array(DIGIT_PIXELS));
    for (let i = 0; i < DIGITS; i++)
      for (const [k, byte] of digit(i).entries()) classes[i % 10]![k]! += (10 * byte) / DIGITS;
    const distance = (i: number, mean: Float64Array) =>
      digit(i).reduce((sum, byte, k) => sum + (byte - mean[k]!) ** 2, 0);
    let right = 0;
    for (let i = 0; i < DIGITS; i++) {
      const distances = classes.map((mean) => distance(i, mean));
      if (distances.indexOf(Math.min(...distances)) === i % 10) right++;
    }
    // A nearest-mean classifier knows about 82 % of MNIST; at random it would be 10 %.
    expect(right / DIGITS).toBeGreaterThan(0.75);
  });
});
