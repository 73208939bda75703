import { describe, expect, it } from 'vitest';
import type { Params } from '../../src/engine/webgpu/kernel';
import { sources } from '../../src/engine/webgpu/sources';
import { strideOf } from '../../src/model/memory';
import { asFloats, openDevice, runKernel } from './harness';
import { awkwardShapes, byQuads, matrix, range, SIZES, worst } from './matrices';

const { device } = await openDevice();

describe.each(awkwardShapes)('a batch of %i, %i inputs, %i units', (batch, fanIn, fanOut) => {
  const du = matrix(batch, fanOut, 1);

  it('has the gradient with respect to its weights', async () => {
    const x = matrix(batch, fanIn, 2);
    const { grad_weight } = await runKernel(
      device,
      sources.matmulWeight,
      {
        grad: du.padded,
        x: x.padded,
        grad_weight: new Float32Array(fanOut * strideOf(fanIn)).fill(99),
      },
      {
        row_begin: 0,
        row_end: fanOut,
        batch,
        quads_out: strideOf(fanOut) / 4,
        quads_in: strideOf(fanIn) / 4,
        format: 0,
      },
      [Math.ceil(strideOf(fanIn) / 64), Math.ceil(fanOut / 32)],
    );
    const terms = (unit: number, k: number) => range(batch).map((s) => du.at(s, unit) * x.at(s, k));
    expect(worst(asFloats(grad_weight), fanOut, fanIn, terms)).toBeLessThan(1);
  });

  it.each([0, 1])('has the gradient with respect to its input (skip: %i)', async (skip) => {
    const w = matrix(fanOut, fanIn, 3);
    const weights = byQuads(w, fanIn, fanOut);
    const post = matrix(batch, fanIn, 5);
    const { grad_input } = await runKernel(
      device,
      sources.matmulInput,
      {
        grad: du.padded,
        weights,
        grad_post: post.padded,
        grad_input: new Float32Array(batch * strideOf(fanIn)).fill(99),
      },
      {
        row_begin: 0,
        row_end: batch,
        fan_out: fanOut,
        quads_out: strideOf(fanOut) / 4,
        quads_in: strideOf(fanIn) / 4,
        skip,
        format: 0,
      },
      [Math.ceil(strideOf(fanIn) / 64), Math.ceil(batch / 32)],
    );
    const terms = (s: number, k: number) => [
      ...range(fanOut).map((unit) => du.at(s, unit) * w.at(unit, k)),
      skip * post.at(s, k),
    ];
    expect(worst(asFloats(grad_input), batch, fanIn, terms)).toBeLessThan(1);
  });
});

/** The mean and the biased variance of some numbers. */
function meanVariance(values: number[]) {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, variance: values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length };
}

const EPSILON = 1e-5;

const norms = {
  layer: { forward: 'normRows', backward: 'normRowsBackward', center: 1 },
  rms: { forward: 'normRows', backward: 'normRowsBackward', center: 0 },
  batch: { forward: 'normColumns', backward: 'normColumnsBackward', center: 1 },
} as const;

describe.each(Object.keys(norms) as (keyof typeof norms)[])('%s normalisation', (kind) => {
  const { forward, backward, center } = norms[kind];

  /** Groups of (row, column) that are normalised together. */
  const groups = (batch: number, units: number) =>
    kind === 'batch'
      ? range(units).map((unit) => range(batch).map((s) => [s, unit] as const))
      : range(batch).map((s) => range(units).map((unit) => [s, unit] as const));

  it.each(
    SIZES.flatMap((size) => [
      [size, 65],
      [31, size],
    ]),
  )('of %i samples of %i units, and back', async (batch, units) => {
    const [u, g] = [matrix(batch!, units!, 6), matrix(batch!, units!, 7)];
    const stride = strideOf(units!);
    const layout = { units, stride, first_scale: 3, format: 0 } as Params;
    const more: Params = kind === 'batch' ? { batch: batch! } : { center };
    const dispatch = [kind === 'batch' ? Math.ceil(units! / 64) : batch!] as const;
    const count = 3 + (kind === 'batch' ? units! : batch!);
    const { h, scales } = await runKernel(
      device,
      sources[forward],
      { h: u.padded, scales: new Float32Array(count) },
      { ...layout, ...more, epsilon: EPSILON },
      dispatch,
    );
    const { grad } = await runKernel(
      device,
      sources[backward],
      { h: h!, scales: scales!, grad: g.padded },
      { ...layout, ...more },
      dispatch,
    );
    const [normalised, gradient] = [asFloats(h), asFloats(grad)];
    for (const group of groups(batch!, units!)) {
      const values = group.map(([s, unit]) => u.at(s, unit));
      const moments = meanVariance(values);
      const mean = center * moments.mean;
      const variance = moments.variance + (moments.mean - mean) ** 2;
      const scale = 1 / Math.sqrt(variance + EPSILON);
      const hs = values.map((x) => (x - mean) * scale);
      const gs = group.map(([s, unit]) => g.at(s, unit));
      const meanG = center * meanVariance(gs).mean;
      const meanGh = meanVariance(gs.map((x, i) => x * hs[i]!)).mean;
      group.forEach(([s, unit], i) => {
        const at = s * stride + unit;
        // The mean of up to 257 numbers below 1 errs by 2⁻²⁴ · 257 at most; the scale multiplies it.
        const bound = 257 * 2 ** -24 * (scale + 1);
        expect(Math.abs(normalised[at]! - hs[i]!)).toBeLessThan(bound * (1 + Math.abs(hs[i]!)));
        const want = scale * (gs[i]! - meanG - hs[i]! * meanGh);
        expect(Math.abs(gradient[at]! - want)).toBeLessThan(2 * bound * scale * (1 + hs[i]! ** 2));
      });
    }
  });
});
