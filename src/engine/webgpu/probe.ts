/**
 * What an adapter does where WGSL leaves it free, each measured by a kernel of one thread: of inf and NaN, and of
 * float32's subnormals, which may become 0. The kernels do not rely on it: it is told, not used.
 */
import type { NonFinite } from '../../model/adapter';
import { createKernel, type Params } from './kernel';
import { nonFiniteSource, subnormalsSource } from './sources';

interface Probe {
  readonly name: string;
  readonly source: string;
  readonly storage: Readonly<Record<string, Float32Array<ArrayBuffer>>>;
  readonly params: Params;
  /** Words that the kernel writes into `results`. */
  readonly words: number;
}

/** What the kernel has written into `results`. */
async function probe(
  device: GPUDevice,
  { name, source, storage, params, words }: Probe,
): Promise<ArrayBuffer> {
  const kernel = await createKernel(device, name, source);
  const made: GPUBuffer[] = [];
  const buffer = (size: number, usage: number) => {
    made.push(device.createBuffer({ label: name, size, usage }));
    return made.at(-1)!;
  };
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const bytes = new ArrayBuffer(256);
  kernel.write(params, bytes, 0);
  const uniforms = buffer(bytes.byteLength, UNIFORM | COPY_DST);
  device.queue.writeBuffer(uniforms, 0, bytes);
  const inputs = Object.entries(storage).map(([variable, values]) => {
    const input = buffer(values.byteLength, STORAGE | COPY_DST);
    device.queue.writeBuffer(input, 0, values);
    return [variable, input];
  });
  const size = 4 * words;
  const results = buffer(size, STORAGE | COPY_SRC);
  const staging = buffer(size, MAP_READ | COPY_DST);

  try {
    const commands = device.createCommandEncoder();
    const pass = commands.beginComputePass();
    pass.setPipeline(kernel.pipeline);
    pass.setBindGroup(0, kernel.bind(uniforms, { ...Object.fromEntries(inputs), results }), [0]);
    pass.dispatchWorkgroups(1);
    pass.end();
    commands.copyBufferToBuffer(results, 0, staging, 0, size);
    device.queue.submit([commands.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    return staging.getMappedRange().slice(0);
  } finally {
    for (const each of made) each.destroy();
  }
}

const INFINITY = 0x7f800000;
const isNan = (bits: number) => (bits & 0x7fffffff) > INFINITY;

/** What the kernel of inf and NaN is given: any number in NaN's place gives what it gives. */
export const nonFiniteCase = (huge = 1e30, inf = Number.POSITIVE_INFINITY, nan = Number.NaN) => ({
  storage: { x: Float32Array.of(huge, inf, inf, nan, nan) },
  params: { zero: 0 },
  words: 4,
});

/** Reads that kernel's results. */
export const nonFiniteOf = ([product, difference, unequal, maximum]: Uint32Array): NonFinite => ({
  overflows: product === INFINITY,
  isNanMade: isNan(difference!),
  isNanUnequal: unequal === 1,
  isNanKept: isNan(maximum!),
});

/** What the adapter makes of inf and NaN, in one small submission. */
export const measureNonFinite = async (device: GPUDevice): Promise<NonFinite> => {
  const about = { name: 'non-finite', source: nonFiniteSource, ...nonFiniteCase() };
  return nonFiniteOf(new Uint32Array(await probe(device, about)));
};

/**
 * What the kernel of subnormals is given, and what it finds where none is lost. With `up` the numbers are
 * 2^up larger: from 20 on none is subnormal.
 */
export function subnormalCases(up = 0) {
  const [tiny, smallest] = [2 ** (up - 140), 2 ** (up - 126)];
  const half = 2 ** -70;
  return {
    storage: {
      x: Float32Array.of(tiny / half, 1.5 * smallest, tiny, 1),
      weights: Float32Array.of(
        ...[half, 0, 0, 0],
        ...[0, 1, 0, -smallest],
        ...[0, 0, 2 ** 20, 0],
        ...[half, 0, 1, 0],
      ),
      h: Float32Array.of(tiny, -(2 ** (up - 100)), smallest, 0),
    },
    params: { quads: 1, slope: 2 ** -40, skip: 0, branch: 0.5 },
    expected: Float32Array.of(
      // A product, a difference, a factor, and a sum of a product and a factor.
      ...[tiny, smallest / 2, tiny * 2 ** 20, 2 * tiny],
      ...[tiny / 2, -tiny / 2, smallest / 2, 0],
    ),
  };
}

/** Whether the adapter makes subnormals 0, in one small submission. */
export async function flushesSubnormals(device: GPUDevice): Promise<boolean> {
  const { storage, params, expected } = subnormalCases();
  const words = expected.length;
  const about = { name: 'subnormals', source: subnormalsSource, storage, params, words };
  const found = new Float32Array(await probe(device, about));
  return found.some((value, i) => value !== expected[i]);
}
