import { describe, expect, it } from 'vitest';
import { activationSource } from '../../src/engine/webgpu/sources';
import { type ActivationName, activationOf, activations } from '../../src/model/activations';
import oracle from '../oracle/functions.json';
import { asFloats, openDevice, runKernel } from './harness';

const { device } = await openDevice();

async function apply(name: ActivationName, h: Float32Array, units = h.length, stride = h.length) {
  const { a } = await runKernel(
    device,
    activationSource(name),
    { h, a: new Float32Array(h.length).fill(99) },
    { elements: h.length, units, stride },
    [Math.ceil(h.length / 256)],
  );
  return asFloats(a);
}

describe.each(Object.keys(activations) as ActivationName[])('%s on the GPU', (name) => {
  it('is PyTorch’s at 42 points', async () => {
    const values = await apply(name, Float32Array.from(oracle.x));
    oracle.x.forEach((x, i) => {
      // WGSL derives tanh from exp: about 2⁻²⁰ near 0 relative to 1; the others are exact.
      const bound = name === 'tanh' ? 1e-5 : 2 ** -24 * Math.abs(x);
      expect(Math.abs(values[i]! - oracle.functions[name].value[i]!)).toBeLessThanOrEqual(bound);
    });
  });

  it('keeps NaN, and takes infinities to their limits', async () => {
    const inf = Number.POSITIVE_INFINITY;
    const [nan, up, down] = await apply(name, Float32Array.of(Number.NaN, inf, -inf));
    expect(nan).toBeNaN();
    expect(up).toBe(activationOf(name).phi(inf));
    expect(down).toBe(activationOf(name).phi(-inf));
  });

  it('leaves padding at zero', async () => {
    const h = new Float32Array(3 * 8).fill(2);
    const a = await apply(name, h, 5, 8);
    a.forEach((value, i) => {
      expect(value === 0).toBe(i % 8 >= 5);
    });
  });
});
