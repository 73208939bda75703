import { describe, expect, it } from 'vitest';
import { backwardLayer } from '../../src/engine/cpu/backward';
import { createBreather } from '../../src/engine/cpu/breather';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { forwardLayer, type Pass } from '../../src/engine/cpu/forward';
import { normalise, normGradient } from '../../src/engine/cpu/norm';
import { momentsOf } from '../../src/engine/cpu/statistics';
import { activationOf, largestSlope, SATURATED_SHARE } from '../../src/model/activations';
import { rangesFor } from '../../src/model/axis';
import type { Experiment } from '../../src/model/experiment';
import { layerShapes } from '../../src/model/layer-shapes';
import type { LayerReport } from '../../src/model/report';
import { made } from './making';
import { forward, gradient, pairwiseCorrelation, type Start, startOf, weightSize } from './plain';

const activations = ['identity', 'relu', 'tanh', 'gelu', 'leaky_relu'] as const;
const norms = ['none', 'layer', 'batch', 'rms'] as const;

const combinations = norms.flatMap((norm) =>
  [false, true].flatMap((residual) =>
    ['zero', 'normal'].flatMap((bias) =>
      activations.map((activation) => ({ norm, residual, bias, activation })),
    ),
  ),
);

/** Widths that keep, shrink and grow; awkward for blocks of four. */
const small = (changes: object) =>
  made({
    scheme: 'kaiming_normal',
    widths: [6, 6, 5, 7],
    depth: 3,
    batch: 5,
    branch: 'typed',
    branchScale: 0.7,
    slope: 0.2,
    epsilon: 1e-3,
    inputMean: 0.5,
    backward: true,
    ...changes,
  });

async function run(experiment: Experiment): Promise<LayerReport[]> {
  const reports = [];
  const ranges = rangesFor('sigma', [experiment]);
  for await (const report of createCpuEngine().run(experiment, { ranges, weights: true }))
    reports.push(report);
  return reports;
}

/** The engine's own matrices: each layer's pass, and its gradients. */
async function passes(experiment: Experiment, start: Start) {
  const breathe = createBreather();
  const forwards: { pass: Pass; x: Float32Array }[] = [];
  let x: Float32Array = Float32Array.from(start.input.flat());
  for (const shape of layerShapes(experiment)) {
    const pass = await forwardLayer(experiment, shape, x, breathe);
    forwards.push({ pass, x });
    x = pass.post;
  }
  let post: Float32Array = Float32Array.from(start.cotangent.flat());
  const gradients = [];
  for (const { pass, x } of forwards.toReversed()) {
    const gradient = await backwardLayer(experiment, pass, x, post, breathe);
    gradients.unshift({ ...gradient, post });
    post = gradient.input;
  }
  return { passes: forwards.map(({ pass }) => pass), gradients };
}

/** Largest difference, relative to the largest number. */
function difference(ours: ArrayLike<number>, plain: readonly number[]): number {
  expect(ours.length).toBe(plain.length);
  const scale = Math.max(...plain.map(Math.abs));
  return Math.max(...plain.map((x, i) => Math.abs(x - ours[i]!))) / scale;
}

/**
 * Three layers of sums of seven, each rounding by 7 · 2⁻²⁵ at most of what it adds up: 6e-7, forward
 * and again backward; a norm divides by the spread of five to seven numbers, which may magnify that.
 */
const FLOAT32 = 5e-6;

