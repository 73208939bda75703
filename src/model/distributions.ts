/** What the sampling kernels can draw: one row each. */
interface DistributionRow {
  /** Number in the drawing kernel's switch (shaders/draw.wgsl). */
  readonly code: number;
  /** Mean of a draw. */
  readonly mean: number;
  /** Mean square of a draw, over a whole matrix of this shape. */
  secondMoment(rows: number, columns: number): number;
}

/** Second moment of a standard normal cut at ±2: 1 − 4 φ(2) / (2 Φ(2) − 1). */
const CUT_AT_2 = 0.7737413035499232;

const one = () => 1;
const diagonal = (rows: number, columns: number) => Math.min(rows, columns) / (rows * columns);

export const distributions = {
  normal: { code: 0, mean: 0, secondMoment: one },
  /** In ±√3. */
  uniform: { code: 1, mean: 0, secondMoment: one },
  /** Standard normal cut at ±2. */
  trunc_normal: { code: 2, mean: 0, secondMoment: () => CUT_AT_2 },
  constant: { code: 3, mean: 1, secondMoment: one },
  /** 1 on the diagonal, else 0. */
  eye: { code: 4, mean: 0, secondMoment: diagonal },
  /** Standard normal rows, any two of which correlate by the same amount. */
  correlated: { code: 5, mean: 0, secondMoment: one },
  /** Columns, or rows where they are longer, are orthonormal: Haar-distributed. Not elementwise. */
  orthogonal: { code: 0, mean: 0, secondMoment: diagonal },
} as const satisfies Record<string, DistributionRow>;

export type Distribution = keyof typeof distributions;
