/** The variances of one run, ours or what a script printed, and how far apart two sides' are. */
import type { Experiment } from '../../src/model/experiment';
import type { Quantity } from '../../src/model/histogram';
import { type LayerReport, log10Variance } from '../../src/model/report';
import { names } from '../parity/figures';

/** log10 of variances by “quantity layer”; −Infinity and NaN as the run had them. */
export type Figures = ReadonlyMap<string, number>;

/** What scripts print, and in which order is all the same. */
const printed: readonly Quantity[] = ['pre', 'post', 'gradPre', 'gradPost', 'gradWeight'];

export const figuresOf = (reports: readonly LayerReport[]): Figures =>
  new Map(
    printed.flatMap((quantity) =>
      reports.flatMap((report): [string, number][] => {
        const statistics = report[quantity];
        return statistics
          ? [[`${names[quantity]} ${report.layer}`, log10Variance(statistics)]]
          : [];
      }),
    ),
  );

/** Half a unit in the last place of a float32, relative to the number. */
const HALF_ULP = 2 ** -24;

/**
 * log10 of the variances that rounding alone makes, by “quantity layer”. One float32 operation is off by
 * at most 2⁻²⁴ of its result, either way; n operations one behind the other are off by √n 2⁻²⁴ of it,
 * as a random walk is. Behind each other are a sum over every layer's inputs on the way there, over its
 * units on the way back, and over the batch for a weight's gradient: n = Σ (fan_in + fan_out) + batch.
 * Over all numbers of a figure that is a variance of n (2⁻²⁴)² times their second moment. What a layer's
 * spread is off by, relative to it, stays with what is made of that spread, forward and then backward,
 * even where a bias or a norm has taken away the mean that it came from.
 */
export function roundingOf({ batch }: Experiment, reports: readonly LayerReport[]): Figures {
  const sums = reports.filter(({ layer }) => layer > 0);
  const n = sums.reduce((sum, { fanIn, units }) => sum + fanIn + units, batch);
  const back = reports.toReversed();
  let relative = 0;
  const rounding = new Map<string, number>();
  for (const [quantities, all] of [
    [['pre', 'post'], reports],
    [['gradPost', 'gradPre', 'gradWeight'], back],
  ] as const)
    for (const report of all)
      for (const quantity of quantities) {
        const { variance, secondMoment } = report[quantity] ?? {};
        if (variance === undefined || secondMoment === undefined) continue;
        const own = n * HALF_ULP ** 2 * secondMoment;
        if (own < variance) relative = Math.max(relative, own / variance);
        const most = Math.max(own, relative * variance);
        rounding.set(`${names[quantity]} ${report.layer}`, Math.log10(most));
      }
  return rounding;
}

/** Characters of a column, and of the one with the layers. */
const [COLUMN, FIRST] = [12, 5];

const cellsOf = (line: string) =>
  Array.from({ length: Math.ceil((line.length - FIRST) / COLUMN) }, (_, i) =>
    line.slice(FIRST + i * COLUMN, FIRST + (i + 1) * COLUMN).trim(),
  );

/** Reads a script's tables: its own figures, and those that it was given of ours. */
export function read(text: string): { own: Figures; given: Figures } {
  const [own, given] = [new Map<string, number>(), new Map<string, number>()];
  let heading: string[] = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const cells = cellsOf(line);
    if (line.startsWith('layer')) {
      heading = cells;
      continue;
    }
    const layer = Number(line.slice(0, FIRST));
    for (const [i, cell] of cells.entries()) {
      if (cell === '') continue;
      const side = heading[i] === 'Initscope' ? given : own;
      const name = heading[i] === 'Initscope' ? heading[i - 1]! : heading[i]!;
      side.set(`${name} ${layer}`, Math.log10(cell === 'nan' ? Number.NaN : Number(cell)));
    }
  }
  return { own, given };
}

/** Digits that a script is given make it this far off, in log10. */
const QUOTED = 5e-5;

/** Where a script was given another figure than was measured. */
export const misquoted = (measured: Figures, given: Figures): string[] =>
  [...measured]
    .filter(([key, value]) => {
      const quoted = given.get(key) ?? Number.POSITIVE_INFINITY;
      return !Object.is(quoted, value) && !(Math.abs(quoted - value) < QUOTED);
    })
    .map(([key]) => key);

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const squares = (values: readonly number[]) => {
  const m = mean(values);
  return values.reduce((sum, x) => sum + (x - m) ** 2, 0);
};

/**
 * Least standard deviation of a figure: scripts print five digits, and PyTorch adds in another order.
 * Behind a norm all seeds have the same variance, up to that.
 */
const LEAST_SD = 1e-4;

/** Beyond so many standard errors two sides differ. */
export const OUTSIDE = 4;

/** Standard errors between two sides' shares of values of a kind; infinite between all and none. */
function shareDistance(
  ours: readonly number[],
  theirs: readonly number[],
  is: (x: number) => boolean,
): number {
  const [a, b] = [ours.filter(is).length / ours.length, theirs.filter(is).length / theirs.length];
  if (a === b) return 0;
  if (Math.abs(a - b) === 1) return Number.POSITIVE_INFINITY;
  const share = (a * ours.length + b * theirs.length) / (ours.length + theirs.length);
  return Math.abs(a - b) / Math.sqrt(share * (1 - share) * (1 / ours.length + 1 / theirs.length));
}

/**
 * Standard errors between two sides' means over seeds. Seeds without any spread, whose logarithm is
 * −∞, and those without a finite number, NaN, have no part in the means: there the shares are compared.
 * A variance that `rounding`, as a logarithm too, makes by itself is no spread. Of a larger one v,
 * rounding moves √v by up to √rounding, and so log10 v by 2 / ln 10 · √(rounding / v).
 */
export function distance(
  ours: readonly number[],
  theirs: readonly number[],
  rounding = Number.NEGATIVE_INFINITY,
): number {
  const [left, right] = [ours, theirs].map((side) =>
    side.map((x) => (x <= rounding ? Number.NEGATIVE_INFINITY : x)),
  ) as [number[], number[]];
  const shares = Math.max(
    shareDistance(left, right, Number.isFinite),
    shareDistance(left, right, Number.isNaN),
  );
  const [a, b] = [left.filter(Number.isFinite), right.filter(Number.isFinite)];
  if (a.length < 2 || b.length < 2) return shares;
  const variance = (squares(a) + squares(b)) / (a.length + b.length - 2);
  const moved = (2 / Math.LN10) * 10 ** ((rounding - Math.min(mean(a), mean(b))) / 2);
  const sd = Math.max(Math.sqrt(variance), LEAST_SD, moved);
  const error = sd * Math.sqrt(1 / a.length + 1 / b.length);
  return Math.max(shares, Math.abs(mean(a) - mean(b)) / error);
}
