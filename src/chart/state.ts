import type { Theme } from '../model/colour';
import type { Quantity } from '../model/histogram';
import type { NumberFormatName } from '../model/number-format';
import type { LayerReport } from '../model/report';
import type { Theory } from '../model/theory/theory';
import type { Measure } from '../model/view';
import type { Layers } from '../state/page';

/** A pinned run. */
export interface PinnedRun {
  readonly name: string;
  readonly reports: readonly LayerReport[];
}

/** Everything that the chart shows. */
export interface ChartState {
  readonly reports: readonly LayerReport[];
  readonly theory: Theory | undefined;
  readonly quantity: Quantity;
  readonly depth: number;
  /** The number format of the run. */
  readonly format: NumberFormatName;
  readonly theme: Theme;
  readonly measure: Measure;
  /** Folded: the curves alone, in the height of a line. */
  readonly spark: boolean;
  /** The layers that are looked at closely; undefined: all. */
  readonly layers: Layers | undefined;
  /** The layer that is pointed at, here or in another picture: to be marked. */
  readonly pointed: number | undefined;
  /** Runs that were pinned, to be compared with the one that is shown. */
  readonly pinned: readonly PinnedRun[];
  /** Runs of the same experiment with other seeds, as far as they have come. */
  readonly seeds: readonly (readonly LayerReport[])[];
  /** How many seeds were asked for, the shown run's among them. */
  readonly seedCount: number;
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((item, i) => item === b[i]);

/** Whether two states differ at most in the pointed layer: then the curves need no redraw. */
export function samePicture(a: ChartState, b: ChartState): boolean {
  const { pointed: _, pinned, seeds, ...rest } = a;
  return (
    sameItems(pinned, b.pinned) &&
    sameItems(seeds, b.seeds) &&
    Object.entries(rest).every(([key, value]) => b[key as keyof ChartState] === value)
  );
}
