import { expect } from 'vitest';
import { PART_BYTES, readPart, views } from '../../src/engine/webgpu/codec';
import { type Grain, partition, perGroup } from '../../src/engine/webgpu/partition';
import { grained } from '../../src/engine/webgpu/sources';
import { HISTOGRAM_WORDS } from '../../src/model/histogram';
import { MAX_PARTS } from '../../src/model/memory';
import { mergeMoments } from '../../src/model/moments';
import { noise, runKernel } from './harness';

export const PER_PART = 4096;

/** How rows lie in memory: one after another, or by quads. */
export type Layout = 'rows' | 'quads';

/** A matrix as kernels store it, with padding of a value that must not count, and what counts of it. */
export function padded(values: Float32Array, units: number, layout: Layout) {
  const rows = values.length / units;
  const { period, full, rest, stride } = partition(rows, units, MAX_PARTS, layout === 'quads');
  const words = new Float32Array(rows * stride).fill(7e7);
  values.forEach((x, i) => {
    const [row, column] = [Math.floor(i / units), i % units];
    const quad = Math.floor(column / 4);
    const place = layout === 'quads' ? quad * rows + row : (row * stride) / 4 + quad;
    words[4 * place + (column % 4)] = x;
  });
  return { words, counting: { period, full, rest } };
}

export async function gpuParts(
  device: GPUDevice,
  values: Float32Array,
  units = values.length,
  layout: Layout = 'rows',
  grain: Grain = 'serial',
) {
  const { words, counting } = padded(values, units, layout);
  const count = Math.ceil(words.length / PER_PART);
  const { parts, histograms } = await runKernel(
    device,
    grained(grain).moments,
    {
      values: words,
      parts: new Uint32Array((count * PART_BYTES) / 4),
      histograms: new Uint32Array(3 * HISTOGRAM_WORDS).fill(1),
    },
    { elements: words.length, ...counting, elements_per_part: PER_PART, first_part: 0, slot: 1 },
    [Math.ceil(count / perGroup(grain, 'moments'))],
  );
  // The slot is cleared for what is counted next, and its neighbours are not.
  const left = (slot: number) =>
    histograms!.subarray(slot * HISTOGRAM_WORDS).slice(0, HISTOGRAM_WORDS);
  expect([0, 1, 2].map((slot) => new Set(left(slot)))).toEqual([1, 0, 1].map((x) => new Set([x])));
  return { parts: parts!, count };
}

export async function gpuMoments(
  device: GPUDevice,
  values: Float32Array,
  units?: number,
  layout?: Layout,
  grain?: Grain,
) {
  const { parts, count } = await gpuParts(device, values, units, layout, grain);
  const words = views(parts.buffer as ArrayBuffer);
  return mergeMoments(Array.from({ length: count }, (_, i) => readPart(words, i)));
}

/** Sums of twelve uniforms: nearly normal, standard deviation 2. */
export const bell = (count: number, scale: number, mean = 0) => {
  const terms = noise(count * 12, 3);
  return Float32Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < 12; j++) sum += terms[12 * i + j]!;
    return sum * scale + mean;
  });
};
