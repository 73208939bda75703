import { describe, expect, it } from 'vitest';
import { heights } from '../../src/model/view';
import { BAR_COLOUR } from '../../src/scene/bar-colour';
import { BAR_TOP, LEAST_HEIGHT } from '../../src/scene/bar-height';
import { heightRows, unitsOf } from '../../src/scene/height-scale';
import { stackOf, UNIT_HEIGHT } from '../../src/scene/layout';
import { asFloats, openDevice, runKernel } from './harness';

const { device } = await openDevice();

const kernel = `
struct Params {
  scale: f32,
  per_value: f32,
  log_unit: f32,
  peak_share: f32,
  plain: u32,
  length: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> counts: array<u32>;
@group(0) @binding(2) var<storage, read_write> tops: array<f32>;
${BAR_TOP}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.length) { return; }
  let p = params;
  tops[id.x] = barTop(counts[id.x], p.scale, p.per_value, p.log_unit, p.peak_share, p.plain != 0u);
}
`;

const ranges = {
  linear: { kind: 'linear', low: -4, high: 4 },
  log: { kind: 'log', low: -3, high: 39 },
} as const;
/** Exact as float32 and as u32; from nothing to all of the largest layer there can be. */
const counts = Uint32Array.from([0, 1, 2, 3, 7, 100, 783, 1000, 25_088, 100_352, 802_816, 2 ** 24]);
const largest = 2 ** 24;

const cases = Object.keys(heights).flatMap((height) =>
  Object.keys(ranges).flatMap((range) =>
    [true, false].flatMap((plain) =>
      [1, 1000, 100_352, largest].map((elements) => ({ height, range, plain, elements })),
    ),
  ),
) as readonly {
  height: keyof typeof heights;
  range: keyof typeof ranges;
  plain: boolean;
  elements: number;
}[];

describe('a bar', () => {
  it.each(cases)('is as high on the GPU as on the CPU: %o', async (c) => {
    const { height, range, plain, elements } = c;
    const stack = stackOf(50, ranges[range]);
    const scale = heightRows[height].scale(largest);
    const { tops } = await runKernel(
      device,
      kernel,
      { counts, tops: new Float32Array(counts.length) },
      {
        scale: 1 / elements,
        per_value: scale.perValue,
        log_unit: scale.logUnit,
        peak_share: stack.peakShare,
        plain: Number(plain),
        length: counts.length,
      },
      [Math.ceil(counts.length / 64)],
    );
    const wrong = [...asFloats(tops)].flatMap((top, i) => {
      const count = counts[i]!;
      if (count > elements) return [];
      const units = unitsOf(scale, stack, { count, elements, plain });
      const want = count === 0 ? 0 : Math.max(units * UNIT_HEIGHT, LEAST_HEIGHT);
      // Sixteen roundings of 2⁻²⁴, of which WGSL allows its log three, or 2⁻²¹ near 1; and a constant
      // with six decimals, times the largest logarithm there is.
      const bound = 2 ** -20 * want + UNIT_HEIGHT * (2 ** -21 + 5e-7 * Math.log(2 ** 24 * 100));
      return Math.abs(top - want) <= bound ? [] : [{ count, want, top, bound }];
    });
    expect(wrong).toEqual([]);
  });
});

describe('a bar’s colour', () => {
  const colours = `
struct Params { plate: f32, marked: f32, column: f32, length: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> tops: array<f32>;
@group(0) @binding(2) var<storage, read_write> presence: array<f32>;
${BAR_COLOUR}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.length) { return; }
  let marked = vec2f(params.marked, params.column);
  presence[id.x] = barColour(
    vec3f(1.0), 1.0, vec3f(0.0), vec3f(1.0), tops[id.x], params.plate, 0.0, 3u, 7u, marked
  ).x;
}
`;
  /** How much of its own colour a bar of a height has, in units of a bell's peak. */
  async function presenceOf(units: readonly number[], params = {}) {
    const tops = Float32Array.from(units, (one) => Math.max(one * UNIT_HEIGHT, LEAST_HEIGHT));
    const { presence } = await runKernel(
      device,
      colours,
      { tops, presence: new Float32Array(tops.length) },
      { plate: 0, marked: -1, column: -1, length: tops.length, ...params },
      [1],
    );
    return [...asFloats(presence)];
  }

  it('fades into the floor where it holds next to nothing, and not from an eighth of a peak on', async () => {
    // One of 8192 values, of which a bell’s highest bin holds some hundred; ten of them; and more.
    const [one, ten, ...rest] = await presenceOf([0.01, 0.1, 0.125, 1, 2]);
    expect(one).toBeCloseTo(0.3, 1);
    expect(ten).toBeGreaterThan(0.8);
    expect(rest).toEqual([1, 1, 1]);
  });

  it('is a broken layer’s plate’s, however low, and a bar’s that is pointed at', async () => {
    expect(await presenceOf([0.01], { plate: 1 })).toEqual([1]);
    const [pointed] = await presenceOf([0.01], { marked: 3, column: 7 });
    expect(pointed).toBeGreaterThan(0.9);
  });
});
