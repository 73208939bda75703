import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type AxisRange, columnsOf, countsOf } from '../../src/model/columns';
import { HISTOGRAM_WORDS, wordOf } from '../../src/model/histogram';
import { MORPH } from '../../src/scene/morph';
import { RangeFlow } from '../../src/scene/range-flow';

let still = false;
beforeEach(() => {
  still = false;
  vi.stubGlobal('matchMedia', () => ({ matches: still }));
});

const log = (low: number, high: number) => ({ kind: 'log', low, high }) as const;
const linear = (high: number) => ({ kind: 'linear', low: 0, high }) as const;

describe('a log axis', () => {
  it('is there at once at first, and flows to other decades', () => {
    const flow = new RangeFlow();
    flow.aim(log(-3, 1), 1000);
    expect(flow.at(1000)).toEqual(log(-3, 1));
    expect(flow.moves(1000)).toBe(false);
    flow.aim(log(-3, 21), 2000);
    expect(flow.at(2000)).toEqual(log(-3, 1));
    const half = flow.at(2000 + MORPH / 2)!;
    expect(half.high).toBeGreaterThan(11);
    expect(half.high).toBeLessThan(21);
    expect(flow.moves(2000 + MORPH / 2)).toBe(true);
    expect(flow.at(2000 + MORPH)).toEqual(log(-3, 21));
    expect(flow.moves(2000 + MORPH)).toBe(false);
  });

  it('goes on from where it is when it is to go elsewhere, and never back and forth', () => {
    const flow = new RangeFlow();
    flow.aim(log(-3, 1), 0);
    let [time, high] = [1000, 1];
    for (let decade = 2; decade < 20; decade++) {
      flow.aim(log(-3, decade), time);
      for (let i = 0; i < 5; i++) {
        const now = flow.at(time)!.high;
        expect(now).toBeGreaterThanOrEqual(high);
        expect(now).toBeLessThanOrEqual(decade);
        high = now;
        time += 13;
      }
    }
  });

  it('loses no value on its way', () => {
    const flow = new RangeFlow();
    const words = new Uint32Array(HISTOGRAM_WORDS);
    for (let i = 0; i < 1000; i++) words[wordOf({ kind: 'log' }, 10 ** (i / 13 - 40))]!++;
    flow.aim(log(-3, 1), 0);
    flow.aim(log(-40, 38), 0);
    for (let time = 0; time <= MORPH; time += 10) {
      const counts = countsOf(columnsOf(flow.at(time)), words);
      expect(counts.reduce((a, b) => a + b)).toBe(1000);
      // The bars of what is beyond its ends stand in the walls until it is there.
      if (time === MORPH) expect(counts.at(-1)).toBe(0);
    }
  });

  it('is there at once where motion is not wanted, and where its kind changes', () => {
    const flow = new RangeFlow();
    const jumps = (to: AxisRange | undefined) => {
      flow.aim(to, 0);
      expect(flow.at(0)).toEqual(to);
      expect(flow.moves(0)).toBe(false);
    };
    jumps(linear(1));
    jumps(linear(2));
    jumps(log(-3, 1));
    jumps(undefined);
    jumps(log(-3, 1));
    still = true;
    jumps(log(-9, 9));
  });
});
