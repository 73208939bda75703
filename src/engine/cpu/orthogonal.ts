import type { Breathe } from './breather';

/**
 * A Haar-distributed matrix with orthonormal columns, of shape [n, m], n ≥ m, by m reflections as
 * src/engine/draws.ts describes them: `reflection(k)` gives n standard normals, of which those from k
 * on are used. Returned transposed, [m, n], in double precision.
 */
export async function orthonormalColumns(
  n: number,
  m: number,
  reflection: (k: number) => Float32Array,
  breathe: Breathe,
): Promise<Float64Array> {
  const columns = new Float64Array(m * n);
  for (let k = 0; k < m; k++) columns[k * n + k] = 1;
  const signs = new Float64Array(m);
  // From the last to the first, so that H_k meets only what it changes: rows and columns from k on.
  for (let k = m - 1; k >= 0; k--) {
    const v = Float64Array.from(reflection(k).subarray(0, n));
    signs[k] = v[k]! < 0 ? 1 : -1;
    reflectAll(columns, toReflector(v, k), k, n);
    await breathe();
  }
  for (let k = 0; k < m; k++) for (let i = 0; i < n; i++) columns[k * n + i]! *= signs[k]!;
  return columns;
}

/** Turns x into v = x + sign(x_k) ‖x‖ e_k, scaled so that the reflection is 1 − v vᵀ. */
function toReflector(x: Float64Array, k: number): Float64Array {
  const norm = normFrom(x, k);
  x[k]! += x[k]! < 0 ? -norm : norm;
  const scale = norm > 0 ? Math.SQRT2 / normFrom(x, k) : 0;
  return x.map((xi, i) => (i < k ? 0 : xi * scale));
}

function normFrom(x: Float64Array, k: number): number {
  let sum = 0;
  for (let i = k; i < x.length; i++) sum += x[i]! ** 2;
  return Math.sqrt(sum);
}

function reflectAll(columns: Float64Array, v: Float64Array, k: number, n: number) {
  for (let start = k * n; start < columns.length; start += n) {
    let dot = 0;
    for (let i = k; i < n; i++) dot += v[i]! * columns[start + i]!;
    for (let i = k; i < n; i++) columns[start + i]! -= dot * v[i]!;
  }
}
