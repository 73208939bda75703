import { describe, expect, it } from 'vitest';
import { heights } from '../../src/model/view';
import { BAR_COLOUR } from '../../src/scene/bar-colour';
import { BAR_TOP, LEAST_HEIGHT } from '../../src/scene/bar-height';
import { BAR_LIGHT, TOP_LIGHT } from '../../src/scene/bar-light';
import { heightRows, unitsOf } from '../../src/scene/height-scale';
import { stackOf, UNIT_HEIGHT } from '../../src/scene/layout';
import { WALL_CORNER } from '../../src/scene/wall-shader';
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
struct Params {
  plate: f32,
  marked: f32,
  column: f32,
  overhead: f32,
  haze: f32,
  wall: u32,
  length: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> tops: array<f32>;
@group(0) @binding(2) var<storage, read_write> presence: array<f32>;
${BAR_COLOUR}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.length) { return; }
  let marked = vec2f(params.marked, params.column);
  presence[id.x] = barColour(
    vec3f(0.5), 1.0, vec3f(0.0), vec3f(1.0), tops[id.x],
    params.wall != 0u, params.plate, params.overhead, params.haze, 3u, 7u, marked
  ).x * 2.0;
}
`;
  const plain = { plate: 0, marked: -1, column: -1, overhead: 0, haze: 0, wall: 0 };
  /** How much of its own colour a bar of a height has, in units of a bell's peak. */
  async function presenceOf(units: readonly number[], params = {}) {
    const tops = Float32Array.from(units, (one) => Math.max(one * UNIT_HEIGHT, LEAST_HEIGHT));
    const { presence } = await runKernel(
      device,
      colours,
      { tops, presence: new Float32Array(tops.length) },
      { ...plain, length: tops.length, ...params },
      [1],
    );
    return [...asFloats(presence)];
  }

  it('fades into the floor where it holds next to nothing, and not from a sixth of a peak on', async () => {
    // One of 8192 values, of which a bell’s highest bin holds some hundred; ten of them; and more.
    const [one, ten, ...rest] = await presenceOf([0.01, 0.1, 0.17, 1, 2]);
    expect(one).toBeLessThan(0.15);
    expect(ten).toBeGreaterThan(0.5);
    expect(rest).toEqual([1, 1, 1]);
  });

  it('is a wall’s from far less on', async () => {
    const [nothing, little] = await presenceOf([0.01, 0.07], { wall: 1 });
    const [bar] = await presenceOf([0.07]);
    expect(nothing).toBeLessThan(0.25);
    expect(little).toBe(1);
    expect(bar).toBeLessThan(0.6);
  });

  it('is a broken layer’s plate’s, however low, but not all of it', async () => {
    const [low] = await presenceOf([0.01], { plate: 1 });
    expect(low).toBeGreaterThan(0.7);
    expect(low).toBeLessThan(1);
    expect(await presenceOf([0.01], { plate: 1, overhead: 1 })).toEqual([1]);
  });

  it('is brighter in the layer that is pointed at, tails and all, and a little weaker in the others', async () => {
    const heights = [0.01, 0.1, 1];
    const own = await presenceOf(heights);
    const lit = await presenceOf(heights, { marked: 3 });
    const others = await presenceOf(heights, { marked: 2 });
    for (const [i, presence] of own.entries()) {
      expect(lit[i]).toBeGreaterThan(1.2);
      expect(others[i]).toBeCloseTo(0.8 * presence, 5);
    }
    const [bin] = await presenceOf([0.01], { marked: 3, column: 7 });
    expect(bin).toBeGreaterThan(1.8);
  });

  it('recedes with the distance, but in a heatmap', async () => {
    const [far] = await presenceOf([1], { haze: 0.2 });
    expect(far).toBeCloseTo(0.8, 5);
    expect(await presenceOf([1], { haze: 0.2, overhead: 1 })).toEqual(
      await presenceOf([1], { overhead: 1 }),
    );
  });
});

describe('the light on a bar', () => {
  const lights = `
