import { readable } from '../../../model/format';
import type { Words } from '../kit/stage';
import type { Positions } from './products';

export interface WalksWords {
  readonly n: number;
  readonly walks: number;
  /** Terms that have been summed so far. */
  readonly terms: number;
  readonly positions: Positions;
}

export function walksWords({ n, walks, terms, positions }: WalksWords): Words {
  const { variance, inside } = positions;
  const share = `${Math.round(100 * inside)} %`;
  const bound = `±√${terms} = ±${readable(Math.sqrt(terms))}`;
  const so = terms < n ? `${terms} of ${n} terms` : `n = ${n}`;
  return {
    readout: [`${so}: variance ${readable(variance)}`, `${share} within ${bound}`, 'normal: 68 %'],
    alternative: `${walks} sums of n = ${n} products w·x, term by term, as random walks; dashed beside them ±√n and ±2√n. After ${terms} ${terms === 1 ? 'term' : 'terms'} their variance is ${readable(variance)}, and ${share} lie within ${bound}; of a normal distribution of variance ${terms}, 68 % would.`,
  };
}
