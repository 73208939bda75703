import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { drawNormals } from '../../src/lecture/figures/kit/normals';
import { binned, momentsOf } from '../../src/lecture/figures/kit/sample';
import {
  layerOf,
  measuredFactors,
  predictedBins,
  predictedFactors,
} from '../../src/lecture/figures/relu/numbers';
import { activations } from '../../src/model/activations';
import { made } from './making';

const SLOPES = [0, 0.01, 0.25, 0.5, 1];
const COUNT = 200_000;
const draws = (seed: number) => drawNormals(new Float64Array(COUNT), { figure: 'relu', seed });
const through = (slope: number, seed: number) =>
  draws(seed).map((h) => activations.leaky_relu.phi(h, slope));

describe('predicted factors of ReLU', () => {
  it('are the lecture’s', () => {
    const { secondMoment, variance, meanOverSigma, zeros } = predictedFactors(0);
    expect([secondMoment, zeros]).toEqual([0.5, 0.5]);
    expect(variance).toBeCloseTo(0.3408, 4);
    expect(meanOverSigma).toBeCloseTo(0.3989, 4);
  });

  it('are all 1 of a slope of 1, which changes nothing', () => {
    expect(predictedFactors(1)).toEqual({
      secondMoment: 1,
      variance: 1,
      meanOverSigma: 0,
      zeros: 0,
    });
  });

  it.each(SLOPES)('are those of drawn numbers (slope %d)', (slope) => {
    const { mean, variance, secondMoment } = momentsOf(through(slope, 1));
    const theory = predictedFactors(slope);
    // E[φ⁴] ≤ 3 bounds the variance of the squares, 1 that of the values.
    const error = Math.sqrt(3 / COUNT);
    expect(Math.abs(secondMoment - theory.secondMoment)).toBeLessThan(4 * error);
    expect(Math.abs(mean - theory.meanOverSigma)).toBeLessThan(4 / Math.sqrt(COUNT));
    // The squared mean is 0.8 of the mean's error off at most.
    expect(Math.abs(variance - theory.variance)).toBeLessThan(4 * 1.8 * error);
  });
});

describe('predicted bins', () => {
  it.each(SLOPES)('hold as much as the drawn numbers’ (slope %d)', (slope) => {
    const bins = [-4.25, 4.25, 17] as const;
    const drawn = binned(through(slope, 2), ...bins).shares;
    for (const [i, share] of predictedBins(slope, ...bins).shares.entries()) {
      // Binomial; half a count more, as the outermost hold few.
      const error = Math.sqrt((share * (1 - share)) / COUNT) + 0.5 / COUNT;
      expect(Math.abs(drawn[i]! - share)).toBeLessThan(5 * error);
    }
  });

  it('hold everything', () => {
    const { shares } = predictedBins(0.5, -20, 20, 80);
    expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });
});

describe('a measured layer', () => {
  it.each(SLOPES)('has the predicted factors (slope %d)', async (slope) => {
    const engine = createCpuEngine();
    let factors = predictedFactors(Number.NaN);
    for await (const report of engine.run(made(layerOf(slope, 1))))
      factors = measuredFactors(report);
    const theory = predictedFactors(slope);
    // Of 256 × 512 elements, E[φ⁴] ≤ 3 each. Elements of one unit or one sample are correlated, but
    // φ² is a share of h² plus an odd function of h, whose correlations cancel. A sample's length
    // varies by 1/√(2 · 512), over 256 samples by 0.003: far less than four errors of 0.005.
    const error = 4 * Math.sqrt(3 / (256 * 512));
    expect(Math.abs(factors.secondMoment - theory.secondMoment)).toBeLessThan(error);
    expect(Math.abs(factors.variance - theory.variance)).toBeLessThan(error);
    expect(Math.abs(factors.meanOverSigma - theory.meanOverSigma)).toBeLessThan(error);
    expect(Math.abs(factors.zeros - theory.zeros)).toBeLessThan(error);
  });
});
