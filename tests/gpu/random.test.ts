import { describe, expect, it } from 'vitest';
import philoxSource from '../../shaders/philox.wgsl?raw';
import { drawRow } from '../../src/engine/cpu/sampling';
import { drawSources } from '../../src/engine/webgpu/sources';
import { philox } from '../../src/model/philox';
import { asFloats, openDevice, runKernel } from './harness';

const { device, adapter } = await openDevice();
const { description, vendor, architecture } = adapter.info;
console.info(`WebGPU adapter: ${description || `${vendor} ${architecture}`}`);

/** Philox alone: counters count up from a start, with carry from word to word left out. */
const philoxKernel = `${philoxSource}
struct Task { c0: u32, c1: u32, c2: u32, c3: u32, k0: u32, k1: u32, count: u32 }
@group(0) @binding(0) var<uniform> task: Task;
@group(0) @binding(1) var<storage, read_write> words: array<vec4u>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= task.count) { return; }
  let counter = vec4u(task.c0 + id.x, task.c1, task.c2, task.c3);
  words[id.x] = philox(counter, vec2u(task.k0, task.k1));
}`;

type Four = [number, number, number, number];

async function gpuPhilox([c0, c1, c2, c3]: Four, [k0, k1]: [number, number], count: number) {
  const params = { c0, c1, c2, c3, k0, k1, count };
  const storage = { words: new Uint32Array(4 * count) };
  const { words } = await runKernel(device, philoxKernel, storage, params, [Math.ceil(count / 64)]);
  return words!;
}

const ones = 0xffffffff;

describe('philox on the GPU', () => {
  it.each<[Four, [number, number], Four]>([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [ones, ones, ones, ones],
      [ones, ones],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])('of %j under %j is known', async (counter, key, answer) => {
    expect([...(await gpuPhilox(counter, key, 1))]).toEqual(answer);
  });

  it('has the CPU’s bits at 2²⁰ counters', async () => {
    const count = 2 ** 20;
    const words = await gpuPhilox([0, 5, 3, 0], [42, 1], count);
    const out = new Uint32Array(4);
    let differences = 0;
    for (let i = 0; i < count; i++) {
      philox(out, [i, 5, 3, 0], [42, 1]);
      for (let j = 0; j < 4; j++) if (out[j] !== words[4 * i + j]) differences++;
    }
    expect(differences).toBe(0);
  });
});

interface Shape {
  readonly rows: number;
  readonly columns: number;
  readonly scale: number;
  readonly mean: number;
}

const CORRELATION = 0.3;

/** Draws on the GPU, stored row by row. */
async function gpuDraw(distribution: keyof typeof bounds, shape: Shape, seed = 42) {
  const { rows, columns, scale, mean } = shape;
  const quads = Math.ceil(columns / 4);
  const { matrix } = await runKernel(
    device,
    drawSources[`draw ${distribution}`],
    { matrix: new Float32Array(rows * quads * 4).fill(99), kept: new Float32Array(4) },
    {
      row_begin: 0,
      row_end: rows,
      columns,
      layer: 3,
      seed,
      stream: 1,
      scale,
      mean,
      correlation: CORRELATION,
      format: 0,
      row_step: quads,
      quad_step: 1,
      keep: 0,
    },
    [Math.ceil(rows / 64), quads],
  );
  return asFloats(matrix);
}

/**
 * WGSL's log may err by 2⁻²¹ next to 1, so that the Box–Muller radius, its root, errs by 1e-3 where it is
 * nearly 0; else all is float32's accuracy. Uniform draws are rounded a few times; the cut normal's
 * argument of log is never far from 1, and its slope at ±2 is 4.6 times that at 0.
 */
const bounds = {
  normal: 1e-3,
  correlated: 1e-3,
  uniform: 1e-6,
  trunc_normal: 1e-5,
  constant: 0,
  eye: 0,
} as const;

describe.each(Object.keys(bounds) as (keyof typeof bounds)[])(
  '%s draws on the GPU',
  (distribution) => {
    it.each([
      { rows: 1, columns: 1, scale: 1, mean: 0 },
      { rows: 65, columns: 63, scale: 0.5, mean: -3 },
      { rows: 257, columns: 1024, scale: 1, mean: 0 },
      ...[63, 64, 255, 256, 257].map((size) => ({ rows: size, columns: size, scale: 2, mean: 1 })),
    ])('are the CPU’s ($rows × $columns, scale $scale, mean $mean)', async (shape) => {
      const { rows, columns, scale, mean } = shape;
      const stride = Math.ceil(columns / 4) * 4;
      const drawn = await gpuDraw(distribution, shape);
      const expected = new Float32Array(columns);
      const place = { columns, layer: 3, seed: 42, stream: 1, scale, mean };
      let [worst, squares] = [0, 0];
      for (let row = 0; row < rows; row++) {
        drawRow({ ...place, distribution, correlation: CORRELATION }, row, expected);
        for (let column = 0; column < stride; column++) {
          const value = drawn[row * stride + column]!;
          if (column >= columns) {
            expect(value).toBe(0);
            continue;
          }
          const error = Math.abs(value - expected[column]!);
          worst = Math.max(worst, error);
          squares += error ** 2;
        }
      }
      expect(worst).toBeLessThanOrEqual(bounds[distribution] * scale);
      // Radii below 0.05 are one in 800: over all draws the error is small.
      expect(Math.sqrt(squares / (rows * columns))).toBeLessThan(1e-5);
    });
  },
);

it('keeps 10⁷ draws finite, with the moments of a standard normal', async () => {
  let [n, infinite, sum, squares] = [0, 0, 0, 0];
  for (const seed of [1, 2, 3]) {
    const shape = { rows: 2048, columns: 2048, scale: 1, mean: 0 };
    const drawn = await gpuDraw('normal', shape, seed);
    for (const x of drawn) {
      if (!Number.isFinite(x)) infinite++;
      sum += x;
      squares += x * x;
    }
    n += drawn.length;
  }
  expect(n).toBeGreaterThan(1e7);
  expect(infinite).toBe(0);
  expect(Math.abs(sum / n)).toBeLessThan(5 / Math.sqrt(n));
  // Five standard errors of a variance, √(2/n) each.
  expect(Math.abs(squares / n - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
});
