/** Normalisation h = (u − centre) / √divisor, at great width and any batch. */

import type { NormKind } from '../kinds';
import type { Level, Normal } from './gaussian';

/** What enters a layer. */
export interface Entering extends Level {
  /** Variance of a unit over the samples, averaged over the units. */
  readonly acrossSamples: number;
}

export interface Normalised {
  readonly h: Normal;
  readonly centre: number;
  readonly divisor: number;
  /** Second moment of the gradient with respect to u, over that with respect to h. */
  readonly backward: number;
  /** Second moment of what enters, as the weights' gradient sees it. */
  readonly seen: (x: Entering) => number;
}

interface Setting {
  readonly epsilon: number;
  readonly batch: number;
}

interface Row {
  readonly centre: number;
  /** Variance that is left after the centre is taken away. */
  readonly variance: number;
  readonly divisor: number;
  readonly backward: number;
  readonly seen?: (x: Entering) => number;
}

const rows: Record<NormKind, (u: Entering, setting: Setting) => Row> = {
  none: ({ variance }) => ({ centre: 0, variance, divisor: 1, backward: 1 }),
  // Over units: what the step loses by its own mean and length, 2/n of it, is nothing at great width.
  layer: ({ mean, variance }, { epsilon }) => {
    const divisor = variance + epsilon;
    return { centre: mean, variance, divisor, backward: 1 / divisor };
  },
  rms: ({ variance, secondMoment }, { epsilon }) => {
    const divisor = secondMoment + epsilon;
    return { centre: 0, variance, divisor, backward: 1 / divisor };
  },
  // Over B samples: s², biased, is v χ²/B with B − 1 degrees of freedom, so that E[s²] = v (B − 1)/B
  // and E[1/s²] = B / (v (B − 3)); the gradient loses its parts along 1 and h, a share of 2/B.
  // It sums to 0 over the batch: the mean of what enters drops out of the weights' gradient.
  batch: ({ mean, acrossSamples }, { epsilon, batch }) => {
    const variance = (acrossSamples * (batch - 1)) / batch;
    const inverted = Math.max(1, batch - 3) * acrossSamples + batch * epsilon;
    return {
      centre: mean,
      variance,
      divisor: variance + epsilon,
      backward: inverted === 0 ? 0 : Math.max(0, batch - 2) / inverted,
      seen: (x) => (x.acrossSamples * (batch - 1)) / Math.max(1, batch - 2),
    };
  },
};

/** A share of what may be beyond double precision: then all of it. */
const share = (part: number, whole: number) =>
  part === 0 ? 0 : part === Infinity ? 1 : part / whole;

export function normalised(norm: NormKind, u: Entering, setting: Setting): Normalised {
  const row = rows[norm](u, setting);
  const { centre, variance, divisor } = row;
  const h =
    norm === 'none'
      ? { mean: u.mean, variance }
      : { mean: (u.mean - centre) / Math.sqrt(divisor) || 0, variance: share(variance, divisor) };
  return { seen: (x) => x.secondMoment, ...row, h };
}
