import type { Experiment } from '../model/experiment';
import type { LayerReport } from '../model/report';
import type { Engine, RunOptions } from './engine';

/**
 * Runs an experiment to its end. Returns the reports by layer, from the input's on: with `backward`,
 * each layer's second one, which has all that its first one has. `told` hears of every report as it
 * comes. Rejects as `Engine.run` throws.
 */
export async function measure(
  engine: Engine,
  experiment: Experiment,
  options: RunOptions = {},
  told: (report: LayerReport) => void = () => {},
): Promise<LayerReport[]> {
  const reports: LayerReport[] = [];
  for await (const report of engine.run(experiment, options)) {
    reports[report.layer] = report;
    told(report);
  }
  return reports;
}
