import { describe, expect, it } from 'vitest';
import { networkOf, predictedProfile, scales } from '../../src/lecture/figures/backward/numbers';
import {
  type BackwardState,
  backwardValues,
  backwardWords,
} from '../../src/lecture/figures/backward/words';
import { deviationsValues, deviationsWords } from '../../src/lecture/figures/deviations/numbers';
import { divideValues, divideWords } from '../../src/lecture/figures/divide/numbers';
import { reluValues, reluWords } from '../../src/lecture/figures/relu/words';
import { report } from './chart-making';

describe('dividing', () => {
  // Variance 100, mean 0.
  const sums = Float64Array.of(-10, 10, -10, 10);

  it('says both standard deviations and both variances', () => {
    expect(divideWords(sums, 10).readout).toEqual([
      '÷ 10',
      'std 10.0 → 1.00',
      'variance 100 → 1.00',
    ]);
    expect(divideWords(sums, Math.sqrt(10)).readout[0]).toBe('÷ √10');
    expect(divideValues(sums, 10)).toEqual({ k: 10, before: 100, after: 1, ratio: 100 });
  });
});

describe('deviations', () => {
  const points = [1, 2.5, 3, 6, 9] as const;

  it('are added up as they are shown', () => {
    const { readout, alternative } = deviationsWords(points);
    expect(readout).toEqual(['−3.3 −1.8 −1.3 +1.7 +4.7 = 0', 'variance 8.16']);
    expect(alternative).toContain('points at 1, 2.5, 3, 6, 9 with mean 4.3');
    expect(deviationsValues(points)).toEqual({ mean: 4.3, sum_of_deviations: 0, variance: 8.16 });
  });
});

describe('ReLU', () => {
  const layer = report(1, 1);
  const measured = {
    ...layer,
    pre: { ...layer.pre, secondMoment: 2, variance: 2 },
    post: { ...layer.post, mean: 0.6, secondMoment: 1.04, variance: 0.68, zeros: 496, count: 1000 },
  };

  it('says what was measured beside theory', () => {
    const { readout, alternative } = reluWords(0, measured);
    expect(readout).toEqual(['a = max(h, 0)', 'measured on one layer']);
    expect(alternative).toContain('second moment × 0.520, by theory × 0.500');
    expect(alternative).toContain('variance × 0.340, by theory × 0.341');
    expect(alternative).toContain('mean 0.424 σ, by theory 0.399 σ');
    expect(alternative).toContain('exactly 0 49.6 %, by theory 50.0 %');
    expect(reluValues(0, measured)).toEqual({
      slope: 0,
      second_moment_ratio: 0.52,
      variance_ratio: 0.34,
      mean_over_sigma: 0.6 / Math.SQRT2,
      zeros: 0.496,
    });
  });

  it('has no values before it is measured, and says why it is not', () => {
    expect(reluValues(0.1, undefined).variance_ratio).toBeNaN();
    expect(reluWords(0.1, undefined).readout).toEqual(['a = h, or 0.1 h below 0', 'measuring …']);
    expect(reluWords(0.1, 'No memory.').readout).toEqual(['not measured: No memory']);
  });
});

describe('a tapering network', () => {
  const tapering = { first: 256, last: 32, depth: 2 };
  const scale = scales[0]!;
  const network = { forward: [1, 1.1, 1.2], backward: [0.12, 0.4, 1] };
  const state: BackwardState = {
    tapering,
    scale,
    predicted: predictedProfile(networkOf(tapering, scale, 1)),
    networks: [network],
    awaited: 4,
  };

  it('says both changes, how many networks they are of, and what theory says', () => {
    const { readout, alternative } = backwardWords(state);
    expect(readout).toEqual(['Var(W) = 2 / fan_in', '1 of 4 networks', 'second moments']);
    expect(alternative).toContain('activations × 1.2 in all, by theory × 1.');
    expect(alternative).toContain('gradients × 0.12 in all, by theory × 0.125.');
    const four = { ...state, networks: Array(4).fill(network) };
    expect(backwardWords(four).readout[1]).toBe('4 networks');
    expect(backwardValues([network])).toEqual({ forward_change: 1.2, backward_change: 0.12 });
  });

  it('has no values before it is measured, and says why it is not', () => {
    expect(backwardValues([]).forward_change).toBeNaN();
    expect(backwardWords({ ...state, networks: [] }).alternative).toContain('× … in all');
    const failed = backwardWords({ ...state, awaited: 'No memory.' });
    expect(failed.readout).toEqual(['not measured: No memory']);
  });
});
