import { drawNormals } from '../kit/normals';
import { momentsOf } from '../kit/sample';

/** Terms of a sum, and walks, at most. */
export const [MOST_TERMS, MOST_WALKS] = [1000, 400];

export interface WalksOptions {
  readonly terms: number;
  readonly walks: number;
  readonly seed: number;
  /** The first walk's number: those drawn before have lower ones. */
  readonly first: number;
}

/** The sum of a row's products w · x, w and x from N(0, 1), after each of its terms; 0 first. */
function partialSums(terms: number, seed: number, walk: number): Float64Array {
  const [w, x] = [2 * walk, 2 * walk + 1].map((row) =>
    drawNormals(new Float64Array(terms), { figure: 'walks', seed, row }),
  ) as [Float64Array, Float64Array];
  const sums = new Float64Array(terms + 1);
  for (let i = 0; i < terms; i++) sums[i + 1] = sums[i]! + w[i]! * x[i]!;
  return sums;
}

/** Independent walks. A walk of more terms begins as the same walk of fewer. */
export const drawWalks = ({ terms, walks, seed, first }: WalksOptions): Float64Array[] =>
  Array.from({ length: walks }, (_, i) => partialSums(terms, seed, first + i));

/** Where walks are after so many terms. */
export interface Positions {
  readonly sums: readonly number[];
  readonly variance: number;
  /** Share of those within ±√terms: 68 % of a normal distribution. */
  readonly inside: number;
}

export function positionsAfter(walks: readonly Float64Array[], terms: number): Positions {
  const sums = walks.map((walk) => walk[terms]!);
  const inside = sums.filter((sum) => Math.abs(sum) <= Math.sqrt(terms)).length / sums.length;
  return { sums, variance: momentsOf(sums).variance, inside };
}
