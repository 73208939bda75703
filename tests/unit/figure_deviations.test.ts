import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutOf } from '../../src/lecture/figures/deviations/layout';
import {
  deviationsOf,
  type Five,
  HIGH,
  LOW,
  placed,
  STEP,
} from '../../src/lecture/figures/deviations/numbers';

const point = fc.integer({ min: LOW / STEP, max: HIGH / STEP }).map((steps) => steps * STEP);
const five = fc.tuple(point, point, point, point, point);

describe('deviations from the mean', () => {
  it('are those of five numbers by hand', () => {
    const points: Five = [1, 2.5, 3, 6, 9];
    // Mean 21.5 / 5; squares 10.89 + 3.24 + 1.69 + 2.89 + 22.09 = 40.8.
    expect(deviationsOf(points)).toEqual({
      mean: 4.3,
      deviations: [-3.3, -1.8, -1.3, 1.7, 4.7],
      sum: 0,
      variance: 8.16,
    });
  });

  it('are exact with one decimal, and add up to exactly 0, wherever the points lie', () => {
    fc.assert(
      fc.property(five, (points) => {
        const { deviations, sum } = deviationsOf(points);
        expect(sum).toBe(0);
        // What is shown adds up too.
        const shown = deviations.map((d) => Number(d.toFixed(1)));
        expect(shown).toEqual(deviations);
        expect(shown.reduce((total, d) => total + Math.round(10 * d), 0)).toBe(0);
      }),
    );
  });

  it('do not change when all points move together, and their squares by the square of a stretch', () => {
    fc.assert(
      fc.property(five, (points) => {
        const { variance } = deviationsOf(points);
        const moved = points.map((x) => 2 * x + 5) as unknown as Five;
        expect(deviationsOf(moved).variance).toBeCloseTo(4 * variance, 10);
      }),
    );
  });
});

describe('a point', () => {
  it.each([
    [3.3, 3.5],
    [3.2, 3],
    [-4, LOW],
    [11, HIGH],
  ])('at %d lies at %d', (at, where) => {
    expect(placed(at)).toBe(where);
  });
});

describe('the squares', () => {
  // Narrow, wide, low: whichever side decides on their scale.
  const sizes = [
    { width: 350, height: 280, fontSize: 16 },
    { width: 900, height: 570, fontSize: 24 },
    { width: 1600, height: 420, fontSize: 20 },
    { width: 600, height: 900, fontSize: 22 },
  ];

  it.each(sizes)('have room for any five points in $width × $height', (size) => {
    const { x, columns, line, squares } = layoutOf(size);
    const { unit, floor, gap } = squares!;
    fc.assert(
      fc.property(five, (points) => {
        const { deviations, variance } = deviationsOf(points);
        const sides = [...deviations.map(Math.abs), Math.sqrt(variance)];
        const long = sides.reduce((sum, side) => sum + unit * side + gap, -gap);
        expect(x(LOW) + long + size.fontSize).toBeLessThanOrEqual(columns[1]);
        // Below the line's numbers and the caption.
        expect(floor - unit * Math.max(...sides)).toBeGreaterThanOrEqual(
          line + 2.4 * size.fontSize,
        );
      }),
      {
        // The longest row and the tallest square.
        examples: [[[0, 0, 0, 10, 10]], [[0, 0, 0, 0, 10]], [[10, 10, 10, 0, 10]]],
      },
    );
  });

  it('are half as long as the deviations on the line', () => {
    const { x, squares } = layoutOf(sizes[1]!);
    expect(2 * squares!.unit).toBeCloseTo(x(1) - x(0), 10);
  });

  it('are left out where lanes would be too low for their numbers', () => {
    const { squares, lane } = layoutOf({ width: 320, height: 180, fontSize: 16 });
    expect(squares).toBeUndefined();
    expect(lane).toBeGreaterThan(1.1 * 16);
  });
});
