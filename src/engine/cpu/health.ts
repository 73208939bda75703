import { activationOf, flatSlope } from '../../model/activations';
import type { Experiment } from '../../model/experiment';
import type { Health } from '../../model/report';
import type { FreshPass } from './forward';

/** Share of units that are 0 for the whole batch; `values` is [batch, units]. */
function deadShare(values: Float32Array, batch: number): number {
  const units = values.length / batch;
  let dead = 0;
  for (let unit = 0; unit < units; unit++) {
    let sample = 0;
    while (sample < batch && values[sample * units + unit] === 0) sample++;
    if (sample === batch) dead++;
  }
  return dead / units;
}

/** Share of elements whose slope is small beside the activation's largest; NaN has none. */
function saturatedShare(h: Float32Array, { activation, slope }: Experiment): number {
  const { derivative } = activationOf(activation);
  const least = flatSlope(activation, slope);
  let saturated = 0;
  for (const x of h) if (!Number.isNaN(x) && Math.abs(derivative(x, slope)) < least) saturated++;
  return saturated / h.length;
}

/**
 * Mean correlation coefficient of two samples (rows of [batch, units]), taken over the units. With
 * rows z of mean 0 and length 1 it is the mean of z·z′ over pairs, (‖Σ z‖² − n) / (n (n − 1)). Rows
 * that are not finite or have no spread are left out.
 */
export function meanCorrelation(values: Float32Array, batch: number): number {
  const units = values.length / batch;
  const total = new Float64Array(units);
  let n = 0;
  for (let sample = 0; sample < batch; sample++) {
    const row = values.subarray(sample * units, (sample + 1) * units);
    if (addStandardised(total, row)) n++;
  }
  if (n < 2) return Number.NaN;
  return (total.reduce((sum, t) => sum + t * t, 0) - n) / (n * (n - 1));
}

/** Adds (row − mean) / ‖row − mean‖; false where that is not defined. */
function addStandardised(total: Float64Array, row: Float32Array): boolean {
  let sum = 0;
  for (const x of row) sum += x;
  const mean = sum / row.length;
  let square = 0;
  for (const x of row) square += (x - mean) ** 2;
  // Rounding of the mean leaves equal values a little spread.
  const spread = row.some((x) => x !== row[0]);
  if (!spread || !Number.isFinite(square)) return false;
  const scale = 1 / Math.sqrt(square);
  for (let i = 0; i < row.length; i++) total[i]! += (row[i]! - mean) * scale;
  return true;
}

/** How the samples and units of the input, [batch, units], fare. */
export function inputHealth(x: Float32Array, { batch }: Experiment): Health {
  const correlation = meanCorrelation(x, batch);
  return {
    correlation: { pre: correlation, post: correlation },
    dead: deadShare(x, batch),
    saturated: 0,
  };
}

/** How a layer's samples and units fare. */
export const healthOf = (
  { pre, active, post }: Pick<FreshPass, 'pre' | 'active' | 'post'>,
  experiment: Experiment,
): Health => ({
  correlation: {
    pre: meanCorrelation(pre, experiment.batch),
    post: meanCorrelation(post, experiment.batch),
  },
  dead: deadShare(active, experiment.batch),
  saturated: saturatedShare(pre, experiment),
});
