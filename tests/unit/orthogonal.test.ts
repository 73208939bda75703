import { describe, expect, it } from 'vitest';
import { drawRow } from '../../src/engine/cpu/sampling';
import { STREAMS } from '../../src/engine/draws';
import { faults } from './goodness';
import { weights } from './making';

/** ‖AᵀA − I‖∞, the largest sum of a row's magnitudes, of W's shorter side. */
function departure(w: Float32Array, fanIn: number, fanOut: number): number {
  const [n, m] = [Math.max(fanIn, fanOut), Math.min(fanIn, fanOut)];
  const at = (i: number, k: number) => (fanOut < fanIn ? w[k * fanIn + i]! : w[i * fanIn + k]!);
  let largest = 0;
  for (let k = 0; k < m; k++) {
    let row = 0;
    for (let l = 0; l < m; l++) {
      let dot = k === l ? -1 : 0;
      for (let i = 0; i < n; i++) dot += at(i, k) * at(i, l);
      row += Math.abs(dot);
    }
    largest = Math.max(largest, row);
  }
  return largest;
}

describe('an orthogonal matrix', () => {
  it.each([
    [1, 1],
    [1, 7],
    [7, 1],
    [2, 2],
    [64, 64],
    [255, 257],
    [300, 100],
    [100, 300],
    [512, 512],
  ])('of %d inputs and %d units has orthonormal columns, or rows', async (fanIn, fanOut) => {
    const w = await weights({ scheme: 'orthogonal', widths: [fanIn, fanOut] });
    // Elements are rounded by 1e-8 of themselves (rms; 2⁻²⁵ at most), a dot product of two columns by
    // √(2/n) of that, and m of them add up to 0.8 m √(2/n) 1e-8: 3e-7 at 512. Three times that for the
    // largest of m rows. (1e-5 is what is asked for.)
    expect(departure(w, fanIn, fanOut)).toBeLessThan(1e-6);
  });

  it('is multiplied by the gain, and rounded to the number format', async () => {
    const changes = { scheme: 'orthogonal', widths: [8] };
    const [q, twice] = [await weights(changes), await weights({ ...changes, gain: 2 })];
    expect(twice).toEqual(q.map((x) => 2 * x));
    const short = await weights({ ...changes, format: 'bfloat16' });
    // Eight binary digits.
    for (const [i, x] of short.entries())
      expect(Math.abs(x - q[i]!)).toBeLessThanOrEqual(2 ** -8 * Math.abs(q[i]!));
    expect(short).not.toEqual(q);
  });
});

const [SEED, DRAWS] = [3, 4000];

/** Many n × n matrices, one a seed. */
const matrices = (n: number) =>
  Promise.all(
    Array.from({ length: DRAWS }, (_, i) =>
      weights({ scheme: 'orthogonal', widths: [n], seed: SEED + i }),
    ),
  );

/** The same matrices without what makes R's diagonal positive: column k not multiplied by s_k. */
const unsigned = (all: readonly Float32Array[], n: number) =>
  all.map((q, seed) => {
    const normals = new Float32Array(n);
    const draw = { columns: n, layer: 1, seed: SEED + seed, stream: STREAMS.weights } as const;
    const signs = q.map((_, k) => {
      if (k >= n) return 0;
      drawRow({ ...draw, distribution: 'normal', scale: 1, mean: 0 }, k, normals);
      return normals[k]! < 0 ? 1 : -1;
    });
    return q.map((x, i) => x * signs[i % n]!);
  });

/** An element of the unit sphere in n dimensions: density ∝ (1 − x²)^((n − 3)/2). */
const sphere = {
  3: (x: number) => (x + 1) / 2,
  5: (x: number) => (3 * (x - x ** 3 / 3) + 2) / 4,
} as const;

/** Elements (i, i) or others of all matrices. */
const elements = (all: readonly Float32Array[], i: number) => Float32Array.from(all, (q) => q[i]!);

const trace = (q: Float32Array, n: number) => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += q[i * (n + 1)]!;
  return sum;
};

describe.each([3, 5] as const)('orthogonal matrices of %d rows', (n) => {
  const all = matrices(n);
  // α = 0.001 for all together: two tests of each element of both sizes.
  const ALPHA = 0.001 / (2 * (9 + 25));

  it('have in every place an element of the unit sphere', async () => {
    for (let i = 0; i < n * n; i++)
      expect(faults(elements(await all, i), sphere[n], ALPHA), `element ${i}`).toEqual([]);
  });

  it('have the trace of Haar’s measure: mean 0, mean square 1, fourth moment 3', async () => {
    const traces = (await all).map((q) => trace(q, n));
    const mean = (power: number) => traces.reduce((sum, t) => sum + t ** power, 0) / DRAWS;
    // Diaconis & Shahshahani 1994: the moments are a normal's, up to the 2n-th; here the 4th and
    // 8th are 3 and 105 at most.
    expect(Math.abs(mean(1))).toBeLessThan(5 * Math.sqrt(1 / DRAWS));
    expect(Math.abs(mean(2) - 1)).toBeLessThan(5 * Math.sqrt((3 - 1) / DRAWS));
    expect(Math.abs(mean(4) - 3)).toBeLessThan(5 * Math.sqrt((105 - 9) / DRAWS));
  });

  it('would be caught without the signs that make R’s diagonal positive', async () => {
    const wrong = unsigned(await all, n);
    for (let k = 0; k < n - 1; k++)
      expect(faults(elements(wrong, k * (n + 1)), sphere[n], ALPHA)).toContain(
        'Kolmogorov–Smirnov',
      );
    const traces = wrong.map((q) => trace(q, n));
    const mean = traces.reduce((a, b) => a + b) / DRAWS;
    expect(Math.abs(mean)).toBeGreaterThan(5 * Math.sqrt(1 / DRAWS));
  });
});

describe('a row of an orthogonal matrix', () => {
  it.each([
    [3, 1],
    [1, 3],
    [3, 2],
  ])('of %d inputs and %d units is an element of the sphere too', async (fanIn, fanOut) => {
    const all = await Promise.all(
      Array.from({ length: DRAWS }, (_, seed) =>
        weights({ scheme: 'orthogonal', widths: [fanIn, fanOut], seed }),
      ),
    );
    for (let i = 0; i < fanIn * fanOut; i++)
      expect(faults(elements(all, i), sphere[3], 0.001 / (2 * 12))).toEqual([]);
  });

  it('of one input and one unit is 1 or −1, alike', async () => {
    let positive = 0;
    for (let seed = 0; seed < 1000; seed++) {
      const [q] = await weights({ scheme: 'orthogonal', widths: [1], seed });
      expect(Math.abs(q!)).toBe(1);
      if (q! > 0) positive++;
    }
    // Five standard errors of 1000 coins.
    expect(Math.abs(positive - 500)).toBeLessThan(5 * Math.sqrt(250));
  });
});
