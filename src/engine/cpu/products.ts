/** Matrix products in float32: each product and each sum is rounded, in ascending order. */
import type { Breathe } from './breather';

const f = Math.fround;

/** [rows, columns], row by row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** x Wᵀ + b, of shape [batch, fanOut]. Four samples at a time: their sums do not wait for each other. */
export async function affine(
  x: Matrix,
  weights: Float32Array,
  bias: Float32Array,
  breathe: Breathe,
): Promise<Float32Array> {
  const { rows: batch, columns: fanIn, values } = x;
  const fanOut = bias.length;
  const out = new Float32Array(batch * fanOut);
  for (let unit = 0; unit < fanOut; unit++) {
    const row = weights.subarray(unit * fanIn, (unit + 1) * fanIn);
    for (let sample = 0; sample < batch; sample += 4) {
      // Beyond the last sample, the last one again.
      const [s0, s1, s2, s3] = [0, 1, 2, 3].map((i) => Math.min(sample + i, batch - 1)) as Four;
      const [p0, p1, p2, p3] = [s0 * fanIn, s1 * fanIn, s2 * fanIn, s3 * fanIn];
      let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
      for (let k = 0; k < fanIn; k++) {
        const w = row[k]!;
        sum0 = f(sum0 + f(values[p0 + k]! * w));
        sum1 = f(sum1 + f(values[p1 + k]! * w));
        sum2 = f(sum2 + f(values[p2 + k]! * w));
        sum3 = f(sum3 + f(values[p3 + k]! * w));
      }
      const b = bias[unit]!;
      out[s0 * fanOut + unit] = sum0 + b;
      out[s1 * fanOut + unit] = sum1 + b;
      out[s2 * fanOut + unit] = sum2 + b;
      out[s3 * fanOut + unit] = sum3 + b;
    }
    await breathe();
  }
  return out;
}

type Four = [number, number, number, number];

/** out += factor · row. */
function addTimes(out: Float32Array, factor: number, row: Float32Array) {
  for (let k = 0; k < out.length; k++) out[k] = f(out[k]! + f(factor * row[k]!));
}

const rowOf = ({ columns, values }: Matrix, row: number) =>
  values.subarray(row * columns, (row + 1) * columns);

/** a b, of shape [a.rows, b.columns]. */
export async function product(a: Matrix, b: Matrix, breathe: Breathe): Promise<Float32Array> {
  const out = new Float32Array(a.rows * b.columns);
  for (let i = 0; i < a.rows; i++) {
    const row = out.subarray(i * b.columns, (i + 1) * b.columns);
    for (let k = 0; k < b.rows; k++) addTimes(row, a.values[i * a.columns + k]!, rowOf(b, k));
    await breathe();
  }
  return out;
}

/** aᵀ b, of shape [a.columns, b.columns]. */
export async function transposedProduct(a: Matrix, b: Matrix, breathe: Breathe) {
  const out = new Float32Array(a.columns * b.columns);
  for (let i = 0; i < a.columns; i++) {
    const row = out.subarray(i * b.columns, (i + 1) * b.columns);
    for (let k = 0; k < b.rows; k++) addTimes(row, a.values[k * a.columns + i]!, rowOf(b, k));
    await breathe();
  }
  return out;
}
