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
    columns: { threads: 64, lanes: 1 },
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
