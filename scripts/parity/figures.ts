import { type FigureName, figureIn } from '../../src/model/figures';
import type { Quantity } from '../../src/model/histogram';
import type { LayerReport } from '../../src/model/report';

/** The quantities' names in the file. */
export const names = {
  pre: 'pre',
  post: 'post',
  weight: 'weight',
  gradPre: 'grad_pre',
  gradPost: 'grad_post',
  gradWeight: 'grad_weight',
} as const satisfies Record<Quantity, string>;

/** The figures that the file has, by their names there. */
const fileNames = {
  log10_var: 'log10Variance',
  mean: 'mean',
  zero_fraction: 'zeros',
  finite_fraction: 'finite',
} as const satisfies Record<string, FigureName>;
export type FileName = keyof typeof fileNames;
export const figureNames = Object.keys(fileNames) as FileName[];

/** One quantity of one layer of one seed; null where there is no finite number. */
export type Figures = Readonly<Record<FileName, number | null>>;

/** Of a quantity that the report has. */
export const figuresOf = (report: LayerReport, quantity: Quantity): Figures => {
  const rows = figureNames.map((name) => {
    const value = figureIn(fileNames[name], report, quantity)!;
    return [name, Number.isFinite(value) ? value : null];
  });
  return Object.fromEntries(rows) as Figures;
};

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
