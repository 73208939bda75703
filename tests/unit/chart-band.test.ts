import { describe, expect, it } from 'vitest';
import { bandInWords, extremesOf, seedsInWords } from '../../src/chart/band';
import { domainOf } from '../../src/chart/domain';
import { inWords, tooltipOf } from '../../src/chart/tooltip';
import { chartState, report } from './chart-making';

/** A run of layers 0, 1, … of these variances. */
const run = (...variances: number[]) => variances.map((variance, i) => report(i, variance));

describe('the band of several seeds', () => {
  it('reaches from the least to the greatest, this run among them', () => {
    const seeds = [run(1, 3, 5), run(1, 1, 9)];
    const extremes = extremesOf(chartState({ reports: run(1, 2, 4), seeds }));
    expect(extremes).toEqual([
      { layer: 0, runs: 3, least: 1, greatest: 1 },
      { layer: 1, runs: 3, least: 1, greatest: 3 },
      { layer: 2, runs: 3, least: 4, greatest: 9 },
    ]);
    const std = extremesOf(chartState({ reports: run(1, 2, 4), seeds, measure: 'std' }));
    expect(std[2]).toEqual({ layer: 2, runs: 3, least: 2, greatest: 3 });
    expect(extremesOf(chartState({ reports: run(1, 2, 4) }))).toEqual([]);
  });

  it('is broken where any run is no longer finite', () => {
    const reports = [...run(1, 2), report(2, 3, 1), report(3, 4)];
    const seeds = [[...run(1, 2, 3), report(3, Number.NaN, 1000)]];
    const least = extremesOf(chartState({ reports, seeds })).map((row) => row.least);
    expect(least).toEqual([1, 2, Number.NaN, Number.NaN]);
  });

  it('goes as far as this run is shown, and counts the seeds that have come there', () => {
    const seeds = [run(1, 2, 3), run(1, 2)];
    const counts = (reports: ReturnType<typeof run>) =>
      extremesOf(chartState({ reports, seeds })).map(({ runs }) => runs);
    expect(counts(run(1))).toEqual([3]);
    expect(counts(run(1, 2, 3))).toEqual([3, 3, 2]);
    expect(counts([])).toEqual([]);
  });

  it('says how many seeds have come to their end', () => {
    const shown = { reports: run(1, 2, 3), depth: 2, seedCount: 3 };
    const words = (...seeds: ReturnType<typeof run>[]) =>
      seedsInWords(chartState({ ...shown, seeds }));
    expect(words(run(1, 1, 1))).toBe('2 of 3 seeds');
    expect(words(run(1, 1, 1), run(1, 1))).toBe('2 of 3 seeds');
    expect(words(run(1, 1, 1), run(1, 1, 1))).toBe('3 seeds');
  });

  it('is told in words, beside the pointer and aloud', () => {
    const seeds = [run(1, 3, 5), run(1, 1, 9)];
    const state = chartState({ reports: run(1, 2, 4), depth: 2, seeds, seedCount: 3 });
    expect(tooltipOf(state, 2)!.lines).toEqual([
      ['variance', '4.00'],
      ['3 seeds', '4.00 … 9.00'],
    ]);
    expect(inWords(tooltipOf(state, 1)!)).toBe('layer 1: variance 2.00, 3 seeds 1.00 … 3.00');
    expect(bandInWords(state)).toBe('Min–max over 3 seeds at layer 2: 4.00 … 9.00');
    expect(bandInWords({ ...state, seeds: [] })).toBeUndefined();
    const broken = [[...run(1, 2), report(2, 3, 1)]];
    expect(bandInWords({ ...state, seeds: broken })).toMatch(/at layer 2: not all finite$/);
  });

  it('has room in the plane', () => {
    // From 10⁻¹² to 10²⁰, and 8 % of that to each side.
    const seeds = [run(1, 1e20), run(1, 1e-12)];
    const [low, high] = domainOf(chartState({ reports: run(1, 1), seeds }));
    expect([low, high].map((x) => x.toFixed(2))).toEqual(['-14.56', '22.56']);
  });
});
