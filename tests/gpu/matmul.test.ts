import { describe, expect, it } from 'vitest';
import { products } from '../../src/engine/webgpu/products';
import { possible } from '../../src/engine/webgpu/tuning';
import { strideOf } from '../../src/model/memory';
import { asFloats, noise, openDevice, runKernel } from './harness';
import { awkwardShapes, byQuads, matrix, range, worst } from './matrices';

const { device } = await openDevice();

const names = possible(device);

describe.each(names)('the product, %s', (variant) => {
  const { tile } = products[variant];
  /** h = x Wᵀ + b on the GPU, and what each of its elements is the sum of. */
  async function product(
    batch: number,
    fanIn: number,
    fanOut: number,
    rows = [0, batch],
    alter: (weights: Float32Array) => void = () => {},
  ) {
    const [x, w, bias] = [matrix(batch, fanIn, 1), matrix(fanOut, fanIn, 2), noise(fanOut, 4)];
    const [row_begin, row_end] = rows as [number, number];
    const stride_out = strideOf(fanOut);
    const weights = byQuads(w, fanIn, fanOut);
    alter(weights);
    const { h } = await runKernel(
      device,
      products[variant].kernels.matmul,
      {
        x: x.padded,
        weights,
        bias,
        h: new Float32Array(batch * stride_out).fill(99),
      },
      {
        row_begin,
        row_end,
        quads: strideOf(fanIn) / 4,
        fan_out: fanOut,
        stride_out,
        format: 0,
      },
      [Math.ceil(stride_out / tile.columns), Math.ceil((row_end - row_begin) / tile.rows)],
    );
    const terms = (row: number, unit: number) => [
      ...range(fanIn).map((k) => x.at(row, k) * w.at(unit, k)),
      bias[unit]!,
    ];
    return { h: asFloats(h), terms };
  }

  it.each([...awkwardShapes, [257, 257, 257], [1, 1, 1], [5, 2, 3]])(
    'multiplies %i × %i by %i units',
    async (batch, fanIn, fanOut) => {
      const { h, terms } = await product(batch, fanIn, fanOut);
      expect(worst(h, batch, fanOut, terms)).toBeLessThan(1);
    },
  );

  it('fills only the rows of its band', async () => {
    const { h } = await product(40, 8, 8, [8, 21]);
    const rows = Array.from({ length: 40 }, (_, row) => h.slice(row * 8, row * 8 + 8));
    rows.forEach((row, i) => {
      expect(row.every((value) => value === 99)).toBe(i < 8 || i >= 21);
    });
  });

  it('leaves an infinite weight’s unit infinite, and the others finite', async () => {
    // Two quads of fan_in, far from a tile's sixteen.
    const [batch, fanIn, fanOut] = [3, 5, 7];
    const { h } = await product(batch, fanIn, fanOut, [0, batch], (w) => {
      w[4 * (1 * fanOut + 6)] = Infinity;
    });
    const rows = range(batch).map((row) => [...h.slice(row * 8, row * 8 + fanOut)]);
    for (const row of rows) expect(row.map(Math.abs).indexOf(Infinity)).toBe(6);
    expect(rows.flat().filter(Number.isFinite)).toHaveLength(batch * (fanOut - 1));
  });

  it('would show a wrong element', async () => {
    const { h, terms } = await product(33, 65, 63);
    h[5] = h[5]! * 1.001 + 1e-3;
    expect(worst(h, 33, 63, terms)).toBeGreaterThan(1);
  });
});
