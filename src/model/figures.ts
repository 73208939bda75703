/**
 * Everything that is known of a layer as a number: a row each. The table, the inset, the chart, the
 * live values of lessons and `parity` all read their figures here, so one has one name and one text.
 */
import { FLAT_IN_WORDS } from './activations';
import type { Experiment } from './experiment';
import { percent, readable, type Spread } from './format';
import { isActivation, type Quantity, quantities } from './histogram';
import { finiteCount } from './moments';
import { type LayerReport, log10Variance, type Statistics } from './report';

/** Units of figures, and how they are written. A fraction is 0 … 1, and shown in percent. */
const formats = {
  none: (x: number) => readable(x, 3, true),
  '%': (share: number) => percent(share),
  values: (count: number) => String(count),
} as const satisfies Record<string, (value: number) => string>;

type Activation = Extract<Quantity, 'pre' | 'post'>;

/** How a figure is read: of any quantity’s numbers, of activations, or of the layer as a whole. */
type Source =
  | { ofNumbers(statistics: Statistics): number; ofActivations?: never; ofLayer?: never }
  | {
      ofActivations(report: LayerReport, quantity: Activation): number;
      ofNumbers?: never;
      ofLayer?: never;
    }
  | { ofLayer(report: LayerReport): number; ofNumbers?: never; ofActivations?: never };

export type Figure = Source & {
  /** What it is called everywhere: in headings, and in lessons as {{name 3}}. */
  readonly name: string;
  /** An explanation of the name. */
  readonly words: string;
  readonly unit: keyof typeof formats;
  /** Added to the name in a heading. */
  readonly definition?: string;
  /** Shown in the table, or in a layer's details; else only lessons can name it. */
  readonly shown?: 'table' | 'inset';
  /** Why an experiment can never have it, if so. */
  missing?(experiment: Experiment): string | undefined;
};

