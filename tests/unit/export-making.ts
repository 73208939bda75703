/** A page's runs as files get them, computed in float32 on the CPU. */
import { createCpuEngine } from '../../src/engine/cpu/engine';
import type { Exported, ExportedRun, Job } from '../../src/export/exported';
import type { Experiment } from '../../src/model/experiment';
import type { LayerReport } from '../../src/model/report';
import { type Page, startingPage } from '../../src/state/page';
import { made } from './making';

export const job = (signal = new AbortController().signal): Job & { shares: number[] } => {
  const shares: number[] = [];
  return { signal, shares, progress: (share) => shares.push(share) };
};

export async function runOf(experiment: Experiment, name = 'A'): Promise<ExportedRun> {
  const engine = createCpuEngine();
  const reports: LayerReport[] = [];
  for await (const report of engine.run(experiment, { weights: true }))
    reports[report.layer] = report;
  return {
    name,
    experiment,
    reports,
    link: 'https://example.org/#v=1',
    histogram: (layer, quantity) => engine.histogram(layer, quantity),
  };
}

export const exportedWith = (page: Page, ...runs: ExportedRun[]): Exported => ({
  page,
  runs,
  adapter: 'CPU',
  version: '0.1.0',
  link: 'https://example.org/#depth=3&v=1',
});

/** An experiment's page with its run. */
export const measured = async (experiment: Experiment): Promise<Exported> =>
  exportedWith(startingPage(experiment), await runOf(experiment));

/**
 * Runs with everything that a figure can be: of a float16 network that overflows, of one whose weights
 * are 0, and with an infinite mean, which no engine gives.
 */
export async function strange(): Promise<Exported> {
  const broken = made({ widths: [200], depth: 4, batch: 6, format: 'float16', backward: true });
  const dead = await runOf(made({ widths: [8], depth: 2, batch: 4, std: 0 }), 'B');
  const [first, ...rest] = dead.reports as [LayerReport, ...LayerReport[]];
  const pre = { ...first.pre, mean: Number.POSITIVE_INFINITY };
  return exportedWith(startingPage(broken), await runOf(broken), {
    ...dead,
    reports: [{ ...first, pre }, ...rest],
  });
}
