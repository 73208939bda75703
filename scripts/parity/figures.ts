import type { Quantity } from '../../src/model/histogram';
import { finiteCount } from '../../src/model/moments';
import { log10Variance, type Statistics } from '../../src/model/report';

/** The quantities' names in the file. */
export const names = {
  pre: 'pre',
  post: 'post',
  weight: 'weight',
  gradPre: 'grad_pre',
  gradPost: 'grad_post',
  gradWeight: 'grad_weight',
} as const satisfies Record<Quantity, string>;

/** One quantity of one layer of one seed; null where nothing is finite. */
export interface Figures {
  readonly log10_var: number | null;
  readonly mean: number | null;
  readonly zero_fraction: number;
  readonly finite_fraction: number;
}

const finite = (x: number) => (Number.isFinite(x) ? x : null);

export const figuresOf = (s: Statistics): Figures => ({
  log10_var: finite(log10Variance(s)),
  mean: finite(s.mean),
  zero_fraction: s.zeros / s.count,
  finite_fraction: finiteCount(s) / s.count,
});

/** Mean and standard deviation (÷ k − 1) over seeds; null where no seed has a value. */
export type OverSeeds = readonly [mean: number, sd: number] | null;

export function overSeeds(values: readonly (number | null | undefined)[]): OverSeeds {
  const known = values.filter((x) => x !== null && x !== undefined);
  if (known.length === 0) return null;
  const mean = known.reduce((a, b) => a + b, 0) / known.length;
  const squares = known.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return [mean, known.length > 1 ? Math.sqrt(squares / (known.length - 1)) : 0];
}

/** Smallest standard deviation that PyTorch's rounded figures are taken to have. */
const LEAST_SD = 1e-4;

/**
 * How far our mean over `seeds` seeds lies from PyTorch's over `theirSeeds`, in standard errors of the
 * difference; infinitely far where we have no figure and PyTorch has.
 */
export function distance(
  ours: OverSeeds,
  seeds: number,
  [mean, sd]: readonly [number, number],
  theirSeeds: number,
): number {
  if (!ours) return Number.POSITIVE_INFINITY;
  const error = Math.max(sd, LEAST_SD) * Math.sqrt(1 / seeds + 1 / theirSeeds);
  return (ours[0] - mean) / error;
}
