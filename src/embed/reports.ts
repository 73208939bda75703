/** A run's figures as plain data, which JSON carries: for whoever reads them outside of the lab. */
import type { ExperimentValues } from '../model/experiment';
import { type FigureName, figureIn, figureNames } from '../model/figures';
import { type Quantity, quantities } from '../model/histogram';
import type { LayerReport } from '../model/report';
import type { Run } from '../state/requests';

/** JSON has neither NaN nor infinities: `Number(value)` and Python's `float(value)` read both forms. */
export type PlainNumber = number | 'NaN' | 'Infinity' | '-Infinity';
export type PlainFigures = Readonly<Partial<Record<FigureName, PlainNumber>>>;

export interface PlainLayer extends Readonly<Partial<Record<Quantity, PlainFigures>>> {
  /** 0 is the input. */
  readonly layer: number;
  readonly fanIn: number;
  readonly units: number;
}

/** What of a run is wanted; all of it if absent. */
export interface Choice {
  readonly figures?: readonly FigureName[] | undefined;
  readonly quantities?: readonly Quantity[] | undefined;
}

export interface PlainRun {
  /** Counts the runs that are told of, from 1. */
  readonly run: number;
  readonly experiment: ExperimentValues;
  /** The run is whole. */
  readonly done: boolean;
  /** Layers that are new since the last telling; with gradients, a layer comes a second time. */
  readonly layers: readonly PlainLayer[];
}

const plain = (x: number): PlainNumber =>
  Number.isFinite(x) ? x : (String(x) as Exclude<PlainNumber, number>);

function figuresOf(
  report: LayerReport,
  quantity: Quantity,
  names: readonly FigureName[],
): PlainFigures {
  const values = names.map((name) => [name, figureIn(name, report, quantity)] as const);
  return Object.fromEntries(
    values.flatMap(([name, value]) => (value === undefined ? [] : [[name, plain(value)]])),
  );
}

/** A layer's figures, by quantity and by name: those that are wanted and that it has. */
export function plainLayer(report: LayerReport, choice: Choice = {}): PlainLayer {
  const { layer, fanIn, units } = report;
  const wanted = (choice.quantities ?? quantities).filter((quantity) => report[quantity]);
  const figures = wanted.map((quantity) => [
    quantity,
    figuresOf(report, quantity, choice.figures ?? figureNames),
  ]);
  return { layer, fanIn, units, ...Object.fromEntries(figures) };
}

/** Tells runs one after another: of each what has come since it was told last. */
export function createTeller(choice: Choice = {}): (run: Run) => PlainRun {
  let count = 0;
  let before: Run | undefined;
  return (run) => {
    const goesOn = before !== undefined && !before.done && before.experiment === run.experiment;
    const known = goesOn ? before!.reports : [];
    if (!goesOn) count++;
    before = run;
    // A report that changes is another object.
    const fresh = run.reports.filter((report, i) => report !== known[i]);
    return {
      run: count,
      experiment: { ...run.experiment },
      done: run.done,
      layers: fresh.map((report) => plainLayer(report, choice)),
    };
  };
}