struct Params { y: f32, foot: u32, across: f32, overhead: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> result: array<f32>;
${BAR_LIGHT}
@compute @workgroup_size(1)
fn main() {
  let p = params;
  result[0] = barLight(vec3f(0.0, 0.0, 1.0), p.y, p.foot != 0u, p.across, true, true, p.overhead);
  result[1] = barLight(vec3f(0.0, 1.0, 0.0), p.y, p.foot != 0u, p.across, true, true, p.overhead);
}
`;
  async function lightAt(params = {}) {
    const { result } = await runKernel(
      device,
      lights,
      { result: new Float32Array(2) },
      { y: UNIT_HEIGHT, foot: 0, across: 0, overhead: 0, ...params },
      [1],
    );
    const [ahead, up] = asFloats(result);
    return { ahead: ahead!, up: up! };
  }

  it('falls off towards its foot, and behind a row that stands above it', async () => {
    const free = await lightAt();
    const foot = await lightAt({ y: 0, foot: 1 });
    const among = await lightAt({ across: UNIT_HEIGHT });
    const under = await lightAt({ across: 2 * UNIT_HEIGHT });
    expect(foot.ahead).toBeLessThan(0.85 * free.ahead);
    expect(among.up).toBeLessThan(free.up);
    expect(under.up).toBeLessThan(0.7 * free.up);
    // A field of even height keeps its brightness.
    expect(among.up).toBeGreaterThan(0.85 * free.up);
    expect(free.ahead).toBeLessThan(free.up);
  });

  it('is even from above, where colours are the legend’s', async () => {
    const under = await lightAt({ across: 2 * UNIT_HEIGHT, overhead: 1 });
    expect(under.up).toBeCloseTo(TOP_LIGHT, 5);
  });
});

describe('a wall', () => {
  const walls = `
struct Params { layer: u32, last: u32, own: f32, before: f32, behind: f32, front: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> corners: array<vec4f>;
${WALL_CORNER}
fn corner(at: vec3f, face: vec3f) -> vec4f {
  let p = params;
  let before = (at.z > 0.5) == (p.front != 0u);
  let across = select(min(p.layer + 1u, p.last), max(p.layer, 1u) - 1u, before);
  let height = select(p.behind, p.before, before);
  let z = -f32(p.layer);
  return wallCorner(
    at, face, p.layer, vec2f(5.0, 6.0), p.own, across, height, true, p.front != 0u, z, 1.0, 0.7
  );
}
@compute @workgroup_size(1)
fn main() {
  let up = vec3f(0.0, 1.0, 0.0);
  corners[0] = corner(vec3f(1.0, 1.0, 1.0), up);
  corners[1] = corner(vec3f(1.0, 1.0, 0.0), up);
  corners[2] = corner(vec3f(1.0, 1.0, 1.0), vec3f(0.0, 0.0, 1.0));
  corners[3] = corner(vec3f(1.0, 0.0, 1.0), vec3f(1.0, 0.0, 0.0));
}
`;
  /** The rim's ends towards the eye and away from it, its end face, and its foot; x, y, z and light. */
  async function wallOf(params: Record<string, number>) {
    const { corners } = await runKernel(
      device,
      walls,
      { corners: new Float32Array(16) },
      { last: 9, before: 0, behind: 0, front: 1, ...params },
      [1],
    );
    const floats = [...asFloats(corners)];
    const at = (i: number) => floats.slice(4 * i, 4 * i + 4);
    return { near: at(0), away: at(1), end: at(2), foot: at(3) };
  }

  it('runs from layer to layer without a gap, as high as each', async () => {
    const third = await wallOf({ layer: 3, own: 0.5, before: 0.25, behind: 1 });
    const fourth = await wallOf({ layer: 4, own: 1, before: 0.5, behind: 0.75 });
    expect(third.near.slice(0, 3)).toEqual([6, 0.5, -3]);
    expect(third.away).toEqual(fourth.near);
    // Its ends are inside.
    expect(fourth.end).toEqual([0, 0, 0, 0]);
    expect(third.foot[1]).toBe(0);
    expect(third.foot[3]).toBeLessThan(third.near[3]! * 0.6);
  });

  it('ends where the layers do, and is closed there', async () => {
    const last = await wallOf({ layer: 9, own: 0.5, before: 0.5, behind: 9 });
    expect(last.away.slice(1, 3)).toEqual([0.5, expect.closeTo(-9.7, 5)]);
    const first = await wallOf({ layer: 0, own: 0.5, before: 9, behind: 0.5 });
    expect(first.end.slice(1, 3)).toEqual([0.5, expect.closeTo(0, 5)]);
  });

  it('is the same from behind', async () => {
    const fromFront = await wallOf({ layer: 3, own: 0.5, before: 0.25, behind: 1 });
    const fromBehind = await wallOf({ layer: 3, own: 0.5, before: 0.25, behind: 1, front: 0 });
    expect(fromBehind.near).toEqual(fromFront.away);
    expect(fromBehind.away).toEqual(fromFront.near);
  });

  it('lies below the floor where it holds nothing', async () => {
    const empty = await wallOf({ layer: 3, own: 0, before: 0.5, behind: 0.5 });
    expect(empty.near[1]).toBeLessThan(-0.02);
    expect(empty.away[1]).toBe(0.5);
    expect(empty.foot[1]).toBe(empty.near[1]);
  });
});
