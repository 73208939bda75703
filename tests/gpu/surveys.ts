import { expect } from 'vitest';
import { PART_BYTES, readPart, views, type Words } from '../../src/engine/webgpu/codec';
import { type Grain, partition, perGroup } from '../../src/engine/webgpu/partition';
import { readHealth } from '../../src/engine/webgpu/results';
import { activationSources } from '../../src/engine/webgpu/sources';
import { type ActivationName, flatSlope, limitsOf } from '../../src/model/activations';
import { HISTOGRAM_WORDS } from '../../src/model/histogram';
import { MAX_PARTS, RESULT_WORDS, strideOf } from '../../src/model/memory';
import { mergeMoments } from '../../src/model/moments';
import { asFloats, runKernel } from './harness';

export interface Surveyed {
  readonly h: Float32Array;
  readonly units: number;
  readonly activation?: ActivationName;
  readonly slope?: number;
  readonly grain?: Grain;
  /** Added to branch · φ(h). */
  readonly x?: Float32Array;
  readonly branch?: number;
  readonly format?: number;
  /** h is the input, which goes through no φ. */
  readonly raw?: boolean;
}

/** Rows as kernels store them, with padding of a value that must not count. */
const stored = (values: Float32Array, units: number) => {
  const stride = strideOf(units);
  const words = new Float32Array((values.length / units) * stride).fill(7e7);
  for (let row = 0; row < values.length / units; row++)
    words.set(values.subarray(row * units, (row + 1) * units), row * stride);
  return words;
};

/** Of four slots, the two in the middle are cleared for what is counted next, and their neighbours are not. */
function expectCleared(histograms: Uint32Array): void {
  const left = [0, 1, 2, 3].map(
    (slot) => new Set(histograms.slice(slot * HISTOGRAM_WORDS, (slot + 1) * HISTOGRAM_WORDS)),
  );
  expect(left).toEqual([1, 0, 0, 1].map((word) => new Set([word])));
}

/** So many parts as one, from the first on. */
function momentsAt(parts: Uint32Array, first: number, count: number) {
  const words = views(parts.buffer as ArrayBuffer);
  const own = Array.from({ length: count }, (_, i) => readPart(words, first + i));
  return { ...mergeMoments(own), saturated: own.reduce((sum, part) => sum + part.saturated, 0) };
}

/** A stored matrix without its padding, which must be 0. */
function unpadded(words: Float32Array, units: number): Float32Array {
  const stride = strideOf(units);
  words.forEach((value, i) => {
    if (i % stride >= units) expect(value).toBe(0);
  });
  return words.filter((_, i) => i % stride < units);
}

/** What two kernels tell of a layer [batch, units], and its post-activations without their padding. */
export async function survey(device: GPUDevice, surveyed: Surveyed) {
  const { h, units, activation = 'identity', slope = 0.01, grain = 'serial' } = surveyed;
  const { x, branch = 1, format = 0, raw = false } = surveyed;
  const [batch, stride] = [h.length / units, strideOf(units)];
  const kernels = activationSources(activation, grain);
  const { phi, derivative } = limitsOf(activation, slope);
  const words = stored(h, units);
  const { parts: count, elementsPerPart } = partition(batch, units, 16);
  const partWords = PART_BYTES / 4;
  const out = await runKernel(
    device,
    kernels.survey,
    {
      h: words,
      x: x ? stored(x, units) : new Float32Array(4),
      a: new Float32Array(raw ? 4 : words.length).fill(99),
      parts: new Uint32Array(2 * MAX_PARTS * partWords),
      samples: new Uint32Array(2 * 4 * batch),
      histograms: new Uint32Array(4 * HISTOGRAM_WORDS).fill(1),
    },
    {
      batch,
      units,
      stride,
      rows_per_part: elementsPerPart / stride,
      raw: Number(raw),
      slope,
      skip: Number(Boolean(x)),
      branch,
      format,
      ...phi,
      slope_up: derivative.up,
      slope_down: derivative.down,
      flat: flatSlope(activation, slope),
      first_part: 0,
      first_part_post: MAX_PARTS,
      slot: 1,
    },
    [Math.ceil(count / perGroup(grain, 'survey'))],
  );
  expectCleared(out.histograms!);

  const a = raw ? words : asFloats(out.a);
  const { health } = await runKernel(
    device,
    kernels.columns,
    // What a place has held before is not read.
    {
      h: words,
      a,
      samples: out.samples!,
      health: new Uint32Array(3 * RESULT_WORDS.health).fill(77),
    },
    {
      units,
      stride,
      batch,
      place: 1,
      again: Number(!raw && (Boolean(x) || format !== 0)),
      slope,
      ...phi,
    },
    [Math.ceil(stride / 4 / perGroup(grain, 'columns'))],
  );
  const side = (first: number) => momentsAt(out.parts!, first, count);
  const told: Words = views(health!.buffer as ArrayBuffer);
  return {
    a: raw ? h : unpadded(a, units),
    pre: { ...side(0), ...readHealth(told, RESULT_WORDS.health) },
    post: { ...side(MAX_PARTS), ...readHealth(told, 2 * RESULT_WORDS.health) },
  };
}

/** The gradient of h [batch, units] from that of φ(h), and the moments of both. */
export async function surveyBackward(
  device: GPUDevice,
  {
    h,
    units,
    grad,
    activation = 'identity',
    slope = 0.01,
    grain = 'serial',
    branch = 1,
  }: Surveyed & {
    readonly grad: Float32Array;
  },
) {
  const words = stored(h, units);
  const {
    elements,
    period,
    full,
    rest,
    elementsPerPart,
    parts: count,
  } = partition(h.length / units, units, 16);
  const { derivative, slopeAtNan: nan, compares } = limitsOf(activation, slope);
  const out = await runKernel(
    device,
    activationSources(activation, grain).surveyBackward,
    {
      h: words,
      grad_post: stored(grad, units),
      grad_pre: new Float32Array(words.length).fill(99),
      parts: new Uint32Array((2 * MAX_PARTS * PART_BYTES) / 4),
      histograms: new Uint32Array(4 * HISTOGRAM_WORDS).fill(1),
    },
    {
      elements,
      period,
      full,
      rest,
      elements_per_part: elementsPerPart,
      slope,
      branch,
      format: 0,
      ...derivative,
      nan,
      compares: Number(compares),
      first_part: 0,
      first_part_post: MAX_PARTS,
      slot: 1,
    },
    [Math.ceil(count / perGroup(grain, 'survey'))],
  );
  expectCleared(out.histograms!);
  return {
    gradPre: unpadded(asFloats(out.grad_pre), units),
    pre: momentsAt(out.parts!, 0, count),
    post: momentsAt(out.parts!, MAX_PARTS, count),
  };
}
