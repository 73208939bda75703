/** A measurement from a terminal as the chart of a sweep shows it; loaded on demand, with the chart. */
import { createSweepDialog } from '../chart/sweep/dialog';
import type { Sweep } from '../chart/sweep/state';
import { byLayer, type Measurement } from '../export/measurement';
import { readMeasurement } from '../export/read-measurement';
import { defaultExperiment, type Experiment, experimentWith } from '../model/experiment';
import { isGradient, type Quantity, quantities } from '../model/histogram';
import { Problem } from '../model/problem';
import { type PropertyName, properties } from '../model/properties';
import type { Property } from '../model/property';
import { predict, predictionsOf } from '../model/theory/theory';
import { experimentInWords } from '../ui/words';
import { atEnd } from './follow';

/** More values than that are not predicted: a page that waits for theory is of no use. */
const MOST_PREDICTED = 100;

/** Values in equal ratio are rounded to six digits. */
const SAME_RATIO = 1e-4;

/** A value as a number, if it is one; the width of a list of one width too. */
const numberOf = (value: unknown): number => {
  const [only, ...more] = [value].flat();
  return typeof only === 'number' && more.length === 0 ? only : Number.NaN;
};

/** Numbers lie where they are, or those in equal ratio at their log10; names one after another. */
function placesOf(values: readonly unknown[]): { places: number[]; continuous: boolean } {
  const numbers = values.map(numberOf);
  if (numbers.some(Number.isNaN)) return { places: values.map((_, i) => i), continuous: false };
  const [a, b, c] = numbers as [number, number?, number?];
  const alike = b && c && Math.abs((b * b) / (a * c) - 1) < SAME_RATIO;
  const inRatio = alike && numbers.every((x) => x > 0);
  return { places: inRatio ? numbers.map(Math.log10) : numbers, continuous: true };
}

/** log10 of the variance where a pass ends, by theory. */
function predictedEnd(experiment: Experiment, quantity: Quantity): number | undefined {
  const told = predictionsOf(predict(experiment), quantity);
  const end = isGradient(quantity) ? told[0] : told.at(-1);
  const reaches = isGradient(quantity) || end?.layer === experiment.depth;
  return end && reaches ? Math.log10(end.predicted.variance) : undefined;
}

const seedsOf = ({ experiment, seeds }: Measurement) =>
  Array.from({ length: seeds }, (_, i) => (experiment.seed + i) % 2 ** 32);

/** A measurement as the chart shows it: without a sweep, its seeds are what differs. */
function sweepOf(measurement: Measurement): Sweep {
  const { sweep, runs } = measurement;
  const { name, values }: { name: PropertyName; values: readonly unknown[] } = sweep ?? {
    name: 'seed',
    values: seedsOf(measurement),
  };
  const row = properties[name] as unknown as Property<unknown>;
  const texts = values.map((value) => row.format(value));
  const ofRun = runs.map((run) => texts.indexOf(row.format(sweep ? run.value : run.seed)));
  const layersOf = (i: number, quantity: Quantity) => {
    const finite = byLayer(measurement, runs[i]!, quantity, 'finite');
    const layers = byLayer(measurement, runs[i]!, quantity, 'log10Variance').map(
      ({ layer, value }, k) => ({ layer, decades: finite[k]!.value === 1 ? value : Number.NaN }),
    );
    return isGradient(quantity) ? layers.reverse() : layers;
  };
  const experiments = values.map(
    (value) =>
      experimentWith(defaultExperiment, { ...measurement.experiment, [name]: value }) as Experiment,
  );
  return {
    name,
    values: texts,
    ...placesOf(values),
    quantities: quantities.filter((quantity) =>
      runs.some((run) => byLayer(measurement, run, quantity, 'finite').length > 0),
    ),
    runsOf: (quantity) => runs.map((_, i) => ({ value: ofRun[i]!, layers: layersOf(i, quantity) })),
    theoryOf: (quantity) =>
      experiments.map((experiment) =>
        experiments.length > MOST_PREDICTED ? undefined : predictedEnd(experiment, quantity),
      ),
  };
}

/** “Sweep of gain: 9 values, 8 seeds each, on SwiftShader”. */
function headingOf({ sweep, seeds, runs, shard }: Measurement): string {
  const of = sweep ? `Sweep of ${sweep.name}: ${sweep.values.length} values, ` : 'Measurement: ';
  const engines = [...new Set(runs.map(({ engine }) => engine))];
  const each = `${seeds} seed${seeds === 1 ? '' : 's'}${sweep ? ' each' : ''}`;
  const part = shard ? `, part ${shard.join(' of ')}` : '';
  return `${of}${each}, on ${engines.join(', ')}${part}`;
}

/** A dialog over `lab` until `alive` ends; it shows what a file of this name has for its content. */
export function createSweeps(alive: AbortSignal, lab: HTMLElement) {
  const dialog = createSweepDialog(lab);
  atEnd(alive, dialog.dispose);
  return {
    show(content: unknown, name: string): Problem | undefined {
      const measurement = readMeasurement(content, name);
      if (measurement instanceof Problem) return measurement;
      const { experiment, runs } = measurement;
      if (runs.length === 0) return new Problem(`${name} has no runs: it is an empty shard.`);
      const about = experimentInWords(experimentWith(defaultExperiment, experiment) as Experiment);
      dialog.open(headingOf(measurement), about, sweepOf(measurement));
    },
  };
}
