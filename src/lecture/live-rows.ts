/** Everything that a lesson's text can name as {{a live value}}: a row each. */
import type { Experiment } from '../model/experiment';
import {
  type FigureName,
  figureNames,
  figureOf,
  figures,
  figureText,
  figureTextIn,
  quantitiesWith,
} from '../model/figures';
import { type Quantity, quantities } from '../model/histogram';
import { layerShapes } from '../model/layer-shapes';
import { numberFormats } from '../model/number-format';
import { inFlow, type LayerReport } from '../model/report';
import { predict, predictionsOf } from '../model/theory/theory';
import { layerWidths } from '../model/width-list';
import { firstBroken, growth, lastFinite } from './live-pass';

/** The data that a row reads its value from. */
export interface Reading {
  readonly experiment: Experiment;
  readonly reports: readonly LayerReport[];
  readonly layer: number;
  readonly quantity: Quantity;
}

interface LiveRow {
  /** What it is, for people; where it matters, of a layer's quantity. */
  readonly says: string;
  /** What follows the name: a layer always, perhaps or never, and perhaps one of these quantities. */
  readonly layer: 'always' | 'perhaps' | 'never';
  readonly quantities: readonly Quantity[];
  /** A number, or a text as it is shown; undefined while there is none. */
  value(reading: Reading): number | string | undefined;
  /** Why there is no value even when the run is complete. */
  readonly missing: string;
  /** Why this experiment has no number there, though a value may be shown, if so. */
  none?(experiment: Experiment): string | undefined;
}

const reportOf = ({ reports, layer }: Reading) => reports.find((report) => report.layer === layer);

/** A quotient by 0, or a statistic of nothing finite, has no number and shows “none”. */
const known = (value: number): number | 'none' => (Number.isFinite(value) ? value : 'none');

/** A figure of one layer: of a quantity of it, unless it is of the layer as a whole. */
function measured(name: FigureName): LiveRow {
  const { words, ofNumbers, ofLayer, missing } = figureOf(name);
  const all = quantitiesWith(name);
  return {
    says: words,
    layer: 'always',
    quantities: ofLayer ? [] : all,
    missing: ofNumbers ? 'it is not measured there' : `only ${all.join(' and ')} have it`,
    none: missing,
    value: (reading) => {
      const report = reportOf(reading);
      return report && figureTextIn(name, report, reading.quantity);
    },
  };
}

/** Compares one layer's activations after φ with those before it. */
const across = (says: string, value: (report: LayerReport) => number | string): LiveRow => ({
  says,
  layer: 'always',
  quantities: [],
  missing: 'it is not measured there',
  value: (reading) => {
    const report = reportOf(reading);
    return report && value(report);
  },
});

/** Theory's prediction of one quantity in one layer. */
const predicted = (name: 'variance' | 'secondMoment' | 'log10Variance'): LiveRow => ({
  says: `${figures[name].words} by mean-field theory`,
  layer: 'always',
  quantities,
  missing: 'theory does not predict it for this experiment',
  value: ({ experiment, layer, quantity }) => {
    const all = predictionsOf(predict(experiment), quantity);
    const found = all.find((prediction) => prediction.layer === layer);
    return found && figureText(name, figures[name].ofNumbers(found.predicted));
  },
});

/** A layer's figure over that of the layer that the pass meets before it. */
const factor = (name: 'variance' | 'secondMoment'): LiveRow => ({
  says: `${figures[name].words} over that of the layer before`,
  layer: 'always',
  quantities,
  missing: 'the pass has no layer before that one',
  value: ({ reports, layer, quantity }) => {
    const pass = inFlow(reports, quantity);
    const i = pass.findIndex((measurement) => measurement.layer === layer);
    if (i < 1) return undefined;
    const value = (at: number) => figures[name].ofNumbers(pass[at]!.statistics);
    return known(value(i) / value(i - 1));
  },
});

/** A number of a layer's shape or weights, known before anything has run. */
const drawn = (says: string, value: (shape: ReturnType<typeof layerShapes>[number]) => number) =>
  ({
    says,
    layer: 'perhaps',
    quantities: [],
    missing: 'the input has no weights',
    value: ({ experiment, layer }) => {
      const shape = layerShapes(experiment)[layer - 1];
      if (!shape) return undefined;
      return Number.isNaN(value(shape)) ? 'from the data' : value(shape);
    },
  }) satisfies LiveRow;

/** A value of a whole pass. */
const ofPass = (says: string, value: LiveRow['value']): LiveRow => ({
  says,
  layer: 'never',
  quantities,
  missing: 'it takes two layers, and there is one',
  value,
});

const rows: Readonly<Record<string, LiveRow>> = {
  'variance factor': factor('variance'),
  'second moment factor': factor('secondMoment'),
  'theory variance': predicted('variance'),
  'theory log10 variance': predicted('log10Variance'),
  'theory second moment': predicted('secondMoment'),
  'kept variance': across('variance after the activation over that before it', ({ pre, post }) =>
    known(post.variance / pre.variance),
  ),
  'kept second moment': across(
    'mean of the squares after the activation over that before it',
    ({ pre, post }) => known(post.secondMoment / pre.secondMoment),
  ),
  'mean in stds': across(
    'mean after the activation in standard deviations before it',
    ({ pre, post }) => known(post.mean / Math.sqrt(pre.variance)),
  ),
  growth: ofPass('factor of the variance per layer, over all finite layers with a spread', growth),
  'first broken': ofPass('first layer that is not finite', firstBroken),
  'last finite': ofPass('last layer that is finite', lastFinite),
  fan_in: drawn('inputs of a unit', ({ fanIn }) => fanIn),
  fan_out: drawn('units', ({ fanOut }) => fanOut),
  'std of weights': drawn('standard deviation of the weights', ({ std }) => std),
  'variance of weights': drawn('variance of the weights', ({ std }) => std ** 2),
  width: {
    says: 'width',
    layer: 'perhaps',
    quantities: [],
    missing: 'there is no such layer',
    value: ({ experiment, layer }) => layerWidths(experiment)[layer],
  },
  largest: {
    says: 'largest number of the number format',
    layer: 'never',
    quantities: [],
    missing: 'the number format has no largest number',
    value: ({ experiment }) => numberFormats[experiment.format].largest,
  },
};

/** Every figure of a layer by its name, then what is of a pass, of theory and of the set-up. */
export const liveRows: Readonly<Record<string, LiveRow>> = {
  ...Object.fromEntries(figureNames.map((name) => [figureOf(name).name, measured(name)])),
  ...rows,
};

/** Short names that lessons may use as well. */
export const shortNames: Readonly<Record<string, string>> = {
  kurtosis: figures.excessKurtosis.name,
  correlation: figures.sampleCorrelation.name,
  dead: figures.deadUnits.name,
};

export function rowOf(name: string): LiveRow | undefined {
  const full = Object.hasOwn(shortNames, name) ? shortNames[name]! : name;
  return Object.hasOwn(liveRows, full) ? liveRows[full] : undefined;
}
