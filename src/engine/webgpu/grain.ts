/**
 * How a kernel's workgroups share the work: on software adapters barriers are dear and threads are walked
 * through one after another; a GPU idles unless thousands of threads have something to do. `lanes`: threads
 * that share a row, or a column.
 */
export const grains = {
  serial: {
    moments: { threads: 32 },
    histogram: { threads: 32 },
    correlationRows: { threads: 32, lanes: 1 },
    correlationColumns: { threads: 64, lanes: 1 },
    units: { threads: 64, lanes: 1 },
  },
  parallel: {
    moments: { threads: 256 },
    histogram: { threads: 256 },
    correlationRows: { threads: 64, lanes: 32 },
    correlationColumns: { threads: 128, lanes: 16 },
    units: { threads: 256, lanes: 16 },
  },
} as const;

export type Grain = keyof typeof grains;
type Grained = keyof (typeof grains)[Grain];

/** Rows or columns that one workgroup takes. */
export const perGroup = (
  grain: Grain,
  kernel: 'correlationRows' | 'correlationColumns' | 'units',
) => grains[grain][kernel].threads / grains[grain][kernel].lanes;

/** A kernel's share of the table, in WGSL. */
export const constantsOf = (grain: Grain, kernel: Grained) =>
  Object.entries(grains[grain][kernel])
    .map(([name, value]) => `const ${name.toUpperCase()} = ${value}u;`)
    .join('\n');
