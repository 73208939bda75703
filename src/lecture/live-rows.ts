/** Everything that a lesson's text can name as {{a live value}}: a row each. */
import { SATURATED_IN_WORDS } from '../model/activations';
import type { Experiment } from '../model/experiment';
import { inFlow } from '../model/flow';
import { readable } from '../model/format';
import type { Quantity } from '../model/histogram';
import { layerShapes } from '../model/layer-shapes';
import { finiteCount } from '../model/moments';
import { numberFormats } from '../model/number-format';
import { type LayerReport, log10Variance, type Statistics } from '../model/report';
import { type Predicted, predict, predictionsOf } from '../model/theory/theory';
import { layerWidths } from '../model/widths';
import { firstBroken, growth, lastFinite } from './live-pass';

/** What a row reads its value from. */
export interface Reading {
  readonly experiment: Experiment;
  readonly reports: readonly LayerReport[];
  readonly layer: number;
  readonly quantity: Quantity;
}

interface LiveRow {
  /** What it is, for people; where it matters, of a layer's quantity. */
  readonly says: string;
  /** What follows the name: a layer always, perhaps or never, and perhaps a quantity. */
  readonly layer: 'always' | 'perhaps' | 'never';
  readonly quantity: boolean;
  /** A number, or a text as it is shown; undefined while there is none. */
  value(reading: Reading): number | string | undefined;
  /** Why there is none even when all of the run is there. */
  readonly missing: string;
}

const reportOf = ({ reports, layer }: Reading) => reports.find((report) => report.layer === layer);

const percent = (share: number) => `${readable(100 * share)} %`;

/** What is divided by 0, or of nothing that is finite, has no number: a text says so. */
const known = (value: number): number | 'none' => (Number.isFinite(value) ? value : 'none');

/** Of one quantity's statistics in one layer. */
const measured = (says: string, value: (s: Statistics) => number | string): LiveRow => ({
  says,
  layer: 'always',
  quantity: true,
  missing: 'it is not measured there',
  value: (reading) => {
    const statistics = reportOf(reading)?.[reading.quantity];
    return statistics && value(statistics);
  },
});

/** Of one layer's activations, pre and post together. */
const ofLayer = (says: string, value: (report: LayerReport) => number | string): LiveRow => ({
  says,
  layer: 'always',
  quantity: false,
  missing: 'it is not measured there',
  value: (reading) => {
    const report = reportOf(reading);
    return report && value(report);
  },
});

/** What theory says of one quantity in one layer. */
const predicted = (says: string, value: (p: Predicted) => number): LiveRow => ({
  says: `${says} by mean-field theory`,
  layer: 'always',
  quantity: true,
  missing: 'theory does not predict it for this experiment',
  value: ({ experiment, layer, quantity }) => {
    const all = predictionsOf(predict(experiment), quantity);
    const found = all.find((prediction) => prediction.layer === layer);
    return found && value(found.predicted);
  },
});

/** A layer's figure over that of the layer that the pass meets before it. */
const factor = (says: string, value: (s: Statistics) => number): LiveRow => ({
  says,
  layer: 'always',
  quantity: true,
  missing: 'the pass has no layer before that one',
  value: ({ reports, layer, quantity }) => {
    const pass = inFlow(reports, quantity);
    const i = pass.findIndex((measurement) => measurement.layer === layer);
    if (i < 1) return undefined;
    return known(value(pass[i]!.statistics) / value(pass[i - 1]!.statistics));
  },
});

/** Of the weights as they are drawn, known before anything has run. */
const drawn = (says: string, value: (shape: ReturnType<typeof layerShapes>[number]) => number) =>
  ({
    says,
    layer: 'perhaps',
    quantity: false,
    missing: 'the input has no weights',
    value: ({ experiment, layer }) => {
      const shape = layerShapes(experiment)[layer - 1];
      if (!shape) return undefined;
      return Number.isNaN(value(shape)) ? 'from the data' : value(shape);
    },
  }) satisfies LiveRow;

