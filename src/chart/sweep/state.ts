import type { Quantity } from '../../model/histogram';

/** One run of a sweep, of one quantity. */
export interface SweptRun {
  /** Which of the sweep's values it has. */
  readonly value: number;
  /** log10 of the variance in the order of the pass: −Infinity where it is 0, NaN where not all is finite. */
  readonly layers: readonly { readonly layer: number; readonly decades: number }[];
}

/** An experiment of which one property takes a value after another. */
export interface Sweep {
  /** The property, or “seed”. */
  readonly name: string;
  /** Its values as texts, at least one. */
  readonly values: readonly string[];
  /** Where they lie along an axis of them. */
  readonly places: readonly number[];
  /** Whether something lies between two of them, as between numbers and not between names. */
  readonly continuous: boolean;
  readonly quantities: readonly Quantity[];
  runsOf(quantity: Quantity): readonly SweptRun[];
  /** What theory predicts of where the pass ends, in decades; undefined where it says nothing. */
  theoryOf(quantity: Quantity): readonly (number | undefined)[];
}

/** What a sweep's variance is drawn against. */
export const views = { layer: 'by layer', value: 'by value' } as const;
export type SweepView = keyof typeof views;