/** In the order in which they are shown. */
export const figures = {
  variance: {
    name: 'variance',
    words: 'variance',
    unit: 'none',
    shown: 'table',
    ofNumbers: ({ variance }: Spread) => variance,
  },
  secondMoment: {
    name: 'second moment',
    words: 'mean of the squares',
    unit: 'none',
    shown: 'table',
    ofNumbers: ({ secondMoment }: Spread) => secondMoment,
  },
  std: {
    name: 'std',
    words: 'standard deviation',
    unit: 'none',
    shown: 'inset',
    ofNumbers: ({ variance }: Spread) => Math.sqrt(variance),
  },
  mean: {
    name: 'mean',
    words: 'mean',
    unit: 'none',
    shown: 'table',
    ofNumbers: ({ mean }) => mean,
  },
  min: {
    name: 'min',
    words: 'smallest value',
    unit: 'none',
    shown: 'inset',
    ofNumbers: ({ min }) => min,
  },
  max: {
    name: 'max',
    words: 'largest value',
    unit: 'none',
    shown: 'inset',
    ofNumbers: ({ max }) => max,
  },
  finite: {
    name: 'finite',
    words: 'fraction of finite values',
    unit: '%',
    shown: 'table',
    ofNumbers: (s) => finiteCount(s) / s.count,
  },
  zeros: {
    name: 'zeros',
    words: 'fraction of exact zeros',
    unit: '%',
    shown: 'inset',
    ofNumbers: ({ zeros, count }) => zeros / count,
  },
  belowAxis: {
    name: 'below the axis',
    words: 'fraction of values below the value axis',
    unit: '%',
    shown: 'inset',
    ofNumbers: ({ histogram: { below }, count }) => below / count,
  },
  aboveAxis: {
    name: 'above the axis',
    words: 'fraction of values above the value axis',
    unit: '%',
    shown: 'inset',
    ofNumbers: ({ histogram: { above }, count }) => above / count,
  },
  excessKurtosis: {
    name: 'excess kurtosis',
    words: 'kurtosis minus 3, which is 0 for a normal distribution',
    unit: 'none',
    shown: 'table',
    ofNumbers: ({ kurtosis }) => kurtosis,
  },
  sampleCorrelation: {
    name: 'sample correlation',
    words: 'mean correlation of two samples, over the units',
    unit: 'none',
    shown: 'table',
    missing: ({ batch }) => (batch < 2 ? 'it takes two samples, and the batch is 1' : undefined),
    ofActivations: ({ correlation }, quantity) => correlation[quantity],
  },
  deadUnits: {
    name: 'dead units',
    words: 'fraction of units whose activation is 0 for every sample',
    unit: '%',
    shown: 'table',
    ofLayer: ({ dead }) => dead,
  },
  saturated: {
    name: 'saturated',
    words: `fraction of activations that are saturated (${FLAT_IN_WORDS})`,
    unit: '%',
    definition: FLAT_IN_WORDS,
    shown: 'table',
    ofLayer: ({ saturated }) => saturated,
  },
  inf: {
    name: 'inf',
    words: 'fraction of infinities',
    unit: '%',
    ofNumbers: ({ infinities, count }) => infinities / count,
  },
  nan: {
    name: 'NaN',
    words: 'fraction of NaNs',
    unit: '%',
    ofNumbers: ({ nans, count }) => nans / count,
  },
  log10Variance: {
    name: 'log10 variance',
    words: 'log10 of the variance',
    unit: 'none',
    ofNumbers: (spread: Spread) => log10Variance(spread),
  },
  norm: {
    name: 'L2 norm',
    words: 'square root of the sum of the squares',
    unit: 'none',
    ofNumbers: (s) => Math.sqrt(s.secondMoment * finiteCount(s)),
  },
  count: {
    name: 'count',
    words: 'number of values',
    unit: 'values',
    ofNumbers: ({ count }) => count,
  },
  errorOfMean: {
    name: 'error of mean',
    words: 'standard error of the mean if all values were independent',
    unit: 'none',
    ofNumbers: ({ variance, count }) => Math.sqrt(variance / count),
  },
  errorOfVariance: {
    name: 'error of variance',
    words: 'standard error of the variance if all values were independent',
    unit: 'none',
    ofNumbers: ({ variance, kurtosis, count }) => variance * Math.sqrt((kurtosis + 2) / count),
  },
} as const satisfies Record<string, Figure>;

export type FigureName = keyof typeof figures;

export const figureNames = Object.keys(figures) as FigureName[];

/** A figure’s row. */
export const figureOf = (name: FigureName): Figure => figures[name];

/** “saturated (|φ′| < 1 % of max)”. */
export function headingOf(figure: FigureName): string {
  const { name, definition } = figureOf(figure);
  return definition ? `${name} (${definition})` : name;
}

/** The quantities that a figure is of; those of a layer as a whole go with its activations. */
export const quantitiesWith = (name: FigureName): readonly Quantity[] =>
  figureOf(name).ofNumbers ? quantities : quantities.filter(isActivation);

/**
 * A figure of one quantity of a layer: NaN where it has no number, as a mean of nothing finite has
 * none; undefined where the report has no such quantity, or the quantity no such figure.
 */
export function figureIn(
  name: FigureName,
  report: LayerReport,
  quantity: Quantity,
): number | undefined {
  const { ofNumbers, ofActivations, ofLayer } = figureOf(name);
  const statistics = report[quantity];
  if (!statistics) return undefined;
  if (ofNumbers) return ofNumbers(statistics);
  if (!isActivation(quantity)) return undefined;
  return ofActivations ? ofActivations(report, quantity) : ofLayer(report);
}

/** A figure’s value as it is read everywhere: “0.970”, “99.90 %”; “none” where it has no number. */
export const figureText = (name: FigureName, value: number): string =>
  Number.isNaN(value) ? 'none' : formats[figureOf(name).unit](value);

/** A layer’s figure as it is read everywhere; undefined where there is none. */
export function figureTextIn(
  name: FigureName,
  report: LayerReport,
  quantity: Quantity,
): string | undefined {
  const value = figureIn(name, report, quantity);
  return value === undefined ? undefined : figureText(name, value);
}
