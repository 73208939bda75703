import { describe, expect, it } from 'vitest';
import { Pacer } from '../../src/engine/webgpu/submission';

describe('the pacer', () => {
  /** Runs submissions on a machine of so many operations a millisecond. */
  function settle(rate: number, latency = 0): { pacer: Pacer; longest: number } {
    const pacer = new Pacer();
    let longest = 0;
    for (let i = 0; i < 20; i++) {
      const cost = pacer.budget;
      const ms = cost / rate + latency;
      longest = Math.max(longest, ms);
      pacer.record(cost, ms);
    }
    return { pacer, longest };
  }

  it.each([1e5, 1e6, 1e7, 1e9])('fills submissions of 60 ms at %d operations a ms', (rate) => {
    expect(settle(rate).pacer.budget / rate).toBeCloseTo(60, 6);
  });

  it('never submits more than half a second to the weakest machine it expects', () => {
    expect(settle(2e5).longest).toBeLessThanOrEqual(500);
    expect(settle(1e9, 2).longest).toBeLessThanOrEqual(100);
  });

  it('starts from a share of a measured rate, and never from less than without', () => {
    expect(new Pacer(1e9).budget).toBe((1e9 / 8) * 60);
    expect(new Pacer(1e3).budget).toBe(new Pacer().budget);
  });

  it('does not mistake a small submission’s latency for a slow machine', () => {
    const { pacer } = settle(1e7);
    const { budget } = pacer;
    pacer.record(1000, 2);
    expect(pacer.budget).toBe(budget);
  });

  it('is not talked down by a browser that answers only every 100 ms', () => {
    const pacer = new Pacer();
    // Small ones first, each as slow as a full one: nothing may shrink to single workgroups.
    for (let i = 0; i < 50; i++) pacer.record(1000, 100);
    const least = pacer.budget;
    expect(least).toBeGreaterThanOrEqual(60 * 1e5);
    pacer.calibrate(100);
    for (let i = 0; i < 20; i++) pacer.record(pacer.budget, 100 + pacer.budget / 1e7);
    expect(pacer.budget / 1e7).toBeCloseTo(60, 6);
  });

  it('takes off no more waiting than a browser may have', () => {
    const pacer = new Pacer();
    pacer.calibrate(5000);
    let longest = 0;
    for (let i = 0; i < 20; i++) {
      const ms = pacer.budget / 1e6;
      longest = Math.max(longest, ms);
      pacer.record(pacer.budget, ms);
    }
    expect(longest).toBeLessThanOrEqual(500);
  });
});
