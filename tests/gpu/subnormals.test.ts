import { afterAll, describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import { subnormalCases } from '../../src/engine/webgpu/probe';
import { products } from '../../src/engine/webgpu/products';
import { subnormalsSource } from '../../src/engine/webgpu/sources';
import { asFloats, openDevice, runKernel } from './harness';
import { run } from './running';

const { device } = await openDevice();
const engine = await createWebGpuEngine(device);
const cpu = createCpuEngine();
afterAll(() => engine.dispose());

/** What the kernel that measures the adapter finds, and what it expects. */
async function found(up: number) {
  const { storage, params, expected } = subnormalCases(up);
  const results = new Float32Array(expected.length);
  const out = await runKernel(device, subnormalsSource, { ...storage, results }, params, [1]);
  return { found: asFloats(out.results), expected };
}

describe('subnormals', () => {
  it('would be found by the kernel if they were kept: normal numbers are', async () => {
    for (const up of [20, 50]) {
      const normal = await found(up);
      expect(normal.found).toEqual(normal.expected);
      expect(normal.expected.every((x) => x === 0 || Math.abs(x) >= 2 ** -126)).toBe(true);
    }
    // All of what it is about is subnormal, or begins as one.
    const { storage, expected } = subnormalCases();
    const isSubnormal = (x: number) => x !== 0 && Math.abs(x) < 2 ** -126;
    expect(expected.filter(isSubnormal)).toHaveLength(6);
    expect(storage.x.filter(isSubnormal)).toHaveLength(1);
  });

  it('are flushed by the engine’s matmul if the engine says so, and only then', async () => {
    // Rows of x times Wᵀ: products of 2⁻¹³⁰, 2⁻¹⁴⁰ and 2⁻¹⁴⁹, one of them negative, and 2⁻¹²⁰.
    const x = new Float32Array([2 ** -60, 0, 0, 0]);
    const weights = Float32Array.of(
      ...[2 ** -70, 0, 0, 0],
      ...[-(2 ** -80), 0, 0, 0],
      ...[2 ** -89, 0, 0, 0],
      ...[2 ** -60, 0, 0, 0],
    );
    const { h } = await runKernel(
      device,
      products.registers.kernels.matmul,
      { x, weights, bias: new Float32Array(4), h: new Float32Array(4) },
      { row_begin: 0, row_end: 1, quads: 1, fan_out: 4, stride_out: 4, format: 0 },
      [1, 1],
    );
    const kept = [2 ** -130, -(2 ** -140), 2 ** -149];
    const flushed = [0, 0, 0];
    const want = engine.flushesSubnormals ? flushed : kept;
    expect([...asFloats(h)].map((value) => value + 0)).toEqual([...want, 2 ** -120]);
  });

  it('end a vanishing network on an engine that flushes, some layers before one that does not', async () => {
    expect(cpu.flushesSubnormals).toBe(false);
    // σ falls by 1000 a layer: 10⁻³⁶, 10⁻³⁹, 10⁻⁴², then 10⁻⁴⁵.
    const vanishing = { std: 1.25e-4, activation: 'identity', depth: 16 };
    const [ours, theirs] = [await run(engine, vanishing), await run(cpu, vanishing)];
    const survivors = ({ post }: { post: { count: number; zeros: number } }) =>
      post.count - post.zeros;
    const below = theirs.filter(({ post }) => post.max > 0 && post.max < 2 ** -127);
    expect(below.length).toBeGreaterThan(0);
    for (const { layer, post } of below) {
      if (engine.flushesSubnormals) expect(survivors(ours[layer]!)).toBe(0);
      // A few lie near enough to 0 to be one on one side only.
      else expect(Math.abs(survivors(ours[layer]!) / survivors({ post }) - 1)).toBeLessThan(0.01);
    }
  });
});
