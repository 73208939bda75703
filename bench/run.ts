import { openAdapter } from './adapter';
import { type Ceilings, ceilings } from './ceilings';
import { compareFull, compareResident, type Timing } from './compare';
import { contenders, others, type Shape } from './contender';
import { initscope } from './initscope';
import { type Line, lines } from './linear';
import { apiTime, type Parts, partsOf } from './parts';

/** A shape that is not asked for is left out where it would take longer. */
const PATIENCE_MS = 60_000;
/** Rounds that are run at least, warm-up included. */
const LEAST_ROUNDS = 4;

export interface Compared extends Shape {
  readonly full: Timing;
  readonly forward: Timing;
  readonly product: Timing;
  readonly parts: Parts | undefined;
}

export interface Result {
  readonly adapter: string;
  readonly ceilings: Ceilings;
  readonly shapes: readonly Compared[];
  /** Shapes that would have taken too long, and how long. */
  readonly left_out: readonly (Shape & { seconds: number })[];
  /** Main-thread time of recording and submitting 50 layers of width 64. */
  readonly api_ms: number;
  readonly linear: Record<'depth' | 'batch', Line>;
}

/** How long a shape would take, from one that has been measured; 0 if none is like it. */
function expectedMs(known: readonly Compared[], { batch, width, depth }: Shape): number {
  const like = known.find((one) => one.batch === batch && one.width === width);
  if (!like) return 0;
  const round = like.full.ours_ms + Object.values(like.full.peers).reduce((a, b) => a + b, 0);
  return (LEAST_ROUNDS * round * depth) / like.depth;
}

/** The whole comparison on this process's adapter. */
export async function run(wanted: readonly (Shape & { optional?: boolean })[]): Promise<Result> {
  const { adapter, device } = await openAdapter();
  const ours = await initscope(device);
  const all = [ours, ...(await contenders())];
  const multipliers = [...all, ...(await others())];
  const limits = await ceilings(device);
  const [shapes, left_out]: [Compared[], (Shape & { seconds: number })[]] = [[], []];
  for (const { optional, ...shape } of wanted) {
    const ms = expectedMs(shapes, shape);
    if (optional && ms > PATIENCE_MS) left_out.push({ ...shape, seconds: Math.round(ms / 1000) });
    else
      shapes.push({
        ...shape,
        full: await compareFull(all, shape),
        forward: await compareResident('forward', all, shape),
        product: await compareResident('product', multipliers, shape),
        parts: await partsOf(shape, limits),
      });
  }
  const [api_ms, linear] = [await apiTime(device), await lines(ours)];
  return { adapter, ceilings: limits, shapes, left_out, api_ms, linear };
}
