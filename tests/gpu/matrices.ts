import { strideOf } from '../../src/model/memory';
import { noise } from './harness';

/** Sizes that fill tiles, quads and workgroups just not, just so and just over. */
export const SIZES = [1, 63, 64, 65, 255, 256, 257];

/** Every size in every place of (batch, fan_in, fan_out), beside two others. */
export const awkwardShapes = SIZES.flatMap((size) => [
  [size, 65, 63],
  [33, size, 65],
  [31, 63, size],
]) as [number, number, number][];

/** A matrix [rows, columns] of noise, and the same with its rows padded as the kernels store them. */
export function matrix(rows: number, columns: number, seed: number) {
  const values = noise(rows * columns, seed);
  const padded = new Float32Array(rows * strideOf(columns));
  values.forEach((x, i) => {
    padded[Math.floor(i / columns) * strideOf(columns) + (i % columns)] = x;
  });
  const at = (row: number, column: number) => values[row * columns + column]!;
  return { values, padded, at };
}

/**
 * Largest error in units of the bound terms · 2⁻²³ · Σ|terms| that holds for any order of summing;
 * infinite where padding is not 0.
 */
export function worst(
  result: Float32Array,
  rows: number,
  columns: number,
  terms: (row: number, column: number) => number[],
) {
  let largest = 0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < strideOf(columns); column++) {
      const value = result[row * strideOf(columns) + column]!;
      if (column >= columns) {
        if (value !== 0) return Number.POSITIVE_INFINITY;
        continue;
      }
      const all = terms(row, column);
      const sum = all.reduce((a, b) => a + b, 0);
      const size = all.reduce((a, b) => a + Math.abs(b), 0);
      largest = Math.max(largest, Math.abs(value - sum) / (all.length * 2 ** -23 * size));
    }
  return largest;
}

export const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Weights [fanOut, fanIn] by quads of fan_in, as shaders/matmul.wgsl stores them. */
export function byQuads(w: ReturnType<typeof matrix>, fanIn: number, fanOut: number): Float32Array {
  const weights = new Float32Array(strideOf(fanIn) * fanOut);
  for (let unit = 0; unit < fanOut; unit++)
    for (let k = 0; k < fanIn; k++)
      weights[(Math.floor(k / 4) * fanOut + unit) * 4 + (k % 4)] = w.at(unit, k);
  return weights;
}
