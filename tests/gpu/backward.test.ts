import { describe, expect, it } from 'vitest';
import { type ProductName, products } from '../../src/engine/webgpu/sources';
import { strideOf } from '../../src/model/memory';
import { asFloats, openDevice, runKernel } from './harness';
import { awkwardShapes, byQuads, matrix, range, worst } from './matrices';

const { device } = await openDevice();

const names = Object.keys(products) as ProductName[];

describe.each(names)('products, %s, with', (variant) => {
  describe.each(awkwardShapes)('a batch of %i, %i inputs, %i units', (batch, fanIn, fanOut) => {
    const du = matrix(batch, fanOut, 1);

    it('has the gradient with respect to its weights', async () => {
      const x = matrix(batch, fanIn, 2);
      const { grad_weight } = await runKernel(
        device,
        products[variant].matmulWeight,
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
        products[variant].matmulInput,
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
});
