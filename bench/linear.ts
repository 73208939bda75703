import type { Contender, Shape } from './contender';
import { median } from './median';

const REPETITIONS = 3;

/** A straight line through times: ms = at_none + per_one · x. */
export interface Line {
  readonly points: readonly { readonly x: number; readonly ms: number }[];
  readonly per_one_ms: number;
  readonly at_none_ms: number;
  /** Furthest that a point lies from the line, as a share of its time. */
  readonly worst_residual: number;
}

/** Least squares of relative deviations: small and large points weigh the same. */
export function lineThrough(points: Line['points']): Line {
  let [w, wx, wxx, wy, wxy] = [0, 0, 0, 0, 0];
  for (const { x, ms } of points) {
    const weight = 1 / (ms * ms);
    w += weight;
    wx += weight * x;
    wxx += weight * x * x;
    wy += weight * ms;
    wxy += weight * x * ms;
  }
  const per_one_ms = (w * wxy - wx * wy) / (w * wxx - wx * wx);
  const at_none_ms = (wy - per_one_ms * wx) / w;
  const residuals = points.map(({ x, ms }) => Math.abs(1 - (at_none_ms + per_one_ms * x) / ms));
  return { points, per_one_ms, at_none_ms, worst_residual: Math.max(...residuals) };
}

/** What a full run of ours costs against depth and against batch. */
export async function lines({ full }: Contender): Promise<Record<'depth' | 'batch', Line>> {
  const base: Shape = { batch: 64, width: 256, depth: 10 };
  const along = async (name: 'depth' | 'batch', values: readonly number[]) => {
    const times = new Map(values.map((x) => [x, [] as number[]]));
    for (let i = 0; i <= REPETITIONS; i++)
      for (const x of values) {
        const began = performance.now();
        await full({ ...base, [name]: x });
        if (i > 0) times.get(x)!.push(performance.now() - began);
      }
    return lineThrough(values.map((x) => ({ x, ms: median(times.get(x)!) })));
  };
  return {
    depth: await along('depth', [5, 10, 20, 40, 80]),
    batch: await along('batch', [32, 64, 128, 256, 512]),
  };
}
