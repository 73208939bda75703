import { describe, expect, it } from 'vitest';
import { measureNonFinite, nonFiniteCase, nonFiniteOf } from '../../src/engine/webgpu/probe';
import { nonFiniteSource } from '../../src/engine/webgpu/sources';
import { liveBuffers, openDevice, runKernel } from './harness';

const { device } = await openDevice();

/** What the kernel finds where other numbers stand in the places of a huge one, of inf and of NaN. */
async function found(...numbers: [huge: number, inf: number, nan: number]) {
  const { storage, params, words } = nonFiniteCase(...numbers);
  const all = { ...storage, results: new Uint32Array(words) };
  const { results } = await runKernel(device, nonFiniteSource, all, params, [1]);
  return nonFiniteOf(results!);
}

describe('what an adapter makes of inf and NaN', () => {
  it('is measured: with numbers in their places nothing of it is seen', async () => {
    expect(await found(1e3, 2, 3)).toEqual({
      overflows: false,
      isNanMade: false,
      isNanUnequal: false,
      isNanKept: false,
    });
  });

  it('is as the exploding networks need it: overflow is inf, and inf − inf is NaN', async () => {
    const live = liveBuffers(device);
    const measured = await measureNonFinite(device);
    expect([measured.overflows, measured.isNanMade]).toEqual([true, true]);
    expect(measured).toEqual(await found(1e30, Number.POSITIVE_INFINITY, Number.NaN));
    expect([...live].filter(({ label }) => label === 'non-finite')).toEqual([]);
  });
});
