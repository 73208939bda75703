import { percent, readable } from '../../../model/format';
import type { Words } from '../kit/stage';
import type { Positions } from './products';

export interface WalksWords {
  readonly n: number;
  readonly walks: number;
  /** Terms that have been summed so far. */
  readonly terms: number;
  readonly positions: Positions;
}

/** ±√n, in figures too. */
const boundOf = (terms: number) => `±√${terms} = ±${readable(Math.sqrt(terms))}`;

/** A single walk has no spread: it is told by where it is. */
function alone({ n, terms, positions }: WalksWords, so: string): Words {
  const sum = `sum ${readable(positions.sums[0]!)}`;
  const bound = boundOf(terms);
  return {
    readout: [`${so}: ${sum}`, `two in three within ${bound}`],
    alternative: `One sum of n = ${n} products w·x, term by term, as a random walk; dashed beside it ±√n and ±2√n. ${so}: ${sum}; two in three would lie within ${bound}.`,
  };
}

/** For the text; what has no spread has no variance. */
export function walksValues(
  n: number,
  { sums, variance, inside }: Positions,
): Record<string, number> {
  return sums.length > 1 ? { n, end_variance: variance, inside } : { n, end: sums[0]! };
}

export function walksWords(state: WalksWords): Words {
  const { n, walks, terms, positions } = state;
  const { variance, inside } = positions;
  const so = terms < n ? `${terms} of ${n} terms` : `n = ${n}`;
  if (walks === 1) return alone(state, so);
  const share = percent(inside, 0);
  const bound = boundOf(terms);
  return {
    readout: [`${so}: variance ${readable(variance)}`, `${share} within ${bound}`, 'normal: 68 %'],
    alternative: `${walks} sums of n = ${n} products w·x, term by term, as random walks; dashed beside them ±√n and ±2√n. After ${terms} ${terms === 1 ? 'term' : 'terms'} their variance is ${readable(variance)}, and ${share} lie within ${bound}; of a normal distribution of variance ${terms}, 68 % would.`,
  };
}
