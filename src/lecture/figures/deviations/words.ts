import { readable } from '../../../model/format';
import type { Words } from '../kit/stage';
import { deviationsOf, type Five } from './numbers';

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
