import { describe, expect, it } from 'vitest';
import floatBits from '../../shaders/float_bits.wgsl?raw';
import formats from '../../shaders/formats.wgsl?raw';
import { type NumberFormatName, numberFormats } from '../../src/model/number-format';
import { asFloats, openDevice, runKernel } from './harness';

const { device } = await openDevice();

const kernel = `${floatBits}${formats}
struct Task { count: u32, format: u32 }
@group(0) @binding(0) var<uniform> task: Task;
@group(0) @binding(1) var<storage, read_write> words: array<u32>;
@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= task.count) { return; }
  words[id.x] = rounded_bits(words[id.x], task.format);
}`;

async function gpuRound(words: Uint32Array, name: NumberFormatName) {
  const params = { count: words.length, format: numberFormats[name].code };
  const groups = Math.ceil(words.length / 256);
  return (await runKernel(device, kernel, { words }, params, [groups])).words!;
}

/** Every 2¹³-th float32 and its neighbours: all of float16's and bfloat16's numbers, and both their ties. */
function everywhere(): Uint32Array {
  const words: number[] = [];
  for (let base = 0; base < 2 ** 32; base += 2 ** 12)
    for (const step of [-1, 0, 1]) words.push((base + step) >>> 0);
  return Uint32Array.from(words);
}

const isNan = (bits: number) => (bits & 0x7fffffff) > 0x7f800000;
const subnormal = (x: number) => Math.abs(x) < 2 ** -126;

describe.each(Object.keys(numberFormats) as NumberFormatName[])('rounding to %s', (name) => {
  it('is the table’s, bit by bit', async () => {
    const words = everywhere();
    const [rounded, values] = [await gpuRound(words, name), asFloats(words)];
    let wrong = 0;
    const expected = new Float32Array(1);
    const expectedBits = new Uint32Array(expected.buffer);
    words.forEach((bits, i) => {
      // float32's subnormals are 0 on adapters that flush, and far below float16's.
      if (isNan(bits) ? !isNan(rounded[i]!) : false) wrong++;
      if (isNan(bits) || subnormal(values[i]!)) return;
      expected[0] = numberFormats[name].round(values[i]!);
      if (rounded[i] !== expectedBits[0]) wrong++;
    });
    expect(wrong).toBe(0);
  });
});

it.each([
  ['float16', 65519.99, 65504],
  ['float16', 65520, Number.POSITIVE_INFINITY],
  ['float16', -1e30, Number.NEGATIVE_INFINITY],
  ['float16', 2048 + 1, 2048],
  ['float16', 2048 + 3, 2048 + 4],
  ['float16', 2 ** -25, 0],
  ['float16', 2 ** -25 * 1.001, 2 ** -24],
  ['bfloat16', 256 + 1, 256],
  ['bfloat16', 256 + 3, 256 + 4],
  ['bfloat16', 3.4e38, Number.POSITIVE_INFINITY],
] as const)('%s has %f as %f', async (name, x, want) => {
  const words = new Uint32Array(Float32Array.of(x).buffer);
  expect(asFloats(await gpuRound(words, name))[0]).toBe(want);
});
