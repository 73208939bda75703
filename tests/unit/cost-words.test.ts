import { describe, expect, it } from 'vitest';
import { costInWords } from '../../src/ui/cost-words';

const cost = {
  layers: 50,
  operations: 50 * 2 * 256 * 784 ** 2,
  dispatches: 254,
  submissions: 4,
  ms: 1000,
  gpuMs: undefined,
  bytes: 85 * 2 ** 20,
};

describe('what a run costs, in words', () => {
  it('is told by the clock on the wall where the GPU tells no time', () => {
    expect(costInWords(cost, undefined)).toBe(
      'cost: 20 ms a layer waiting included · 16 GFLOP/s in all · 5.1 dispatches a layer in 4 submissions · 85 MiB',
    );
  });

  it('is told by the GPU’s own clock, as a share of what it can do at most', () => {
    expect(costInWords({ ...cost, gpuMs: 8, submissions: 1 }, 10e9)).toBe(
      'cost: 0.16 ms a layer on the GPU · 2.0 TFLOP/s in all, 20 % of the adapter’s 10 TFLOP/s · 5.1 dispatches a layer in 1 submission · 85 MiB',
    );
    expect(costInWords({ ...cost, gpuMs: 1 }, 10e9)).toMatch(/^cost: 20 µs a layer/);
  });

  it('is not told before there is a layer', () => {
    expect(costInWords({ ...cost, layers: 0 }, 1e6)).toBe('cost: no layer has been computed yet');
  });
});
