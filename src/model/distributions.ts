/** What the sampling kernels can draw: one row each. */
interface DistributionRow {
  /** Number in the drawing kernel's switch (shaders/draw.wgsl). */
  readonly code: number;
  /** Mean of a draw, over a whole matrix of this shape. */
  mean(rows: number, columns: number): number;
  /** Mean square of a draw, over a whole matrix of this shape. */
  secondMoment(rows: number, columns: number): number;
  /** Excess kurtosis of a draw; 0 where the weights are no random numbers of their own. */
  readonly kurtosis: number;
  /** Share of a matrix of this shape that is not 0. */
  filled(rows: number, columns: number): number;
}

/** Second moment of a standard normal cut at ±2: 1 − 4 φ(2) / (2 Φ(2) − 1). */
const CUT_AT_2 = 0.7737413035499232;

/** Excess kurtosis of the same: its fourth moment is 3 m₂ − 16 φ(2) / (2 Φ(2) − 1). */
const CUT_KURTOSIS = -0.63446328287;

const zero = () => 0;
const one = () => 1;
const diagonal = (rows: number, columns: number) => Math.min(rows, columns) / (rows * columns);

export const distributions = {
  normal: { code: 0, mean: zero, secondMoment: one, kurtosis: 0, filled: one },
  /** In ±√3. */
  uniform: { code: 1, mean: zero, secondMoment: one, kurtosis: -1.2, filled: one },
  /** Standard normal cut at ±2. */
  trunc_normal: {
    code: 2,
    mean: zero,
    secondMoment: () => CUT_AT_2,
    kurtosis: CUT_KURTOSIS,
    filled: one,
  },
  constant: { code: 3, mean: one, secondMoment: one, kurtosis: 0, filled: one },
  /** 1 on the diagonal, else 0. */
  eye: { code: 4, mean: diagonal, secondMoment: diagonal, kurtosis: 0, filled: diagonal },
  /** Standard normal rows, any two of which correlate by the same amount. */
  correlated: { code: 5, mean: zero, secondMoment: one, kurtosis: 0, filled: one },
  /** Columns, or rows where they are longer, are orthonormal: Haar-distributed. Not elementwise. */
  orthogonal: { code: 0, mean: zero, secondMoment: diagonal, kurtosis: 0, filled: one },
} as const satisfies Record<string, DistributionRow>;

export type Distribution = keyof typeof distributions;
