/** What the sampling kernels can draw: one row each. */
interface DistributionRow {
  /**
   * Four draws, in columns `column` of row `row`, as a WGSL expression in shaders/draw.wgsl with the
   * functions of shaders/unit_draws.wgsl; absent where elements are not drawn one by one.
   */
  readonly wgsl?: string;
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
  normal: {
    wgsl: 'unit_normal(words(quad, row))',
    mean: zero,
    secondMoment: one,
    kurtosis: 0,
    filled: one,
  },
  /** In ±√3. */
  uniform: {
    wgsl: 'unit_uniform(words(quad, row))',
    mean: zero,
    secondMoment: one,
    kurtosis: -1.2,
    filled: one,
  },
  /** Standard normal cut at ±2. */
  trunc_normal: {
    wgsl: 'unit_trunc_normal(words(quad, row))',
    mean: zero,
    secondMoment: () => CUT_AT_2,
    kurtosis: CUT_KURTOSIS,
    filled: one,
  },
  constant: {
    wgsl: 'vec4f(1.0)',
    mean: one,
    secondMoment: one,
    kurtosis: 0,
    filled: one,
  },
  /** 1 on the diagonal, else 0. */
  eye: {
    wgsl: 'select(vec4f(0.0), vec4f(1.0), column == vec4u(row))',
    mean: diagonal,
    secondMoment: diagonal,
    kurtosis: 0,
    filled: diagonal,
  },
  /** Standard normal rows, any two of which correlate by the same amount. */
  correlated: {
    wgsl: 'correlated_normals(quad, row)',
    mean: zero,
    secondMoment: one,
    kurtosis: 0,
    filled: one,
  },
  /** Columns, or rows where they are longer, are orthonormal: Haar-distributed. Not elementwise. */
  orthogonal: { mean: zero, secondMoment: diagonal, kurtosis: 0, filled: one },
} as const satisfies Record<string, DistributionRow>;

export type Distribution = keyof typeof distributions;
