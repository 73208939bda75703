import { readable } from '../../../model/format';
import type { Words } from '../kit/stage';

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

/** +1.2, −0.4, 0: of whole tenths exact. */
export const signed = (x: number) =>
  x === 0 ? '0' : `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(1)}`;

export function deviationsValues(points: Five) {
  const { mean, sum, variance } = deviationsOf(points);
  return { mean, sum_of_deviations: sum, variance };
}

export function deviationsWords(points: Five): Words {
  const { mean, deviations, sum, variance } = deviationsOf(points);
  const added = `${deviations.map(signed).join(' ')} = ${readable(sum)}`;
  const square = `variance ${readable(variance)}`;
  return {
    readout: [added, square],
    alternative: `Five points at ${points.join(', ')} with mean ${mean.toFixed(1)}. Their deviations from it add up to nothing: ${added}. The mean of the squares of the deviations is the ${square}.`,
  };
}
