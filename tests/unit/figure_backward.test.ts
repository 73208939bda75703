import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import {
  changesOf,
  meanProfile,
  measuredProfile,
  networkOf,
  predictedProfile,
  scales,
  type Tapering,
} from '../../src/lecture/figures/backward/numbers';
import type { LayerReport } from '../../src/model/report';
import { report } from './chart-making';
import { made } from './making';

const tapering: Tapering = { first: 256, last: 32, depth: 6 };

/** Forward and backward factor of the whole network, 8-fold narrower at its end. */
const expected: Record<string, [number, number]> = {
  fan_in: [1, 1 / 8],
  fan_out: [8, 1],
  // Per layer 2 fan_in and 2 fan_out, over their sum; fan_out = fan_in · 8^(−1/6).
  Xavier: [(2 / (1 + 8 ** (-1 / 6))) ** 6, (2 / (1 + 8 ** (1 / 6))) ** 6],
};

describe.each(scales)('weights of variance $formula', (scale) => {
  it('have the predicted factors', () => {
    const { forward, backward } = changesOf(predictedProfile(networkOf(tapering, scale, 1)));
    const [up, down] = expected[scale.name]!;
    // Widths are rounded: of the narrow ones, 32 to 64, by 1 % at most.
    expect(Math.abs(Math.log(forward / up))).toBeLessThan(0.01);
    expect(Math.abs(Math.log(backward / down))).toBeLessThan(0.01);
  });

  it('have them when measured', async () => {
    const profiles = [];
    for (let seed = 1; seed <= 8; seed++) {
      const reports: LayerReport[] = [];
      for await (const layer of createCpuEngine().run(made(networkOf(tapering, scale, seed))))
        reports.push(layer);
      profiles.push(measuredProfile(reports));
    }
    const mean = meanProfile(profiles);
    const theory = predictedProfile(networkOf(tapering, scale, 1));
    expect(mean.forward).toHaveLength(tapering.depth + 1);
    expect(mean.backward).toHaveLength(tapering.depth + 1);
    // A second moment's ln has the variance Σ 5/n over layers, here 5 · 0.094 at the end, and its
    // mean over eight networks an eighth.
    const error = Math.sqrt((5 * 0.094) / 8);
    for (const way of ['forward', 'backward'] as const)
      for (const [layer, value] of mean[way].entries())
        expect(Math.abs(Math.log(value / theory[way][layer]!))).toBeLessThan(4 * error);
  });
});

describe('a profile', () => {
  it('takes gradients from the second report of each layer, in the order of layers', () => {
    const forward = [0, 1, 2].map((layer) => report(layer, 1 + layer));
    const backward = [2, 1, 0].map((layer) => ({
      ...report(layer, 1 + layer),
      gradPost: report(layer, 10 ** -layer).post,
    }));
    const profile = measuredProfile([...forward, ...backward]);
    expect(profile).toEqual({ forward: [1, 2, 3], backward: [1, 0.1, 0.01] });
    expect(changesOf(profile)).toEqual({ forward: 3, backward: 100 });
  });

  it('is the mean of many', () => {
    const [a, b] = [1, 3].map((x) => ({ forward: [x, x], backward: [2 * x, 4 * x] }));
    expect(meanProfile([a!, b!])).toEqual({ forward: [2, 2], backward: [4, 8] });
  });
});
