import { describe, expect, it, vi } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { axisModes, rangesFor, sharedRange } from '../../src/model/axis';
import { quantities } from '../../src/model/histogram';
import type { LayerReport } from '../../src/model/report';
import { made } from './making';

// Every prediction of a network passes through here once.
vi.mock('../../src/model/theory/weights', { spy: true });

/** Modules as nobody has used them: other files of this worker have loaded theirs without the spy. */
async function counted() {
  vi.resetModules();
  const axis = await import('../../src/model/axis');
  const cpu = await import('../../src/engine/cpu/engine');
  const { withWeights } = await import('../../src/model/theory/weights');
  const predictions = vi.mocked(withWeights);
  predictions.mockClear();
  return { ...axis, ...cpu, predictions };
}

const small = { widths: [8], batch: 4, depth: 2, backward: true };

async function run(changes: object, engine = createCpuEngine()): Promise<LayerReport> {
  const reports = [];
  for await (const report of engine.run(made({ ...small, ...changes })))
    reports[report.layer] = report;
  return reports.at(-1)!;
}

const rangesOf = (report: LayerReport) =>
  Object.fromEntries(quantities.map((quantity) => [quantity, report[quantity]?.histogram.range]));

describe('ranges', () => {
  it.each(Object.keys(axisModes) as (keyof typeof axisModes)[])(
    'of an axis are its range for each quantity: %s',
    (mode) => {
      const both = [made({ depth: 5 }), made({ depth: 9, std: 0.02, backward: true })];
      const ranges = rangesFor(mode, both);
      expect(Object.keys(ranges)).toEqual([...quantities]);
      for (const quantity of quantities)
        expect(ranges[quantity]).toEqual(sharedRange(mode, both, quantity));
      if (mode === 'sigma') expect(Object.values(ranges)).toEqual(quantities.map(() => undefined));
    },
  );

  it('cost one computation of theory an experiment, whatever its seed, its axis or its runs', async () => {
    const { rangesFor, createCpuEngine, predictions } = await counted();
    for (let seed = 0; seed < 32; seed++) {
      const [one, other] = [made({ ...small, seed }), made({ ...small, std: 0.25, seed })];
      rangesFor('log', [one, other]);
      rangesFor('linear', [other, one]);
    }
    for (const seed of [1, 2]) await run({ seed }, createCpuEngine());
    expect(predictions).toHaveBeenCalledTimes(2);
  });

  it('that are absent are signed log10 over the experiment', async () => {
    const ranges = rangesFor('log', [made(small)]);
    const found = rangesOf(await run({}));
    // Weights are not measured unless asked for.
    expect(found).toEqual({ ...ranges, weight: undefined });
  });
});
