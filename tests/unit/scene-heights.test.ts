import { describe, expect, it } from 'vitest';
import { type heightRows, heightScaleOf, unitsOf } from '../../src/scene/height-scale';
import { stackOf, WALL_HEIGHT } from '../../src/scene/layout';
import { normalReport, ranges, state } from './scene-state';

const stack = stackOf(1, ranges.linear);
/** A layer half as large as the input. */
const taper = [normalReport(0, { count: 1000 }), normalReport(1, { count: 500 })];
const scales = (height: keyof typeof heightRows) =>
  heightScaleOf(state({ depth: 1, reports: taper, height }));
const wall = (elements: number, count: number) => ({ elements, count, plain: false });
const peak = (elements: number) => ({ elements, count: elements * stack.peakShare, plain: true });

describe('heights', () => {
  it('by density say the same of layers of any size', () => {
    const scale = scales('density');
    expect(unitsOf(scale, stack, peak(1000))).toBeCloseTo(1, 9);
    expect(unitsOf(scale, stack, peak(500))).toBeCloseTo(1, 9);
    expect(unitsOf(scale, stack, wall(500, 250))).toBeCloseTo(WALL_HEIGHT / 2, 9);
  });

  it('by count leave the largest layers as they are, and lower the others', () => {
    const scale = scales('count');
    expect(unitsOf(scale, stack, peak(1000))).toBeCloseTo(1, 9);
    expect(unitsOf(scale, stack, peak(500))).toBeCloseTo(0.5, 9);
    expect(unitsOf(scale, stack, wall(500, 500))).toBeCloseTo(WALL_HEIGHT / 2, 9);
  });

  it('by log count let a single value be seen, and end at a whole layer', () => {
    const scale = scales('logCount');
    expect(unitsOf(scale, stack, wall(1000, 1000))).toBeCloseTo(WALL_HEIGHT, 9);
    expect(unitsOf(scale, stack, wall(1000, 1))).toBeGreaterThan(0.1);
    expect(unitsOf(scale, stack, wall(1000, 0))).toBe(0);
  });

  it('grow with the count, and meet where the spike begins', () => {
    for (const height of ['density', 'count', 'logCount'] as const) {
      const units = Array.from({ length: 1000 }, (_, count) =>
        unitsOf(scales(height), stack, { count, elements: 1000, plain: true }),
      );
      expect(units.every((u, i) => i === 0 || u > units[i - 1]!)).toBe(true);
    }
  });
});
