import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { meanCorrelation } from '../../src/engine/cpu/health';
import type { LayerReport } from '../../src/model/report';
import { made } from './making';

const rows = (...all: number[][]) => Float32Array.from(all.flat());

describe('the samples’ mean correlation', () => {
  it('is 1 of equal samples up to scale and shift, −1 of opposite ones', () => {
    expect(meanCorrelation(rows([1, 2, 4], [3, 5, 9], [0, 1, 3]), 3)).toBeCloseTo(1, 14);
    expect(meanCorrelation(rows([1, 2, 4], [-1, -2, -4]), 2)).toBeCloseTo(-1, 14);
  });

  it('averages over pairs', () => {
    // Correlations 1, −1 and −1.
    expect(meanCorrelation(rows([1, 2, 4], [1, 2, 4], [-1, -2, -4]), 3)).toBeCloseTo(-1 / 3, 14);
  });

  it('leaves out samples that are not finite or have no spread', () => {
    const [a, b] = [
      [1, 2, 4],
      [1, 3, 3],
    ];
    const known = meanCorrelation(rows(a, b), 2);
    for (const odd of [
      [1, Number.NaN, 2],
      [Infinity, 0, 1],
      [0.1, 0.1, 0.1],
      [0, 0, 0],
    ])
      expect(meanCorrelation(rows(a, odd, b), 3)).toBe(known);
  });

  it('is NaN of fewer than two', () => {
    expect(meanCorrelation(rows([1, 2, 4]), 1)).toBeNaN();
    expect(meanCorrelation(rows([1, 2, 4], [5, 5, 5]), 2)).toBeNaN();
    expect(meanCorrelation(rows([1], [2]), 2)).toBeNaN();
  });

  it('does not overflow where float32’s squares would', () => {
    expect(meanCorrelation(rows([1e38, 2e38, 3e38], [1e-38, 2e-38, 3e-38]), 2)).toBeCloseTo(1, 6);
  });
});

/** The only layer of a network that passes a constant input on. */
async function layer(changes: Record<string, unknown>): Promise<LayerReport> {
  const constant = { scheme: 'eye', input: 'constant', noise: 0, widths: [8], batch: 4, depth: 1 };
  const reports = [];
  for await (const report of createCpuEngine().run(made({ ...constant, ...changes })))
    reports.push(report);
  return reports[1]!;
}

describe('units', () => {
  it.each([
    ['relu', -1, 1, 1],
    ['relu', 1, 0, 0],
    ['tanh', 0, 1, 0],
    // φ′ is e⁻ˣ of 1/4 or so, and 0.01 of its largest at 5.98.
    ['sigmoid', 5.9, 0, 0],
    ['sigmoid', 6.1, 0, 1],
    ['hardtanh', 1.5, 0, 1],
    // Not quite 0: e⁻¹⁰⁰ = 4e-44 is a float32, if a subnormal one.
    ['sigmoid', -100, 0, 1],
    ['identity', 100, 0, 0],
  ])('of %s at %d: dead %d, saturated %d', async (activation, constant, dead, saturated) => {
    expect(await layer({ activation, constant })).toMatchObject({ dead, saturated });
  });

  it('are dead only if they are so for the whole batch', async () => {
    // Half of each unit's four samples: a unit is dead with probability 1/16.
    const changes = { activation: 'relu', constant: 0, noise: 1, widths: [2048] };
    const { dead, saturated } = await layer(changes);
    // Five standard errors of 2048 units, and of 8192 activations.
    expect(Math.abs(dead - 1 / 16)).toBeLessThan(5 * Math.sqrt(15 / 256 / 2048));
    expect(Math.abs(saturated - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 4 / 8192));
  });

  it('of a residual network are dead where their branch gives nothing', async () => {
    const { dead, post } = await layer({ activation: 'relu', constant: -1, residual: true });
    expect(dead).toBe(1);
    expect(post.mean).toBe(-1);
  });

  it('that are NaN are neither dead nor saturated', async () => {
    const wild = { scheme: 'normal', std: 10, gain: 10, activation: 'relu' };
    const experiment = made({ ...wild, widths: [64], batch: 4, depth: 20 });
    const reports = [];
    for await (const report of createCpuEngine().run(experiment)) reports.push(report);
    const last = reports.at(-1)!;
    expect(last.pre.nans).toBe(last.pre.count);
    expect(last).toMatchObject({ dead: 0, saturated: 0 });
    expect(last.correlation.pre).toBeNaN();
  });
});
