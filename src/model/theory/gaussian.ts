/** Averages over a normal variable. */

export interface Normal {
  readonly mean: number;
  readonly variance: number;
}

/** A distribution as values and their shares, which sum to 1. */
export interface Nodes {
  readonly x: readonly number[];
  readonly weight: readonly number[];
}

/** A distribution's first two moments. */
export interface Level extends Normal {
  readonly secondMoment: number;
}

/** Gauss–Legendre's ten points: the positive five, and their weights (Abramowitz & Stegun 25.4). */
const LEGENDRE = [
  [0.1488743389816312, 0.2955242247147529],
  [0.4333953941292472, 0.2692667193099963],
  [0.6794095682990244, 0.219086362515982],
  [0.8650633666889845, 0.1494513491505806],
  [0.9739065285171717, 0.0666713443086881],
] as const;

/** Standard deviations to each side beyond which a share of 1e-15 lies. */
const REACH = 8;
/** Longest panel in standard deviations: ten points integrate the density over it to 1e-13. */
const LONGEST = 2;

/**
 * Ends of panels, in units of x: every corner that a row of activations.ts has (0, ±1, ±3, 6), and
 * points so close that a smooth row is nearly a polynomial between them. A normal variable far wider
 * than φ's own scale is thus still resolved near 0; beyond the last point every φ is nearly a line.
 */
const POSITIVE = [1, 2, 3, 4, 6, 8, 16, 32, 64, 256, 1024, 4096];
const LANDMARKS = [...POSITIVE.map((x) => -x).reverse(), 0, ...POSITIVE];

const pdf = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** Ends of the panels, in standard deviations from the mean. */
function panelEnds(mean: number, sd: number): number[] {
  const inside = LANDMARKS.map((x) => (x - mean) / sd).filter((z) => Math.abs(z) < REACH);
  const ends = [-REACH];
  for (const end of [...inside, REACH]) {
    const start = ends.at(-1)!;
    const parts = Math.ceil((end - start) / LONGEST);
    for (let i = 1; i < parts; i++) ends.push(start + ((end - start) * i) / parts);
    ends.push(end);
  }
  return ends;
}

/** Gauss–Legendre panels between corners: averages to about 1e-10, with corners as without. */
export function normalNodes({ mean, variance }: Normal): Nodes {
  const sd = Math.sqrt(variance);
  if (sd === 0) return { x: [mean], weight: [1] };
  const ends = panelEnds(mean, sd);
  const [x, weight]: [number[], number[]] = [[], []];
  for (let i = 1; i < ends.length; i++) {
    const middle = (ends[i]! + ends[i - 1]!) / 2;
    const half = (ends[i]! - ends[i - 1]!) / 2;
    for (const [at, share] of LEGENDRE)
      for (const z of [middle - half * at, middle + half * at]) {
        x.push(mean + sd * z);
        weight.push(share * half * pdf(z));
      }
  }
  return { x, weight };
}

/** Steps of the even grids below; a corner inside a step costs about 1e-5. */
const STEPS = 1000;

/**
 * Midpoints of equal steps: for values that go through many layers, so that their corners move.
 * For a smooth function of a normal variable this converges beyond double precision.
 */
export function evenNodes({ mean, variance }: Normal, distribution: 'normal' | 'uniform'): Nodes {
  const sd = Math.sqrt(variance);
  if (sd === 0) return { x: [mean], weight: [1] };
  const reach = distribution === 'uniform' ? Math.sqrt(3) : REACH;
  const z = Array.from({ length: STEPS }, (_, i) => reach * ((2 * i + 1) / STEPS - 1));
  const density = distribution === 'uniform' ? () => 1 / (2 * reach) : pdf;
  return {
    x: z.map((t) => mean + sd * t),
    weight: z.map((t) => (density(t) * (2 * reach)) / STEPS),
  };
}

/** Σ weight · value. */
export function average(values: readonly number[], weight: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * weight[i]!;
  return sum;
}

/** Moments of values at nodes; about their mean, because φ may be nearly constant. */
export function levelOf(values: readonly number[], weight: readonly number[]): Level {
  const mean = average(values, weight);
  const squares = values.map((x) => (x - mean) ** 2);
  const variance = average(squares, weight);
  return { mean, variance, secondMoment: variance + mean * mean };
}
