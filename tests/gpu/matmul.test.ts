import { expect, it } from 'vitest';
import { sources } from '../../src/engine/webgpu/sources';
import { asFloats, noise, openDevice, runKernel } from './harness';

const { device } = await openDevice();

const stride = (units: number) => Math.ceil(units / 4) * 4;

/** The kernel's layouts from plain matrices: rows padded, and weights by quads of fan_in. */
function layOut(batch: number, fanIn: number, fanOut: number) {
  const [x, w] = [noise(batch * fanIn, 1), noise(fanOut * fanIn, 2)];
  const quads = stride(fanIn) / 4;
  const padded = new Float32Array(batch * quads * 4);
  for (let row = 0; row < batch; row++)
    for (let k = 0; k < fanIn; k++) padded[row * quads * 4 + k] = x[row * fanIn + k]!;
  const weights = new Float32Array(quads * fanOut * 4);
  for (let unit = 0; unit < fanOut; unit++)
    for (let k = 0; k < fanIn; k++)
      weights[(Math.floor(k / 4) * fanOut + unit) * 4 + (k % 4)] = w[unit * fanIn + k]!;
  return { x, w, padded, weights, quads };
}

async function product(batch: number, fanIn: number, fanOut: number, rows = [0, batch]) {
  const { x, w, padded, weights, quads } = layOut(batch, fanIn, fanOut);
  const [row_begin, row_end] = rows as [number, number];
  const bias = noise(fanOut, 4);
  const { h } = await runKernel(
    device,
    sources.matmul,
    { x: padded, weights, bias, h: new Float32Array(batch * stride(fanOut)).fill(99) },
    { row_begin, row_end, quads, fan_out: fanOut, stride_out: stride(fanOut), format: 0 },
    [Math.ceil(stride(fanOut) / 64), Math.ceil((row_end - row_begin) / 32)],
  );
  return { x, w, bias, h: asFloats(h) };
}

/** Largest error in units of the bound (fan_in + 1) · 2⁻²³ · (Σ|x w| + |b|), for any order of summing. */
function worst(
  batch: number,
  fanIn: number,
  fanOut: number,
  { x, w, bias, h }: Awaited<ReturnType<typeof product>>,
) {
  let largest = 0;
  for (let row = 0; row < batch; row++)
    for (let unit = 0; unit < stride(fanOut); unit++) {
      const value = h[row * stride(fanOut) + unit]!;
      if (unit >= fanOut) {
        if (value !== 0) return Number.POSITIVE_INFINITY;
        continue;
      }
      let [sum, size] = [bias[unit]!, Math.abs(bias[unit]!)];
      for (let k = 0; k < fanIn; k++) {
        const term = x[row * fanIn + k]! * w[unit * fanIn + k]!;
        sum += term;
        size += Math.abs(term);
      }
      largest = Math.max(largest, Math.abs(value - sum) / ((fanIn + 1) * 2 ** -23 * size));
    }
  return largest;
}

const SIZES = [1, 63, 64, 65, 255, 256, 257];
// Every size in every place, beside two others.
const shapes = SIZES.flatMap((size) => [
  [size, 65, 63],
  [33, size, 65],
  [31, 63, size],
]) as [number, number, number][];

it.each([...shapes, [257, 257, 257], [1, 1, 1], [5, 2, 3]])(
  'multiplies %i × %i by %i units',
  async (batch, fanIn, fanOut) => {
    const result = await product(batch, fanIn, fanOut);
    expect(worst(batch, fanIn, fanOut, result)).toBeLessThan(1);
  },
);

it('fills only the rows of its band', async () => {
  const { h } = await product(40, 8, 8, [8, 21]);
  const rows = Array.from({ length: 40 }, (_, row) => h.slice(row * 8, row * 8 + 8));
  rows.forEach((row, i) => {
    expect(row.every((value) => value === 99)).toBe(i < 8 || i >= 21);
  });
});

it('would show a wrong element', async () => {
  const result = await product(33, 65, 63);
  result.h[5] = result.h[5]! * 1.001 + 1e-3;
  expect(worst(33, 65, 63, result)).toBeGreaterThan(1);
});
