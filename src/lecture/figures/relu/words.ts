import { percent } from '../../../model/format';
import type { Moments } from '../../../model/moments';
import type { LayerReport } from '../../../model/report';
import { notMeasured } from '../kit/request';
import type { Words } from '../kit/stage';
import { type Factors, measuredFactors, predictedFactors } from './numbers';

const figures = (x: number, digits: number) => x.toFixed(digits).replace('-', '−');

/** What is told of a layer, in the order of importance: of values, and of what φ does to them. */
export const rows: readonly {
  readonly name: string;
  of(moments: Moments): string;
  factor(factors: Factors): string;
}[] = [
  {
    name: 'second moment',
    of: ({ secondMoment }) => figures(secondMoment, 3),
    factor: ({ secondMoment }) => `× ${figures(secondMoment, 3)}`,
  },
  {
    name: 'variance',
    of: ({ variance }) => figures(variance, 3),
    factor: ({ variance }) => `× ${figures(variance, 3)}`,
  },
  {
    name: 'mean',
    of: ({ mean }) => figures(mean, 3),
    factor: ({ meanOverSigma }) => `${figures(meanOverSigma, 3)} σ`,
  },
  {
    name: 'exactly 0',
    of: ({ zeros, count }) => percent(zeros / count, 1),
    factor: ({ zeros }) => percent(zeros, 1),
  },
];

/** The layer's report: none yet, or why there is none. */
export type Measured = LayerReport | string | undefined;

export const isMeasured = (measured: Measured): measured is LayerReport =>
  typeof measured === 'object';

/** For the text; NaN before anything is measured. */
export function reluValues(slope: number, measured: Measured) {
  const none = { secondMoment: NaN, variance: NaN, meanOverSigma: NaN, zeros: NaN };
  const factors = isMeasured(measured) ? measuredFactors(measured) : none;
  return {
    slope,
    second_moment_ratio: factors.secondMoment,
    variance_ratio: factors.variance,
    mean_over_sigma: factors.meanOverSigma,
    zeros: factors.zeros,
  };
}

const formulaOf = (slope: number) => (slope === 0 ? 'max(h, 0)' : `h, or ${slope} h below 0`);

function state(measured: Measured): string {
  if (measured === undefined) return 'measuring …';
  return typeof measured === 'string' ? notMeasured(measured) : 'measured on one layer';
}

export function reluWords(slope: number, measured: Measured): Words {
  const theory = predictedFactors(slope);
  const found = isMeasured(measured) ? measuredFactors(measured) : undefined;
  const changes = rows.map(
    ({ name, factor }) => `${name} ${found ? `${factor(found)}, ` : ''}by theory ${factor(theory)}`,
  );
  const after = `activations a = ${formulaOf(slope)}${slope === 0 ? ', half of which are a spike at 0' : ''}`;
  return {
    readout:
      typeof measured === 'string'
        ? [state(measured)]
        : [`a = ${formulaOf(slope)}`, state(measured)],
    alternative: `Histograms of normal pre-activations h and of ${after}; ${state(measured)}. From before to after: ${changes.join('; ')}.`,
  };
}
