/** What tests of the chart show. */
import type { ChartState } from '../../src/chart/state';
import type { LayerReport, Statistics } from '../../src/model/report';

/** Statistics of a thousand elements about 0, some of them not finite. */
const statistics = (variance: number, infinities = 0): Statistics => ({
  count: 1000,
  mean: 0,
  variance,
  secondMoment: variance,
  kurtosis: 0,
  min: -1,
  max: 1,
  zeros: 0,
  infinities,
  nans: 0,
  histogram: { range: { kind: 'linear', low: -1, high: 1 }, below: 0, above: 0 },
});

export const report = (layer: number, variance: number, infinities = 0): LayerReport => ({
  layer,
  fanIn: 100,
  units: 100,
  correlation: { pre: 0, post: 0 },
  dead: 0,
  saturated: 0,
  pre: statistics(variance, infinities),
  post: statistics(variance, infinities),
});

export const chartState = (changes: Partial<ChartState> = {}): ChartState => ({
  reports: [],
  theory: undefined,
  quantity: 'post',
  depth: 50,
  format: 'float32',
  theme: 'dark',
  measure: 'variance',
  spark: false,
  layers: undefined,
  pointed: undefined,
  pinned: [],
  seeds: [],
  seedCount: 1,
  ...changes,
});
