/** A network in plain float64, written for clarity: what the reference engine is held against. */
import { createBreather } from '../../src/engine/cpu/breather';
import { cotangentOf, inputOf } from '../../src/engine/cpu/input';
import { drawBias, scaledWeights, unitWeights } from '../../src/engine/cpu/weights';
import { activationOf } from '../../src/model/activations';
import type { Experiment } from '../../src/model/experiment';
import { branchScaleOf, type LayerShape, layerShapes } from '../../src/model/layer-shapes';

export type Rows = number[][];

export const toRows = (values: ArrayLike<number>, columns: number): Rows =>
  Array.from({ length: values.length / columns }, (_, row) =>
    Array.from({ length: columns }, (_, column) => values[row * columns + column]!),
  );

/** The numbers an experiment starts from, as the engine draws them. */
export interface Start {
  readonly input: Rows;
  readonly cotangent: Rows;
  readonly weights: Rows[];
  readonly biases: number[][];
}

export async function startOf(experiment: Experiment): Promise<Start> {
  const breathe = createBreather();
  const shapes = layerShapes(experiment);
  const weights = await Promise.all(
    shapes.map(async (shape) => {
      const unit = await unitWeights(experiment, shape, breathe);
      return toRows(scaledWeights(experiment, unit, shape.scale), shape.fanIn);
    }),
  );
  const none = () => Promise.reject(new Error('no digits here'));
  return {
    input: toRows(await inputOf(experiment, none, breathe), shapes[0]!.fanIn),
    cotangent: toRows(await cotangentOf(experiment, breathe), shapes.at(-1)!.fanOut),
    weights,
    biases: shapes.map((shape) => [...drawBias(experiment, shape)]),
  };
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const transposed = (rows: Rows): Rows => rows[0]!.map((_, i) => rows.map((row) => row[i]!));

const centredNorm = (epsilon: number) => (values: number[]) => {
  const m = mean(values);
  const variance = mean(values.map((x) => (x - m) ** 2));
  return values.map((x) => (x - m) / Math.sqrt(variance + epsilon));
};

/** [batch, units] → [batch, units]. */
const norms: Record<Experiment['norm'], (u: Rows, epsilon: number) => Rows> = {
  none: (u) => u,
  layer: (u, epsilon) => u.map(centredNorm(epsilon)),
  batch: (u, epsilon) => transposed(transposed(u).map(centredNorm(epsilon))),
  rms: (u, epsilon) =>
    u.map((row) => {
      const rms = Math.sqrt(mean(row.map((x) => x * x)) + epsilon);
      return row.map((x) => x / rms);
    }),
};

/** Adds `by` to one number on the way: what a difference quotient needs. */
export interface Bump {
  readonly what: 'pre' | 'post' | 'weight';
  /** 0 is the input, which is a post-activation. */
  readonly layer: number;
  readonly row: number;
  readonly column: number;
  readonly by: number;
}

export interface Activations {
  readonly pre: Rows[];
  readonly post: Rows[];
}

/** Pre- and post-activations of layers 0 … depth. */
export function forward(experiment: Experiment, start: Start, bump?: Bump): Activations {
  const { norm, epsilon, activation, slope } = experiment;
  const { phi } = activationOf(activation);
  const bumped = (rows: Rows, what: Bump['what'], layer: number): Rows => {
    if (bump?.what !== what || bump.layer !== layer) return rows;
    const copy = rows.map((row) => [...row]);
    copy[bump.row]![bump.column]! += bump.by;
    return copy;
  };
  const input = bumped(start.input, 'post', 0);
  const [pre, post] = [[input], [input]];
  for (const { layer, skip } of layerShapes(experiment)) {
    const x = post.at(-1)!;
    const w = bumped(start.weights[layer - 1]!, 'weight', layer);
    const b = start.biases[layer - 1]!;
    const u = x.map((xs) => w.map((ws, i) => ws.reduce((sum, v, k) => sum + v * xs[k]!, b[i]!)));
    const h = bumped(norms[norm](u, epsilon), 'pre', layer);
    const s = branchScaleOf(experiment);
    const a = h.map((hs, row) =>
      hs.map((v, i) => (skip ? x[row]![i]! + s * phi(v, slope) : phi(v, slope))),
    );
    pre.push(h);
    post.push(bumped(a, 'post', layer));
  }
  return { pre, post };
}

/** Σ G ⊙ a_L, the scalar whose gradients the backward pass takes. */
export const scalar = (experiment: Experiment, start: Start, bump?: Bump) =>
  forward(experiment, start, bump)
    .post.at(-1)!
    .reduce((sum, row, r) => row.reduce((s, a, i) => s + a * start.cotangent[r]![i]!, sum), 0);

/** ∂ scalar / ∂ x of every element of one matrix, by central differences. */
export function gradient(
  experiment: Experiment,
  start: Start,
  what: Bump['what'],
  layer: number,
  { rows, columns }: { rows: number; columns: number },
): number[] {
  const step = 1e-5;
  return Array.from({ length: rows * columns }, (_, i) => {
    const place = { what, layer, row: Math.floor(i / columns), column: i % columns };
    const up = scalar(experiment, start, { ...place, by: step });
    const down = scalar(experiment, start, { ...place, by: -step });
    return (up - down) / (2 * step);
  });
}

/** Every pair of samples' correlation coefficient over the units, averaged. */
export function pairwiseCorrelation(rows: Rows): number {
  const pairs: number[] = [];
  for (const [i, a] of rows.entries())
    for (const b of rows.slice(i + 1)) {
      const [ma, mb] = [mean(a), mean(b)];
      const covariance = mean(a.map((x, k) => (x - ma) * (b[k]! - mb)));
      const [va, vb] = [mean(a.map((x) => (x - ma) ** 2)), mean(b.map((x) => (x - mb) ** 2))];
      pairs.push(covariance / Math.sqrt(va * vb));
    }
  return mean(pairs);
}

/** The dimensions of a layer's weights. */
export const weightSize = ({ fanIn, fanOut }: LayerShape) => ({ rows: fanOut, columns: fanIn });
