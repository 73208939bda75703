import { strideOf } from '../../model/memory';

/** Elements of one part of a matrix whose parts are not whole rows, as long as there are not too many. */
const LEAST_ELEMENTS = 512;

/** How a matrix' elements, padding included, are divided into parts. */
export interface Partition {
  readonly elements: number;
  readonly units: number;
  readonly stride: number;
  /** Of so many quads of elements … */
  readonly period: number;
  /** … the first ones are without padding, … */
  readonly full: number;
  /** … and so many elements of each other one are none. */
  readonly rest: number;
  readonly elementsPerPart: number;
  readonly parts: number;
}

/**
 * The partition of a matrix of `rows` rows of `units` elements into at most so many parts. Rows lie one after
 * another, as activations do, and parts are whole rows; or `interleaved`, as weights do: each row's first
 * quad, each row's second quad, ….
 */
export function partition(
  rows: number,
  units: number,
  most: number,
  interleaved = false,
): Partition {
  const stride = strideOf(units);
  const elements = rows * stride;
  // Kernels walk four elements at a time.
  const elementsPerPart = interleaved
    ? Math.max(LEAST_ELEMENTS, 4 * Math.ceil(elements / 4 / most))
    : stride * Math.ceil(rows / most);
  const parts = Math.ceil(elements / elementsPerPart);
  const together = interleaved ? rows : 1;
  const [period, full] = [(stride / 4) * together, Math.floor(units / 4) * together];
  return { elements, units, stride, period, full, rest: units % 4, elementsPerPart, parts };
}

/** What a kernel is told that walks over a partition's quads. */
export const walked = ({ elements, period, full, rest, elementsPerPart }: Partition) => ({
  elements,
  period,
  full,
  rest,
  elements_per_part: elementsPerPart,
});
