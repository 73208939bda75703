import { describe, expect, it } from 'vitest';
import {
  type AxisRange,
  columnsOf,
  countsOf,
  inside,
  isPlain,
  logEdges,
  MOST_COLUMNS,
  MOST_OF_A_SIGN,
  middleOf,
  wordsOf,
} from '../../src/model/columns';
import { HISTOGRAM_WORDS, LINEAR_BINS, LOG_WORDS, wordOf } from '../../src/model/histogram';
import { normalCdf } from '../../src/model/special';
import { HALF_WIDTH, INNER, logX, stackOf } from '../../src/scene/layout';
import { columnSpan } from '../../src/scene/profile';

const log = (low: number, high: number): AxisRange => ({ kind: 'log', low, high });
const ranges = {
  short: log(-3, 1),
  exploding: log(-3, 39),
  vanishing: log(-45, 1),
  all: log(-45, 39),
  'on its way': log(-3.3, 12.7),
  'half of a column': log(0, 0.01),
};
const mosts = [128, 400, MOST_OF_A_SIGN];

describe.each(Object.entries(ranges))('columns of an axis that is %s', (_, range) => {
  it.each(mosts)('hold every word once, in order, in at most %i of a sign', (most) => {
    const columns = columnsOf(range, most);
    let next = 0;
    for (let column = 0; column <= columns.last; column++) {
      const [from, to] = wordsOf(columns, column);
      expect(from).toBe(next);
      expect(to).toBeGreaterThanOrEqual(from);
      next = to;
    }
    expect(next).toBe(LOG_WORDS);
    expect(columns.last).toBeLessThan(MOST_COLUMNS);
    // A small picture of a long axis has an eighth of the bins, however few that are.
    expect(inside(columns) / 2 - 1).toBeLessThanOrEqual(Math.max(most, 280));
  });

  it('stand side by side from the middle to the axis’ ends, each where its values are', () => {
    const stack = stackOf(50, range);
    const { columns } = stack;
    const edges = logEdges(columns);
    const middle = middleOf(columns);
    for (let i = 0; i < edges.length - 1; i++) {
      const [from, to] = columnSpan(stack, middle + 1 + i);
      const place = (edge: number) =>
        Math.max(INNER, Math.min(HALF_WIDTH, logX(range, Math.log10(edge))));
      expect(from).toBeCloseTo(place(edges[i]!), 9);
      expect(to).toBeCloseTo(place(edges[i + 1]!), 9);
      const [left, right] = columnSpan(stack, middle - 2 - i);
      expect([left, right]).toEqual([-to, -from]);
    }
    if (range.high < 38.5)
      expect(columnSpan(stack, columns.last - 1)[1]).toBeCloseTo(HALF_WIDTH, 9);
  });
});

describe('columns', () => {
  it('of a linear axis are its bins', () => {
    for (const range of [undefined, { kind: 'linear', low: -1, high: 2 } as const]) {
      const columns = columnsOf(range);
      expect(inside(columns)).toBe(LINEAR_BINS);
      expect(wordsOf(columns, 7)).toEqual([7, 8]);
      expect(isPlain(columns, middleOf(columns))).toBe(true);
    }
  });

  it('count zeros, and what is nearer to zero than the axis shows, in the middle', () => {
    const columns = columnsOf(ranges.short);
    const words = new Uint32Array(HISTOGRAM_WORDS);
    for (const x of [0, -0, 1e-9, -1e-9, 1e-9, 0.5, 50, -50]) words[wordOf({ kind: 'log' }, x)]!++;
    const counts = countsOf(columns, words);
    const middle = middleOf(columns);
    expect([counts[0], counts[middle - 1], counts[middle], counts[columns.last]]).toEqual([
      1, 1, 4, 1,
    ]);
    expect(counts.reduce((a, b) => a + b)).toBe(8);
  });
});

/** How many columns of one sign hold more than half of what the fullest of a normal curve’s holds. */
function aboveHalf(edges: readonly number[]): number {
  const shares = edges.slice(1).map((edge, i) => normalCdf(edge) - normalCdf(edges[i]!));
  const half = Math.max(...shares) / 2;
  return shares.filter((share) => share > half).length;
}

describe('a bell', () => {
  it.each([
    [ranges.short, 20],
    [ranges.exploding, 10],
    [ranges.vanishing, 5],
    [ranges.all, 5],
  ])('on %o has so many columns above half its height: %i', (range, least) => {
    expect(aboveHalf(logEdges(columnsOf(range)))).toBeGreaterThanOrEqual(least);
  });

  it.each([ranges.exploding, ranges.vanishing, ranges.all])(
    'on %o has five in a picture 1120 pixels wide',
    (range) => {
      expect(aboveHalf(logEdges(columnsOf(range, 1120 / 2)))).toBeGreaterThanOrEqual(5);
    },
  );

  it('had two or three in 127 bins of each sign', () => {
    const bins = (low: number, high: number) =>
      Array.from({ length: 128 }, (_, i) => 10 ** (low + ((high - low) * i) / 127));
    expect(aboveHalf(bins(-3, 39))).toBeLessThanOrEqual(3);
    expect(aboveHalf(bins(-45, 39))).toBeLessThanOrEqual(2);
  });
});
