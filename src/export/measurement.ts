/**
 * A measurement as files have it: what was asked for, and every figure of every layer of every run. JSON
 * holds all of it and is what the page opens; CSV is its rows.
 */
import {
  defaultExperiment,
  type Experiment,
  type ExperimentValues,
  experimentWith,
} from '../model/experiment';
import { type FigureName, figureIn, figureNames } from '../model/figures';
import { type Quantity, quantities } from '../model/histogram';
import { type PropertyName, properties, propertyNames } from '../model/properties';
import type { Property } from '../model/property';
import type { LayerReport } from '../model/report';
import { csvLine } from './csv';
import type { Kind } from './kinds';

export const VERSION = 1;

/** JSON has no NaN and no infinities: they are words, as in protocol buffers' JSON. */
type Cell = number | string | null;
type Row = readonly Cell[];

export interface MeasuredRun {
  /** What computed it. */
  readonly engine: string;
  /** Whether that makes results below float32's normal range, 1.2e-38, 0. */
  readonly flushesSubnormals: boolean;
  readonly seed: number;
  /** The swept property's value. */
  readonly value?: unknown;
  /** One per layer and quantity, as `columns` says. */
  readonly rows: readonly Row[];
}

/** A property and the values that it takes, one after another. */
export interface Sweep {
  readonly name: PropertyName;
  readonly values: readonly unknown[];
}

export interface Measurement {
  readonly kind: Kind;
  readonly version: typeof VERSION;
  /** Initscope's own version. */
  readonly initscope: string;
  readonly experiment: ExperimentValues;
  /** How many seeds, from the experiment's own on. */
  readonly seeds: number;
  readonly sweep?: Sweep;
  /** Which part of the runs this is, and of how many: 1 is the first. */
  readonly shard?: readonly [part: number, of: number];
  readonly columns: readonly string[];
  /** By value, and of each value by seed; of a shard every so many-th of them. */
  readonly runs: readonly MeasuredRun[];
}

/** One run of a measurement. */
export interface PlannedRun {
  readonly experiment: Experiment;
  readonly value?: unknown;
}

const ofLayer = ['layer', 'fanIn', 'units', 'quantity'] as const;
type Column = (typeof ofLayer)[number] | FigureName;

export const columns: readonly Column[] = [...ofLayer, ...figureNames];

const cell = (value: number | undefined): Cell => {
  if (value === undefined) return null;
  // `+ 0` turns −0 into 0, which is how JSON writes both.
  return Number.isFinite(value) ? value + 0 : String(value);
};

const nonFinite: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

/** A number as a file has it; undefined where there is none. */
export const numberIn = (value: Cell | undefined): number | undefined =>
  value === null || value === undefined ? undefined : Number(value);

/** A run's rows: every figure of each quantity that its reports have, layer by layer. */
export const rowsOf = (reports: readonly LayerReport[]): Row[] =>
  reports.flatMap((report) =>
    quantities
      .filter((quantity) => report[quantity])
      .map((quantity) => [
        report.layer,
        report.fanIn,
        report.units,
        quantity,
        ...figureNames.map((name) => cell(figureIn(name, report, quantity))),
      ]),
  );

/** Every run of a measurement in its order; the values are known to be allowed. */
export function plannedRuns({
  experiment,
  seeds,
  sweep,
}: Pick<Measurement, 'experiment' | 'seeds' | 'sweep'>): PlannedRun[] {
  const values = sweep ? sweep.values : [undefined];
  return values.flatMap((value) =>
    Array.from({ length: seeds }, (_, i) => {
      const changed = { ...experiment, ...(sweep && { [sweep.name]: value }) };
      const seed = (changed.seed + i) % 2 ** 32;
      const planned = experimentWith(defaultExperiment, { ...changed, seed }) as Experiment;
      return { experiment: planned, ...(sweep && { value }) };
    }),
  );
}

/** Those of a measurement's runs that a shard has. */
export const ofShard = <T>(all: readonly T[], [part, of]: readonly [number, number]): T[] =>
  all.filter((_, i) => i % of === part - 1);

export const toJson = (measurement: Measurement): string => `${JSON.stringify(measurement)}\n`;

const textOf = (name: PropertyName, value: unknown) =>
  (properties[name] as unknown as Property<unknown>).format(value);

/** A row per run, layer and quantity. The swept property's column begins with “experiment.”. */
export function toCsv({ sweep, columns, runs }: Measurement): string {
  const head = [...(sweep ? [`experiment.${sweep.name}`] : []), 'seed', ...columns];
  const lines = runs.flatMap(({ value, seed, rows }) =>
    rows.map((row) => [
      ...(sweep ? [textOf(sweep.name, value)] : []),
      seed,
      ...row.map((one) => nonFinite[String(one)] ?? one ?? undefined),
    ]),
  );
  return [head, ...lines].map(csvLine).join('');
}

/** The experiment's values alone, in the table's order. */
export const valuesOf = (experiment: ExperimentValues): ExperimentValues =>
  Object.fromEntries(
    propertyNames.map((name) => [name, experiment[name]]),
  ) as unknown as ExperimentValues;

/** One quantity's figure by layer in a run; NaN where a layer has no number. */
export function byLayer(
  { columns }: Pick<Measurement, 'columns'>,
  { rows }: MeasuredRun,
  quantity: Quantity,
  figure: FigureName,
): { layer: number; value: number }[] {
  const [atLayer, atQuantity, atFigure] = ['layer', 'quantity', figure].map((name) =>
    columns.indexOf(name),
  ) as [number, number, number];
  return rows
    .filter((row) => row[atQuantity] === quantity)
    .map((row) => ({
      layer: numberIn(row[atLayer])!,
      value: numberIn(row[atFigure]) ?? Number.NaN,
    }));
}
