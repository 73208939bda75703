import { describe, expect, it, vi } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import type { RunOptions } from '../../src/engine/engine';
import { axisModes, rangesFor, sharedRange } from '../../src/model/axis';
import { quantities } from '../../src/model/histogram';
import type { LayerReport } from '../../src/model/report';
import { withWeights } from '../../src/model/theory/weights';
import { made } from './making';

// Every prediction of a network passes through here once.
vi.mock('../../src/model/theory/weights', { spy: true });
const predictions = vi.mocked(withWeights);

const small = { widths: [8], batch: 4, depth: 2, backward: true };

async function run(changes: object, options?: RunOptions): Promise<LayerReport> {
  const reports = [];
  for await (const report of createCpuEngine().run(made({ ...small, ...changes }), options))
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
    predictions.mockClear();
    for (let seed = 0; seed < 32; seed++) {
      const [one, other] = [made({ ...small, seed }), made({ ...small, std: 0.25, seed })];
      rangesFor('log', [one, other]);
      rangesFor('linear', [other, one]);
    }
    for (const seed of [1, 2]) await run({ seed });
    expect(predictions).toHaveBeenCalledTimes(2);
  });

  it('that are absent are signed log10 over the experiment', async () => {
    const ranges = rangesFor('log', [made(small)]);
    const found = rangesOf(await run({}));
    // Weights are not measured unless asked for.
    expect(found).toEqual({ ...ranges, weight: undefined });
  });
});
