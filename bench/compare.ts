import { type Case, type Contender, cases } from './cases';
import { median } from './median';

const WARM_UP = 2;
const REPETITIONS = 9;

export interface Timing {
  readonly name: string;
  readonly does: string;
  readonly medianMs: number;
  readonly minMs: number;
}

export interface Comparison extends Case {
  readonly timings: readonly Timing[];
  /** Our median over the faster peer's: 1 and below meets the aim. */
  readonly ratio: number;
}

/**
 * Wrong numbers are not worth timing: all contenders must agree on every layer's scale. At width n
 * ReLU's variance varies from seed to seed by √(5 · layer / n) in ln; six such deviations of the
 * difference between two seeds are allowed.
 */
function check(c: Case, name: string, variances: readonly number[], ours: readonly number[]) {
  variances.forEach((variance, i) => {
    const allowed = 6 * Math.sqrt((2 * 5 * (i + 1)) / c.width);
    if (!(Math.abs(Math.log(variance / ours[i]!)) < allowed))
      throw new Error(
        `${name} has variance ${variance} at layer ${i + 1} of ${c.batch} × ${c.width}, initscope ${ours[i]}.`,
      );
  });
  if (variances.length !== c.depth) throw new Error(`${name} reports ${variances.length} layers.`);
}

/** Times all contenders in turn, ABCABC…, so that a busy machine slows all alike; ours is first. */
export async function compare(contenders: readonly Contender[]): Promise<Comparison[]> {
  const comparisons = [];
  for (const c of cases) {
    const times = contenders.map((): number[] => []);
    for (let i = 0; i < WARM_UP + REPETITIONS; i++) {
      let ours: number[] = [];
      for (const [j, contender] of contenders.entries()) {
        const started = performance.now();
        const variances = await contender.run(c);
        const elapsed = performance.now() - started;
        if (j === 0) ours = variances;
        check(c, contender.name, variances, ours);
        if (i >= WARM_UP) times[j]!.push(elapsed);
      }
    }
    const timings = contenders.map(({ name, does }, j) => ({
      name,
      does,
      medianMs: median(times[j]!),
      minMs: Math.min(...times[j]!),
    }));
    const [ours, ...peers] = timings.map(({ medianMs }) => medianMs);
    comparisons.push({ ...c, timings, ratio: ours! / Math.min(...peers) });
  }
  return comparisons;
}
