import { describe, expect, it } from 'vitest';
import { heights } from '../../src/model/view';
import { framing } from '../../src/scene/framing';
import { heightScaleOf } from '../../src/scene/height-scale';
import { stackOf } from '../../src/scene/layout';
import { normalReport, ranges, state } from './scene-state';

const run = (count: number, variance: number) =>
  [0, 1, 2].map((layer) => normalReport(layer, { count, variance, secondMoment: variance }));
/** Narrow bells stand higher, and make the picture leave room for them. */
const [small, narrow] = [run(1000, 1), run(5000, 1e-4)];
const seen = (reports: typeof small, other: typeof small, height: keyof typeof heights) =>
  state({ depth: 2, reports, height, beside: { reports: other } });

describe('two pictures side by side', () => {
  it.each(Object.keys(heights) as (keyof typeof heights)[])(
    'have the same frame and the same heights, by %s',
    (height) => {
      const [a, b] = [seen(small, narrow, height), seen(narrow, small, height)];
      const stack = stackOf(2, ranges.linear);
      expect(framing(stack, a)).toEqual(framing(stack, b));
      expect(heightScaleOf(a)).toEqual(heightScaleOf(b));
    },
  );

  it('leave room and scale for what is in the other one alone', () => {
    const stack = stackOf(2, ranges.linear);
    const alone = state({ depth: 2, reports: small, height: 'count' });
    const beside = seen(small, narrow, 'count');
    expect(heightScaleOf(alone).perValue).toBe(1 / 1000);
    expect(heightScaleOf(beside).perValue).toBe(1 / 5000);
    expect(framing(stack, beside).points.length).toBeGreaterThan(
      framing(stack, alone).points.length,
    );
  });

  it('do so for an outline too', () => {
    const outline = { name: 'B', reports: narrow, quantity: 'post', from: 'b' } as const;
    const both = state({ depth: 2, reports: small, height: 'count', outline });
    expect(heightScaleOf(both).perValue).toBe(1 / 5000);
  });
});
