import type { Contender, Resident, Shape } from './contender';
import { median } from './median';

const WARM_UP = 1;
const REPETITIONS = { least: 3, most: 9 };
/** No more repetitions than fit in it, but for the least. */
const PATIENCE_MS = 30_000;
/** A contender that takes this long has been seen often enough when it has been seen twice. */
const SLOW_MS = 10_000;

/** What one kind of work took, contender by contender. */
export interface Timing {
  readonly ours_ms: number;
  readonly peers: Readonly<Record<string, number>>;
  /** Least and most, of ours too. */
  readonly spread_ms: Readonly<Record<string, readonly [number, number]>>;
  /** Median of ours over a peer's, taken pair by pair; below 1 ours is quicker. */
  readonly ratios: Readonly<Record<string, number>>;
  readonly repetitions: number;
}

/** Times all in turn, ABCABC…, so that a busy machine slows all alike; ours is first. */
async function inTurn(
  names: readonly string[],
  runs: readonly (() => Promise<void>)[],
): Promise<Timing> {
  const times = runs.map((): number[] => []);
  const started = performance.now();
  const enough = (done: number) =>
    done >= REPETITIONS.most ||
    (done >= REPETITIONS.least && performance.now() - started > PATIENCE_MS);
  for (let i = 0; i < WARM_UP || !enough(i - WARM_UP); i++)
    for (const [j, run] of runs.entries()) {
      if (times[j]!.length >= 2 && Math.min(...times[j]!) > SLOW_MS) continue;
      const began = performance.now();
      await run();
      if (i >= WARM_UP) times[j]!.push(performance.now() - began);
    }
  const each = <T>(of: (times: readonly number[]) => T, from = 0) =>
    Object.fromEntries(names.slice(from).map((name, j) => [name, of(times[j + from]!)]));
  return {
    ours_ms: median(times[0]!),
    peers: each(median, 1),
    spread_ms: each((all) => [Math.min(...all), Math.max(...all)] as const),
    ratios: each((all) => median(all.map((ms, i) => times[0]![i]! / ms)), 1),
    repetitions: times[0]!.length,
  };
}

/**
 * Wrong numbers are not worth timing: all contenders must agree on every layer's scale. At width n
 * ReLU's variance varies from seed to seed by √(5 · layer / n) in ln, a product's alone by less; six such
 * deviations of the difference between two seeds are allowed.
 */
function check(
  { batch, width }: Shape,
  name: string,
  layer: number,
  variance: number,
  ours: number,
) {
  const allowed = 6 * Math.sqrt((2 * 5 * layer) / width);
  if (!(Math.abs(Math.log(variance / ours)) < allowed))
    throw new Error(
      `${name} has variance ${variance} at layer ${layer} of ${batch} × ${width}, initscope ${ours}.`,
    );
}

/** Draw weights, forward, variance for the peers; for ours all that the page measures. */
export async function compareFull(contenders: readonly Contender[], shape: Shape): Promise<Timing> {
  let ours: number[] = [];
  const runs = contenders.map(({ name, full }, j) => async () => {
    const variances = await full(shape);
    if (j === 0) ours = variances;
    if (variances.length !== shape.depth)
      throw new Error(`${name} reports ${variances.length} layers.`);
    for (const [i, variance] of variances.entries()) check(shape, name, i + 1, variance, ours[i]!);
  });
  return inTurn(
    contenders.map(({ name }) => name),
    runs,
  );
}

/** What all compute with the weights on the GPU: product and activation, or the product alone. */
export async function compareResident<Kind extends 'forward' | 'product'>(
  kind: Kind,
  contenders: readonly Pick<Contender, 'name' | Kind>[],
  shape: Shape,
): Promise<Timing> {
  const residents: Resident[] = [];
  try {
    for (const contender of contenders) residents.push(await contender[kind](shape));
    let ours = Number.NaN;
    for (const [j, { run, variance }] of residents.entries()) {
      await run();
      const last = await variance();
      if (j === 0) ours = last;
      check(shape, contenders[j]!.name, shape.depth, last, ours);
    }
    return await inTurn(
      contenders.map(({ name }) => name),
      residents.map(({ run }) => run),
    );
  } finally {
    for (const one of residents) one.dispose();
  }
}
