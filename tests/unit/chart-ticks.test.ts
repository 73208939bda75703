import { scaleLinear } from 'd3-scale';
import { describe, expect, it } from 'vitest';
import { layerTicks } from '../../src/chart/axes';
import { layerTicks as sceneTicks } from '../../src/scene/ticks';

const frame = (layers: readonly [number, number], width = 900) => {
  const [left, right] = [60, width];
  return { left, right, fontSize: 16, x: scaleLinear(layers, [left, right]) };
};

describe('the chart’s ticks of layers', () => {
  it.each([1, 3, 8, 12, 20, 50, 57])('are the scene’s, where both have room: %i', (depth) => {
    const [scene] = sceneTicks(depth);
    expect(layerTicks(frame([0, depth]), depth)).toEqual(scene!.map(({ at }) => at));
  });

  it('are fewer where there is less room, and end with the last layer', () => {
    expect(layerTicks(frame([0, 50], 240), 50)).toEqual([0, 20, 50]);
    expect(layerTicks(frame([0, 200], 300), 200)).toEqual([0, 50, 100, 150, 200]);
  });

  it('name each of a few layers', () => {
    expect(layerTicks(frame([17.2, 22.8]), 50)).toEqual([18, 19, 20, 21, 22]);
    expect(layerTicks(frame([44, 50]), 50)).toEqual([44, 45, 46, 47, 48, 49, 50]);
  });
});
