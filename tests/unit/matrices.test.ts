import { describe, expect, it } from 'vitest';
import { chiSquare, chiSquareTail } from './goodness';
import { SEEDS, weights } from './making';

describe('weights without chance', () => {
  it.each([
    ['zeros', {}, () => 0],
    ['constant', { value: -0.25 }, () => -0.25],
    ['constant', { value: 0.5, gain: 3 }, () => 1.5],
    ['eye', {}, (row: number, column: number) => Number(row === column)],
    ['eye', { gain: 2 }, (row: number, column: number) => 2 * Number(row === column)],
  ] as const)('of %s with %j are exact', async (scheme, changes, element) => {
    for (const [fanIn, fanOut] of [
      [7, 5],
      [5, 7],
      [1, 1],
    ] as const) {
      const expected = Array.from({ length: fanOut }, (_, row) =>
        Array.from({ length: fanIn }, (_, column) => element(row, column)),
      ).flat();
      expect([...(await weights({ scheme, ...changes, widths: [fanIn, fanOut] }))]).toEqual(
        expected,
      );
    }
  });
});

describe('a sparse matrix', () => {
  const [ROWS, COLUMNS] = [65, 130];
  const shape = { scheme: 'sparse', std: 1, widths: [COLUMNS, ROWS] };

  /** Whether the element in row and column is zero. */
  const zeroAt = (matrix: Float32Array, row: number, column: number) =>
    matrix[row * COLUMNS + column] === 0;

  it.each([0, 0.01, 0.3, 0.9, 1])(
    'of sparsity %d has ⌈sparsity · rows⌉ zeros a column',
    async (sparsity) => {
      const matrix = await weights({ ...shape, sparsity });
      for (let column = 0; column < COLUMNS; column++) {
        let zeros = 0;
        for (let row = 0; row < ROWS; row++) if (zeroAt(matrix, row, column)) zeros++;
        expect(zeros).toBe(Math.ceil(sparsity * ROWS));
      }
    },
  );

  /** Zeros in each row, over all columns of 20 matrices. */
  async function zerosPerRow(sparsity: number): Promise<Float64Array> {
    const counts = new Float64Array(ROWS);
    for (const seed of SEEDS) {
      const matrix = await weights({ ...shape, sparsity, seed });
      for (const [i, x] of matrix.entries()) if (x === 0) counts[Math.floor(i / COLUMNS)]!++;
    }
    return counts;
  }

  it.each([0.1, 0.5, 0.9])('of sparsity %d has its zeros in any row alike', async (sparsity) => {
    // k of n rows without replacement: counts' variance is 1 − k/n of a multinomial's, times n/(n − 1).
    const free = 1 - Math.ceil(sparsity * ROWS) / ROWS;
    const x = (chiSquare(await zerosPerRow(sparsity)) / free) * ((ROWS - 1) / ROWS);
    // Two-sided, for too even would be wrong as well; three cases, α = 0.001 for all together.
    expect(chiSquareTail(x, ROWS - 1)).toBeGreaterThan(0.001 / 6);
    expect(chiSquareTail(x, ROWS - 1)).toBeLessThan(1 - 0.001 / 6);
  });

  it('has its zeros in one column whatever they are in another', async () => {
    // Each pair of columns shares k²/n zeros on average, with a hypergeometric's variance.
    const k = Math.ceil(0.5 * ROWS);
    const mean = (k * k) / ROWS;
    const variance = (mean * (1 - k / ROWS) * (ROWS - k)) / (ROWS - 1);
    for (const step of [1, 2, 4]) {
      let [shared, pairs] = [0, 0];
      for (const seed of SEEDS) {
        const matrix = await weights({ ...shape, sparsity: 0.5, seed });
        for (let column = 0; column + step < COLUMNS; column++, pairs++)
          for (let row = 0; row < ROWS; row++)
            if (zeroAt(matrix, row, column) && zeroAt(matrix, row, column + step)) shared++;
      }
      expect(Math.abs(shared - pairs * mean)).toBeLessThan(5 * Math.sqrt(pairs * variance));
    }
  });

  it('keeps the draws it does not lose', async () => {
    const whole = await weights({ ...shape, sparsity: 0 });
    const sparse = await weights({ ...shape, sparsity: 0.9 });
    for (const [i, x] of sparse.entries()) if (x !== 0) expect(x).toBe(whole[i]);
  });
});
