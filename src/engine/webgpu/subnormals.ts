/** Whether an adapter keeps float32's subnormals: WGSL leaves it free to make them 0. */
import { probe } from './probe';
import { subnormalsSource } from './sources';

/**
 * What the kernel is given, and what it finds where no subnormal is lost. With `up` the numbers are
 * 2^up larger: from 20 on none is subnormal.
 */
export function subnormalCases(up = 0) {
  const [tiny, smallest] = [2 ** (up - 140), 2 ** (up - 126)];
  const half = 2 ** -70;
  return {
    storage: {
      x: Float32Array.of(tiny / half, 1.5 * smallest, tiny, 1),
      weights: Float32Array.of(
        ...[half, 0, 0, 0],
        ...[0, 1, 0, -smallest],
        ...[0, 0, 2 ** 20, 0],
        ...[half, 0, 1, 0],
      ),
      h: Float32Array.of(tiny, -(2 ** (up - 100)), smallest, 0),
    },
    params: { quads: 1, slope: 2 ** -40, skip: 0, branch: 0.5 },
    expected: Float32Array.of(
      // A product, a difference, a factor, and a sum of a product and a factor.
      ...[tiny, smallest / 2, tiny * 2 ** 20, 2 * tiny],
      ...[tiny / 2, -tiny / 2, smallest / 2, 0],
    ),
  };
}

/** Measures it, in one small submission. */
export async function flushesSubnormals(device: GPUDevice): Promise<boolean> {
  const { storage, params, expected } = subnormalCases();
  const words = expected.length;
  const about = { name: 'subnormals', source: subnormalsSource, storage, params, words };
  const found = new Float32Array(await probe(device, about));
  return found.some((value, i) => value !== expected[i]);
}