describe.each(combinations)('$norm, $activation, residual $residual, bias $bias', (changes) => {
  const experiment = small(changes);

  it('computes forward what float64 does, element by element', async () => {
    const start = await startOf(experiment);
    const plain = forward(experiment, start);
    for (const { shape, pre, post } of (await passes(experiment, start)).passes) {
      expect(difference(pre, plain.pre[shape.layer]!.flat())).toBeLessThan(FLOAT32);
      expect(difference(post, plain.post[shape.layer]!.flat())).toBeLessThan(FLOAT32);
    }
  });

  it('computes backward what differences in float64 give, element by element', async () => {
    const start = await startOf(experiment);
    const { gradients } = await passes(experiment, start);
    for (const [i, shape] of layerShapes(experiment).entries()) {
      const { layer, fanIn, fanOut } = shape;
      const { pre, weight, input, post } = gradients[i]!;
      const size = { rows: experiment.batch, columns: fanOut };
      const by = (what: 'pre' | 'post' | 'weight', at: number, of: typeof size) =>
        gradient(experiment, start, what, at, of);
      expect(difference(pre, by('pre', layer, size))).toBeLessThan(FLOAT32);
      expect(difference(post, by('post', layer, size))).toBeLessThan(FLOAT32);
      expect(difference(weight, by('weight', layer, weightSize(shape)))).toBeLessThan(FLOAT32);
      const inputSize = { ...size, columns: fanIn };
      expect(difference(input, by('post', layer - 1, inputSize))).toBeLessThan(FLOAT32);
    }
  });

  it('reports those matrices’ statistics', async () => {
    const start = await startOf(experiment);
    const { passes: layers, gradients } = await passes(experiment, start);
    const reports = await run(experiment);
    const depth = layers.length;
    for (const [i, { shape, pre, post }] of layers.entries()) {
      const { layer, fanIn, fanOut: units } = shape;
      const first = reports[layer]!;
      expect(first).toMatchObject({ layer, fanIn, units });
      expect(first.pre).toMatchObject(momentsOf(pre));
      expect(first.post).toMatchObject(momentsOf(post));
      const weights = Float32Array.from(start.weights[layer - 1]!.flat());
      expect(first.weight).toMatchObject(momentsOf(weights));
      const last = reports[2 * depth - i]!;
      expect(last).toMatchObject(first);
      expect(last.gradPre).toMatchObject(momentsOf(gradients[i]!.pre));
      expect(last.gradPost).toMatchObject(momentsOf(gradients[i]!.post));
      expect(last.gradWeight).toMatchObject(momentsOf(gradients[i]!.weight));
    }
    expect(reports.at(-1)).toMatchObject(reports[0]!);
    expect(reports.at(-1)!.gradPost).toMatchObject(momentsOf(gradients[0]!.input));
  });

  it('reports the samples’ correlation, dead and saturated units', async () => {
    const start = await startOf(experiment);
    const plain = forward(experiment, start);
    const { activation, slope } = experiment;
    const { phi, derivative } = activationOf(activation);
    const least = SATURATED_SHARE * largestSlope(activation, slope);
    for (const { layer, units, correlation, dead, saturated } of await run(experiment)) {
      const [pre, post] = [plain.pre[layer]!, plain.post[layer]!];
      // Correlations are of order 1, and as exact as the numbers they are taken of.
      expect(Math.abs(correlation.pre - pairwiseCorrelation(pre))).toBeLessThan(FLOAT32);
      expect(Math.abs(correlation.post - pairwiseCorrelation(post))).toBeLessThan(FLOAT32);
      if (layer === 0) {
        expect([dead, saturated]).toEqual([0, 0]);
        continue;
      }
      const isDead = (i: number) => pre.every((row) => phi(row[i]!, slope) === 0);
      const deadUnits = pre[0]!.filter((_, i) => isDead(i)).length;
      const flat = pre.flat().filter((h) => Math.abs(derivative(h, slope)) < least).length;
      expect(dead).toBe(deadUnits / units);
      expect(saturated).toBe(flat / pre.flat().length);
    }
  });
});

describe.each(['layer', 'batch'] as const)('%s normalisation on the CPU', (norm) => {
  const settings = { norm, epsilon: 1e-5, batch: 5, format: 'float32' } as const;

  it('is exact to float32 about a mean of 10⁶ times the spread', () => {
    // Steps of float32’s 1/16 there, along rows and columns alike; their mean lies between two of them.
    const steps = [-2, -1, 0, 1, 3];
    const step = (i: number) => steps[(i + Math.floor(i / 5)) % 5]!;
    const u = Float32Array.from({ length: 25 }, (_, i) => 1e6 + step(i) / 16);
    const std = Math.sqrt((15 / 5 - 0.2 ** 2) / 256 + 1e-5);
    const want = [...u].map((_, i) => (step(i) - 0.2) / 16 / std);
    const rstd = normalise(settings, u);
    // The factor and its product round once each, by 2⁻²⁴ of at most 2.
    for (const [i, h] of u.entries()) expect(Math.abs(h - want[i]!)).toBeLessThan(4 * 2 ** -24);
    const identical = new Float32Array(25).fill(1e6 / 3);
    for (const x of normGradient(settings, identical, u, rstd)) expect(Math.abs(x)).toBe(0);
  });

  it('of identical values is 0', () => {
    const u = new Float32Array(25).fill(0.1);
    normalise(settings, u);
    for (const h of u) expect(Math.abs(h)).toBe(0);
  });
});
