import type { Engine } from '../../src/engine/engine';
import { measure } from '../../src/engine/measure';
import { rangesFor } from '../../src/model/axis';
import { experimentWith } from '../../src/model/experiment';
import { quantities } from '../../src/model/histogram';
import { Problem } from '../../src/model/problem';
import { type Case, experimentOf } from './case';
import { type Figures, figuresOf, names } from './figures';

/** Figures of one layer by the quantities' names in the file. */
export type LayerFigures = Readonly<Record<string, Figures>>;

/** Runs a case with one seed and returns the figures of layers 1 … depth. */
export async function runCase(engine: Engine, given: Case, seed: number): Promise<LayerFigures[]> {
  const base = experimentOf(given);
  const experiment = base instanceof Problem ? base : experimentWith(base, { seed });
  if (experiment instanceof Problem) throw new Error(experiment.sentence);
  // No picture is drawn: the axis that costs least will do.
  const ranges = rangesFor('linear', [experiment]);
  const reports = await measure(engine, experiment, { ranges });
  return reports
    .slice(1)
    .map((report) =>
      Object.fromEntries(
        quantities
          .filter((quantity) => report[quantity])
          .map((quantity) => [names[quantity], figuresOf(report, quantity)]),
      ),
    );
}

/** The first case that cannot be run, as a sentence; undefined if all can. */
export function problemOf(cases: readonly Case[]): string | undefined {
  for (const [i, given] of cases.entries()) {
    const experiment = experimentOf(given);
    if (experiment instanceof Problem)
      return `Case ${i + 1} (${String(given.name ?? 'unnamed')}): ${experiment.sentence}`;
  }
}
