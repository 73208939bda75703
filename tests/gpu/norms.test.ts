import { describe, expect, it } from 'vitest';
import { normalise, normGradient } from '../../src/engine/cpu/norm';
import { noise, openDevice } from './harness';
import {
  awkwardNorms,
  centredNorms,
  EPSILON,
  groupsOf,
  inDouble,
  type Matrix,
  type Norm,
  normNames,
  onGpu,
} from './norms';

const { device } = await openDevice();

async function onCpu(norm: Norm, u: Matrix, grad: Matrix) {
  const settings = { norm, epsilon: EPSILON, batch: u.batch, format: 'float32' } as const;
  const h = u.values.slice();
  const rstd = normalise(settings, h);
  return { h, gradient: normGradient(settings, grad.values, h, rstd) };
}

const engines = [(norm: Norm, u: Matrix, grad: Matrix) => onGpu(device, norm, u, grad), onCpu];

const matrix = (batch: number, units: number, value: (index: number) => number): Matrix => ({
  values: Float32Array.from({ length: batch * units }, (_, i) => value(i)),
  batch,
  units,
});

/** Numbers with standard deviation 1 about a mean. */
function spread(batch: number, units: number, mean: number, seed: number): Matrix {
  const values = noise(batch * units, seed);
  return matrix(batch, units, (i) => mean + Math.sqrt(3) * values[i]!);
}

const EPS = 2 ** -24;

/** By how much any of the numbers differs from the first: what kernels sum. */
const reach = (values: number[]) => Math.max(...values.map((x) => Math.abs(x - values[0]!)));
const largest = (values: number[]) => Math.max(...values.map(Math.abs));

describe.each(normNames)('%s normalisation', (norm) => {
  // 10⁶ is where float32's spacing, 1/16, is still below the spread.
  const means = norm === 'rms' ? [0, 3] : [0, 3, 1e6];
  const cases = means.flatMap((mean) => awkwardNorms.map((shape) => [mean, ...shape] as const));

  it.each(cases)('about %d, of %i samples of %i units, and back', async (mean, batch, units) => {
    const [u, grad] = [spread(batch, units, mean, 6), spread(batch, units, -mean, 7)];
    for (const run of engines) {
      const { h, gradient } = await run(norm, u, grad);
      for (const group of groupsOf(norm, u)) {
        const [us, gs] = [group.map((i) => u.values[i]!), group.map((i) => grad.values[i]!)];
        const want = inDouble(norm, us, gs);
        // What is summed is exact where it is near the first number, or rounds once. A sum of n terms
        // rounds by EPS · n of their sizes at most, in any order, and a mean of them by as much of the
        // largest; 8 more for what is done with it.
        const steps = (group.length + 8) * EPS;
        const [sizeU, sizeG] = norm === 'rms' ? [largest(us), largest(gs)] : [reach(us), reach(gs)];
        const high = largest(want.h);
        const bound = steps * (sizeU * want.scale + high);
        // mean(g) and mean(g · h) by as much, and h enters three times with its own error.
        const back = want.scale * sizeG * (steps * (1 + high ** 2) + 3 * high * bound);
        const error = (ours: Float32Array, exact: number[]) =>
          largest(group.map((at, i) => ours[at]! - exact[i]!));
        expect(error(h, want.h)).toBeLessThanOrEqual(bound);
        expect(error(gradient, want.gradient)).toBeLessThanOrEqual(back);
      }
    }
  });
});

describe.each(centredNorms)('%s normalisation of identical values', (norm) => {
  it.each(awkwardNorms)('is 0, of %i samples of %i units, and back', async (batch, units) => {
    // From 10⁻⁸ to 10¹⁰, none of them a number whose multiples float32 holds.
    const alike = matrix(batch, units, (i) => {
      const group = norm === 'batch' ? i % units : Math.floor(i / units);
      return (-1) ** group * 10 ** ((group % 19) - 8.3);
    });
    const noisy = spread(batch, units, 0, 8);
    for (const run of engines) {
      const { h, gradient } = await run(norm, alike, alike);
      expect(h.every((x) => x === 0)).toBe(true);
      expect(gradient.every((x) => x === 0)).toBe(true);
      // Identical gradients come to nothing whatever they pass back through.
      expect((await run(norm, noisy, alike)).gradient.every((x) => x === 0)).toBe(true);
    }
  });
});

describe.each(normNames)('%s normalisation of what is not finite', (norm) => {
  // The first of a group, and one in its middle.
  it.each(
    [Infinity, -Infinity, Number.NaN].flatMap((x) => [0, 7 * 66].map((at) => [x, at] as const)),
  )('of %d at %i is PyTorch’s', async (broken, at) => {
    const [u, grad] = [spread(65, 65, 0, 9), spread(65, 65, 0, 10)];
    const [brokenU, brokenGrad] = [u, grad].map((whole) => {
      const values = whole.values.slice();
      values[at] = broken;
      return { ...whole, values };
    }) as [Matrix, Matrix];
    for (const run of engines) {
      const { h } = await run(norm, brokenU, grad);
      const { gradient } = await run(norm, u, brokenGrad);
      for (const group of groupsOf(norm, u)) {
        const touched = group.includes(at);
        expect(group.every((i) => Number.isFinite(gradient[i]!))).toBe(!touched);
        // Divided by an infinite root mean square, all but the infinity itself are 0.
        const divided = (i: number) => norm === 'rms' && Math.abs(broken) === Infinity && i !== at;
        for (const i of group)
          if (touched) expect(Math.abs(h[i]!)).toBe(divided(i) ? 0 : Number.NaN);
          else expect(Number.isFinite(h[i]!)).toBe(true);
        if (touched) expect(group.some((i) => Number.isFinite(gradient[i]!))).toBe(false);
      }
    }
  });
});
