/** Runs what `npm run measure` was asked for, one run after another. */
import type { Engine } from '../../src/engine/engine';
import { measure } from '../../src/engine/measure';
import type { WebGpuEngine } from '../../src/engine/webgpu/engine';
import { type MeasuredRun, type PlannedRun, rowsOf } from '../../src/export/measurement';
import { memoryProblem } from '../../src/model/memory';
import type { Problem } from '../../src/model/problem';
import type { LayerReport } from '../../src/model/report';
import type { View } from '../../src/model/view';
import { requestsOf } from '../../src/state/requests';
import type { Progress } from './progress';

/** The first planned run that the engine has no memory for, in its words. */
export function unfit(engine: Engine, runs: readonly PlannedRun[]): Problem | undefined {
  for (const { experiment } of runs) {
    const problem = memoryProblem(experiment, engine.limits);
    if (problem) return problem;
  }
}

/** Every layer's report of every run, as the page would ask for it, and the weights measured. */
export async function runAll(
  engine: Engine | WebGpuEngine,
  runs: readonly PlannedRun[],
  view: View,
  progress: Progress,
  took: (run: PlannedRun, reports: readonly LayerReport[]) => void,
): Promise<MeasuredRun[]> {
  const done: MeasuredRun[] = [];
  for (const [i, run] of runs.entries()) {
    const { experiment } = run;
    const [request] = requestsOf({ a: experiment, b: undefined, view, pins: [] });
    const steps = (experiment.depth + 1) * (experiment.backward ? 2 : 1);
    let step = 0;
    const tell = () =>
      progress.show((i + step++ / steps) / runs.length, `run ${i + 1} of ${runs.length}`);
    tell();
    const options = { ranges: request!.ranges!, weights: true, store: 'unseen' } as const;
    const reports = await measure(engine, experiment, options, tell);
    took(run, reports);
    done.push({
      engine: engine.name,
      flushesSubnormals: engine.flushesSubnormals,
      seed: experiment.seed,
      ...('value' in run && { value: run.value }),
      rows: rowsOf(reports),
    });
  }
  return done;
}
