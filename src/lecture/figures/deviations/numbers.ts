/**
 * Five numbers and how far each is from their mean. The numbers are halves, so that the mean and all
 * deviations are whole tenths: what is shown with one decimal is exact, and adds up to 0 exactly.
 */

export const STEP = 0.5;
/** Ends of the line on which the points lie. */
export const [LOW, HIGH] = [0, 10];

/** The nearest place on the line where a point may lie. */
export const placed = (x: number) => Math.max(LOW, Math.min(HIGH, Math.round(x / STEP) * STEP));

export type Five = readonly [number, number, number, number, number];

export interface Deviations {
  readonly mean: number;
  readonly deviations: readonly number[];
  readonly sum: number;
  readonly variance: number;
}

export function deviationsOf(points: Five): Deviations {
  const tenths = points.map((x) => Math.round(10 * x));
  const total = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0);
  const mean = total(tenths) / points.length;
  const deviations = tenths.map((x) => x - mean);
  const squares = deviations.map((d) => d * d);
  return {
    mean: mean / 10,
    deviations: deviations.map((d) => d / 10),
    sum: total(deviations) / 10,
    variance: total(squares) / points.length / 100,
  };
}
