import { readable } from '../../../model/format';
import type { Words } from '../kit/stage';
import { conditions, type Factors, factorOf, type Measured, partsOf } from './factors';

/** With its two standard errors: 203 ± 9. */
export const withError = ({ variance, error }: Measured) =>
  `${readable(variance)} ± ${readable(2 * error, 2)}`;

/** What adds up to the prediction: 225 = 100 + 100 + 25. */
export function predictionOf(n: number, factors: Factors): string {
  const parts = Object.values(partsOf(factors)).filter((part) => part > 0);
  const sum = parts.map((part) => readable(n * part)).join(' + ');
  return `predicted ${readable(n * factorOf(factors))}${parts.length > 1 ? ` = ${sum}` : ''}`;
}

const met = (is: boolean) => (is ? 'has' : 'does not have');

export function asteriskWords(n: number, factors: Factors, result: Measured): Words {
  const factor = factorOf(factors);
  const { x, w } = conditions(factors);
  const predicted = predictionOf(n, factors);
  const found = `measured ${withError(result)}`;
  const claim = `variance = ${readable(factor)} × number of terms`;
  return {
    readout: [claim, `n = ${n}`],
    alternative: `Variance of ${result.sums} sums of n = ${n} products w·x: ${predicted}, ${found}: ${claim}. x ${met(x)} mean 0 and variance 1; w ${met(w)} mean 0 and variance 1.`,
  };
}
