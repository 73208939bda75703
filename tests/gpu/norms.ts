import type { Params } from '../../src/engine/webgpu/kernel';
import { sources } from '../../src/engine/webgpu/sources';
import { strideOf } from '../../src/model/memory';
import { asFloats, runKernel } from './harness';
import { range, SIZES } from './matrices';

export const EPSILON = 1e-5;

const norms = {
  layer: { forward: 'normRows', backward: 'normRowsBackward', center: 1 },
  rms: { forward: 'normRows', backward: 'normRowsBackward', center: 0 },
  batch: { forward: 'normColumns', backward: 'normColumnsBackward', center: 1 },
} as const;
export type Norm = keyof typeof norms;
export const normNames = Object.keys(norms) as Norm[];
export const centredNorms = ['layer', 'batch'] as const;

/** Batches and widths, awkward for the workgroups. */
export const awkwardNorms = SIZES.flatMap((size) => [
  [size, 65],
  [31, size],
]) as [batch: number, units: number][];

/** A matrix of rows one after another, without padding. */
export interface Matrix {
  readonly values: Float32Array;
  readonly batch: number;
  readonly units: number;
}

/** Indices of the elements that are normalised together. */
export const groupsOf = (norm: Norm, { batch, units }: Matrix) =>
  norm === 'batch'
    ? range(units).map((unit) => range(batch).map((s) => s * units + unit))
    : range(batch).map((s) => range(units).map((unit) => s * units + unit));

/** Rows filled up with zeros, as kernels store them; and back. */
function padded({ values, units, batch }: Matrix): Float32Array {
  const words = new Float32Array(batch * strideOf(units));
  for (const s of range(batch))
    words.set(values.subarray(s * units, (s + 1) * units), s * strideOf(units));
  return words;
}
const unpadded = (words: Float32Array, { values, units }: Matrix) =>
  values.map((_, i) => words[Math.floor(i / units) * strideOf(units) + (i % units)]!);

/** What the kernels make of pre-activations u, and of gradients with respect to the result. */
export async function onGpu(device: GPUDevice, norm: Norm, u: Matrix, grad: Matrix) {
  const { forward, backward, center } = norms[norm];
  const { batch, units } = u;
  const layout = { units, stride: strideOf(units), first_scale: 3, format: 0 };
  const params: Params = norm === 'batch' ? { ...layout, batch } : { ...layout, center };
  const dispatch = [norm === 'batch' ? Math.ceil(units / 64) : batch] as const;
  const scales = new Float32Array(3 + (norm === 'batch' ? units : batch));
  const there = await runKernel(
    device,
    sources[forward],
    { h: padded(u), scales },
    { ...params, epsilon: EPSILON },
    dispatch,
  );
  const back = await runKernel(
    device,
    sources[backward],
    { h: there.h!, scales: there.scales!, grad: padded(grad) },
    params,
    dispatch,
  );
  return { h: unpadded(asFloats(there.h), u), gradient: unpadded(asFloats(back.grad), u) };
}

const meanOf = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** One group's result, gradient and 1/√(variance + ε) in double precision. */
export function inDouble(norm: Norm, us: number[], gs: number[]) {
  const { center } = norms[norm];
  const mean = center * meanOf(us);
  const scale = 1 / Math.sqrt(meanOf(us.map((x) => (x - mean) ** 2)) + EPSILON);
  const h = us.map((x) => (x - mean) * scale);
  const meanG = center * meanOf(gs);
  const centred = gs.map((x) => x - meanG);
  const along = meanOf(centred.map((x, i) => x * h[i]!));
  return { h, gradient: centred.map((x, i) => scale * (x - h[i]! * along)), scale };
}