/** Of a whole pass. */
const ofPass = (says: string, value: LiveRow['value']): LiveRow => ({
  says,
  layer: 'never',
  quantity: true,
  missing: 'it takes two layers, and there is one',
  value,
});

export const liveRows = {
  mean: measured('mean', ({ mean }) => mean),
  variance: measured('variance', ({ variance }) => variance),
  std: measured('standard deviation', ({ variance }) => Math.sqrt(variance)),
  'second moment': measured('mean of the squares', ({ secondMoment }) => secondMoment),
  'log10 variance': measured('log10 of the variance', log10Variance),
  kurtosis: measured('excess kurtosis', ({ kurtosis }) => known(kurtosis)),
  min: measured('smallest value', ({ min }) => min),
  max: measured('largest value', ({ max }) => max),
  count: measured('how many values', ({ count }) => count),
  zeros: measured('share of exact zeros', ({ zeros, count }) => percent(zeros / count)),
  finite: measured('share of finite values', (s) => percent(finiteCount(s) / s.count)),
  'error of mean': measured(
    'standard error of the mean, were all values independent',
    ({ variance, count }) => known(Math.sqrt(variance / count)),
  ),
  'error of variance': measured(
    'standard error of the variance, were all values independent',
    ({ variance, kurtosis, count }) => known(variance * Math.sqrt((kurtosis + 2) / count)),
  ),
  'variance factor': factor('variance over that of the layer before', ({ variance }) => variance),
  'second moment factor': factor(
    'mean of the squares over that of the layer before',
    ({ secondMoment }) => secondMoment,
  ),
  'theory variance': predicted('variance', ({ variance }) => variance),
  'theory log10 variance': predicted('log10 of the variance', ({ variance }) =>
    Math.log10(variance),
  ),
  'theory second moment': predicted('mean of the squares', ({ secondMoment }) => secondMoment),
  'kept variance': ofLayer('variance after the activation over that before it', ({ pre, post }) =>
    known(post.variance / pre.variance),
  ),
  'kept second moment': ofLayer(
    'mean of the squares after the activation over that before it',
    ({ pre, post }) => known(post.secondMoment / pre.secondMoment),
  ),
  'mean in stds': ofLayer(
    'mean after the activation in standard deviations before it',
    ({ pre, post }) => known(post.mean / Math.sqrt(pre.variance)),
  ),
  correlation: ofLayer('mean correlation of two samples, after the activation', ({ correlation }) =>
    known(correlation.post),
  ),
  dead: ofLayer('share of dead units', ({ dead }) => percent(dead)),
  saturated: ofLayer(`share of activations that are ${SATURATED_IN_WORDS}`, ({ saturated }) =>
    percent(saturated),
  ),
  growth: ofPass('variance’s factor a layer, over all finite layers with a spread', growth),
  'first broken': ofPass('first layer that is not finite', firstBroken),
  'last finite': ofPass('last layer that is finite', lastFinite),
  fan_in: drawn('inputs of a unit', ({ fanIn }) => fanIn),
  fan_out: drawn('units', ({ fanOut }) => fanOut),
  'std of weights': drawn('standard deviation of the weights', ({ std }) => std),
  'variance of weights': drawn('variance of the weights', ({ std }) => std ** 2),
  width: {
    says: 'width',
    layer: 'perhaps',
    quantity: false,
    missing: 'there is no such layer',
    value: ({ experiment, layer }) => layerWidths(experiment)[layer],
  },
  largest: {
    says: 'largest number of the number format',
    layer: 'never',
    quantity: false,
    missing: 'the number format has no largest number',
    value: ({ experiment }) => numberFormats[experiment.format].largest,
  },
} as const satisfies Record<string, LiveRow>;

export const rowOf = (name: string): LiveRow | undefined =>
  Object.hasOwn(liveRows, name) ? liveRows[name as keyof typeof liveRows] : undefined;
