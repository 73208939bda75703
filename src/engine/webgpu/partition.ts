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

/**
 * How threads share the work: on software adapters barriers are dear and threads are walked through one after
 * another; a GPU idles unless thousands of threads have something to do. `lanes`: threads that share a part of
 * a matrix, or a quad of its columns. `parts`: into how many a matrix is divided at most.
 */
export const grains = {
  serial: {
    parts: 64,
    moments: { threads: 8, lanes: 1 },
    survey: { threads: 8, lanes: 1 },
    histogram: { threads: 8, lanes: 1 },
    columns: { threads: 8, lanes: 1 },
  },
  parallel: {
    parts: 128,
    moments: { threads: 128, lanes: 128 },
    survey: { threads: 64, lanes: 64 },
    histogram: { threads: 256, lanes: 256 },
    columns: { threads: 128, lanes: 16 },
  },
} as const;

export type Grain = keyof typeof grains;
export type Grained = Exclude<keyof (typeof grains)[Grain], 'parts'>;

/** Parts, or quads of columns, that one workgroup takes. */
export const perGroup = (grain: Grain, kernel: Grained) =>
  grains[grain][kernel].threads / grains[grain][kernel].lanes;

/** A kernel's share of the table, in WGSL. */
export const constantsOf = (grain: Grain, kernel: Grained) =>
  Object.entries(grains[grain][kernel])
    .map(([name, value]) => `const ${name.toUpperCase()} = ${value}u;`)
    .join('\n');
