import { describe, expect, it } from 'vitest';
import { type Ends, glided } from '../../src/chart/motion';

/** Frames of 1/60 s until it has arrived. */
function frames(from: Ends, to: Ends): Ends[] {
  const seen = [from];
  while (seen.at(-1) !== to && seen.length < 200) seen.push(glided(seen.at(-1)!, to, 1000 / 60));
  return seen;
}

const length = ([low, high]: Ends) => high - low;

describe('a glide', () => {
  it.each<[string, Ends, Ends]>([
    ['to the side', [0, 10], [10, 20]],
    ['closer', [-10, 85], [-1, 1]],
    ['farther', [-1, 1], [-10, 85]],
    ['to another measure', [-8, 83], [-4, 41.6]],
  ])('%s arrives exactly, after about a quarter of a second', (_, from, to) => {
    const all = frames(from, to);
    expect(all.at(-1)).toEqual(to);
    const milliseconds = ((all.length - 1) * 1000) / 60;
    expect(milliseconds).toBeGreaterThan(150);
    expect(milliseconds).toBeLessThan(350);
  });

  it('never turns back, and never jumps', () => {
    const all = frames([-10, 85], [-1, 1]);
    for (const [i, ends] of all.entries()) {
      if (i === 0) continue;
      const before = all[i - 1]!;
      expect(ends[0]).toBeGreaterThan(before[0]);
      expect(ends[1]).toBeLessThan(before[1]);
      // In a frame of 1/60 s a share of 1 − e^(−16.7 / 42) = 33 % of the way in decades of length:
      // 95 to 2 is a factor of 47.5, of which 33 % are a factor of 3.6. The last, unseen step is shorter.
      expect(length(before) / length(ends)).toBeLessThan(3.7);
    }
  });

  it('is the same in few long frames as in many short ones', () => {
    const [from, to]: Ends[] = [
      [3, 40],
      [10, 12],
    ];
    const once = glided(from!, to!, 60);
    const twice = glided(glided(from!, to!, 25), to!, 35);
    // Twelve digits of double precision's fifteen.
    for (const i of [0, 1] as const) expect(twice[i] / once[i]).toBeCloseTo(1, 12);
  });

  it('goes on towards a goal that moves, from where it is', () => {
    const half = glided([0, 10], [0, 100], 40);
    const moved = glided(half, [0, 120], 0.01);
    expect(Math.abs(moved[1] - half[1])).toBeLessThan(0.1);
    expect(glided(half, [0, 120], 40)[1]).toBeGreaterThan(half[1]);
  });

  it('goes nowhere from where it shall be', () => {
    const goal: Ends = [2, 7];
    expect(glided([2, 7], goal, 16)).toBe(goal);
    expect(glided([0, 90], goal, 1e6)).toBe(goal);
  });
});
