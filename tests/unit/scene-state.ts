import type { AxisRange } from '../../src/model/columns';
import type { LayerReport, Statistics } from '../../src/model/report';
import type { SceneState } from '../../src/scene/state';

/** What layers without surprises show: normal, with variance 1. */
export const ranges = {
  log: { kind: 'log', low: -3, high: 3 },
  linear: { kind: 'linear', low: -4, high: 4 },
  sigma: undefined,
} as const satisfies Record<string, AxisRange | undefined>;

export function normalReport(layer: number, changes: Partial<Statistics> = {}): LayerReport {
  const statistics: Statistics = {
    count: 100_000,
    mean: 0,
    variance: 1,
    secondMoment: 1,
    kurtosis: 0,
    min: -4.5,
    max: 4.5,
    zeros: 0,
    infinities: 0,
    nans: 0,
    histogram: { range: ranges.linear, below: 0, above: 0 },
    ...changes,
  };
  return { layer, pre: statistics, post: statistics } as LayerReport;
}

export function state(changes: Partial<SceneState>): SceneState {
  const depth = changes.depth ?? 50;
  return {
    reports: Array.from({ length: depth + 1 }, (_, layer) => normalReport(layer)),
    depth,
    stale: false,
    range: ranges.linear,
    quantity: 'post',
    theme: 'dark',
    camera: 'threeQuarter',
    height: 'density',
    eye: undefined,
    pointed: undefined,
    outline: undefined,
    beside: undefined,
    ...changes,
  };
}
