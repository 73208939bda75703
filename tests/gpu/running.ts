import type { Engine, RunOptions } from '../../src/engine/engine';
import { type AxisMode, rangesFor } from '../../src/model/axis';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { quantities } from '../../src/model/histogram';
import type { LayerReport } from '../../src/model/report';

/** A network small enough for both engines. */
export const experiment = (changes: object) =>
  experimentWith(defaultExperiment, {
    widths: [64],
    batch: 32,
    depth: 5,
    ...changes,
  }) as Experiment;

/** Takes a small network's histograms over an axis. */
export const over = (mode: AxisMode, changes: object): RunOptions => ({
  ranges: rangesFor(mode, [experiment(changes)]),
});

/** All reports of a small network. */
export async function run(
  on: Engine,
  changes: object,
  options?: RunOptions,
): Promise<LayerReport[]> {
  const reports = [];
  for await (const report of on.run(experiment(changes), options)) reports.push(report);
  return reports;
}

/** What a report holds, all of it statistics of the same shape. */
export const measured = (report: LayerReport) => quantities.filter((quantity) => report[quantity]);
