import { describe, expect, it } from 'vitest';
import { products } from '../../src/engine/webgpu/products';
import { possible } from '../../src/engine/webgpu/tuning';
import { strideOf } from '../../src/model/memory';
import { asFloats, openDevice, runKernel } from './harness';
import { awkwardShapes, byQuads, matrix, range, worst } from './matrices';

const { device } = await openDevice();

const names = possible(device);

describe.each(names)('products, %s, with', (variant) => {
  const { back: tile } = products[variant];
  describe.each(awkwardShapes)('a batch of %i, %i inputs, %i units', (batch, fanIn, fanOut) => {
    const du = matrix(batch, fanOut, 1);

    it('has the gradient with respect to its weights', async () => {
      const x = matrix(batch, fanIn, 2);
      const { grad_weight } = await runKernel(
        device,
        products[variant].kernels.matmulWeight,
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
        [Math.ceil(strideOf(fanIn) / tile.columns), Math.ceil(fanOut / tile.rows)],
      );
      const terms = (unit: number, k: number) =>
        range(batch).map((s) => du.at(s, unit) * x.at(s, k));
      expect(worst(asFloats(grad_weight), fanOut, fanIn, terms)).toBeLessThan(1);
    });

    it.each([0, 1])('has the gradient with respect to its input (skip: %i)', async (skip) => {
      const w = matrix(fanOut, fanIn, 3);
      const weights = byQuads(w, fanIn, fanOut);
      const post = matrix(batch, fanIn, 5);
      const { grad_input } = await runKernel(
        device,
        products[variant].kernels.matmulInput,
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
        [Math.ceil(strideOf(fanIn) / tile.columns), Math.ceil(batch / tile.rows)],
      );
      const terms = (s: number, k: number) => [
        ...range(fanOut).map((unit) => du.at(s, unit) * w.at(unit, k)),
        skip * post.at(s, k),
      ];
      expect(worst(asFloats(grad_input), batch, fanIn, terms)).toBeLessThan(1);
    });
  });
});
