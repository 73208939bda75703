/** What both kinds of file are read as, and what can be wrong with any of them. */
import { readable } from '../model/format';
import { Problem } from '../model/problem';
import { MAX_BATCH, MAX_WIDTH } from '../model/properties';

/** A file's samples: the first MAX_BATCH of them. */
export interface Table {
  /** Of `values`. */
  readonly shape: readonly [samples: number, features: number];
  /** Row by row; all finite. */
  readonly values: Float32Array;
  /** Samples that the file has. */
  readonly inFile: number;
}

const LARGEST = 2 ** 127 * (2 - 2 ** -23);

/** Why a network cannot have so many features. */
export const faultOfFeatures = (features: number): Problem | undefined =>
  features > MAX_WIDTH
    ? new Problem(
        `It has ${features} features, and a layer has at most ${MAX_WIDTH} units: leave some columns out.`,
      )
    : undefined;

/** “row 17, column 3”, counted from 1, with the column's name if it has one. */
export const placeInWords = (row: number, column: number, name?: string) =>
  `row ${row}, column ${column}${name ? ` (${name})` : ''}`;

/** What is wrong with a number in a place; undefined if float32 holds it. */
export function faultOfNumber(value: number, written: string, place: string): Problem | undefined {
  if (Number.isFinite(Math.fround(value))) return undefined;
  return new Problem(
    Number.isFinite(value)
      ? `${place}: ${written} is beyond float32, whose largest number is ${readable(LARGEST, 2)}.`
      : `${place}: ${written} is not a finite number.`,
  );
}

/** Samples that are taken of so many. */
export const taken = (samples: number) => Math.min(samples, MAX_BATCH);
