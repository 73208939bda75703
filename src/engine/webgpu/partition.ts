import { strideOf } from '../../model/memory';

/** Elements of one part of a matrix' moments, as long as there are not too many parts. */
const ELEMENTS_PER_PART = 4096;
export const MAX_PARTS = 128;

/** How a matrix' elements, padding included, are divided among workgroups. */
export interface Partition {
  readonly elements: number;
  readonly units: number;
  readonly stride: number;
  readonly elementsPerPart: number;
  readonly parts: number;
}

/** The partition of a matrix of `rows` rows of `units` elements. */
export function partition(rows: number, units: number): Partition {
  const stride = strideOf(units);
  const elements = rows * stride;
  // Kernels walk four elements at a time.
  const elementsPerPart = Math.max(ELEMENTS_PER_PART, 4 * Math.ceil(elements / 4 / MAX_PARTS));
  const parts = Math.ceil(elements / elementsPerPart);
  return { elements, units, stride, elementsPerPart, parts };
}
