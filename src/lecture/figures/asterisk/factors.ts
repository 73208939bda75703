import { readable } from '../../../model/format';
import { drawNormals } from '../kit/normals';
import { momentsOf } from '../kit/sample';
import type { Words } from '../kit/stage';

/** Terms of a sum, and sums, at most; of long sums there are fewer, for the time that they take. */
export const MOST_TERMS = 784;
const [MOST_SUMS, MOST_PRODUCTS] = [4000, 1_600_000];

/** Mean and standard deviation of the two factors of each product w · x. */
export interface Factors {
  readonly meanX: number;
  readonly stdX: number;
  readonly meanW: number;
  readonly stdW: number;
}

/** What “variance = number of terms” asks of a factor. */
const isStandard = (mean: number, std: number) => mean === 0 && std === 1;

export const conditions = ({ meanX, stdX, meanW, stdW }: Factors) => ({
  x: isStandard(meanX, stdX),
  w: isStandard(meanW, stdW),
});

/** What adds up to the variance of one product of independent factors. */
export const partsOf = ({ meanX, stdX, meanW, stdW }: Factors) => ({
  stds: stdW ** 2 * stdX ** 2,
  meanX: stdW ** 2 * meanX ** 2,
  meanW: meanW ** 2 * stdX ** 2,
});

/** Var(Σ w x) over the number of terms: 1 where “variance = number of terms” holds. */
export function factorOf(factors: Factors): number {
  const { stds, meanX, meanW } = partsOf(factors);
  return stds + meanX + meanW;
}

/** Standard normals that all products are made of, sum after sum. */
export interface Units {
  readonly terms: number;
  readonly w: Float64Array;
  readonly x: Float64Array;
}

export function drawUnits(terms: number, seed: number): Units {
  const count = terms * Math.min(MOST_SUMS, Math.floor(MOST_PRODUCTS / terms));
  const [w, x] = [0, 1].map((row) =>
    drawNormals(new Float64Array(count), { figure: 'asterisk', seed, row }),
  ) as [Float64Array, Float64Array];
  return { terms, w, x };
}

/** The variance of sums that were really added up, and its standard error. */
export interface Measured {
  readonly sums: number;
  readonly variance: number;
  readonly error: number;
}

export function measured({ terms, w, x }: Units, factors: Factors): Measured {
  const { meanX, stdX, meanW, stdW } = factors;
  const sums = new Float64Array(w.length / terms);
  for (let i = 0; i < w.length; i++)
    sums[Math.floor(i / terms)]! += (meanW + stdW * w[i]!) * (meanX + stdX * x[i]!);
  const { mean, variance } = momentsOf(sums);
  const fourth = sums.reduce((total, sum) => total + (sum - mean) ** 4, 0) / sums.length;
  const error = Math.sqrt(Math.max(0, fourth - variance ** 2) / sums.length);
  return { sums: sums.length, variance, error };
}

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
