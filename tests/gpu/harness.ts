import { afterAll, expect } from 'vitest';
import { deviceOf, onDeviceError } from '../../src/engine/webgpu/device';
import { createKernel, type Params } from '../../src/engine/webgpu/kernel';
import { withConstants } from '../../src/engine/webgpu/sources';

/** Written behind every buffer that a kernel may write, to see that it keeps to its own. */
const GUARD = 0xdeadbeef;
const GUARD_WORDS = 64;

/** A device for one file's tests. Missing WebGPU fails the file; so does any uncaptured error. */
export async function openDevice(): Promise<{ device: GPUDevice; adapter: GPUAdapter }> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) throw new Error('There is no WebGPU adapter: the kernels cannot be tested.');
  const device = await deviceOf(adapter);
  const errors: string[] = [];
  onDeviceError(device, ({ sentence }) => errors.push(sentence));
  afterAll(async () => {
    await device.queue.onSubmittedWorkDone();
    expect(errors).toEqual([]);
    device.destroy();
  });
  return { device, adapter };
}

/** Buffers of a device that are created from now on and not yet destroyed. */
export function liveBuffers(device: GPUDevice): ReadonlySet<GPUBuffer> {
  const live = new Set<GPUBuffer>();
  const createBuffer = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = createBuffer(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    buffer.destroy = () => {
      live.delete(buffer);
      return destroy();
    };
    live.add(buffer);
    return buffer;
  };
  return live;
}

type Words = Uint32Array | Float32Array | Int32Array;

/** One dispatch of a kernel on given storage; returns every storage buffer afterwards. */
export async function runKernel(
  device: GPUDevice,
  code: string,
  storage: Readonly<Record<string, Words>>,
  params: Params,
  workgroups: readonly [number, number?],
): Promise<Record<string, Uint32Array>> {
  const { units = 0, period = 0, full = period } = params;
  const PADDED = units % 4 !== 0 || full !== period;
  const all = { RESIDUAL: true, AGAIN: true, LOG_BINS: true, LINEAR_RANGES: true, PADDED };
  const constants = { FORMAT: params.format ?? 0, ...all };
  const kernel = await createKernel(device, 'under test', withConstants(code, constants));
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const uniforms = device.createBuffer({ size: 256, usage: UNIFORM | COPY_DST });
  const struct = new ArrayBuffer(256);
  kernel.write(params, struct, 0);
  device.queue.writeBuffer(uniforms, 0, struct);

  const buffers = Object.entries(storage).map(([name, words]) => {
    const guarded = new Uint32Array(words.length + GUARD_WORDS).fill(GUARD);
    guarded.set(new Uint32Array(words.buffer, words.byteOffset, words.length));
    const size = guarded.byteLength;
    const buffer = device.createBuffer({ size, usage: STORAGE | COPY_SRC | COPY_DST });
    device.queue.writeBuffer(buffer, 0, guarded);
    const copy = device.createBuffer({ size, usage: MAP_READ | COPY_DST });
    return { name, buffer, copy, length: words.length, size };
  });
  const group = kernel.bind(
    uniforms,
    Object.fromEntries(buffers.map(({ name, buffer }) => [name, buffer])),
  );

  const commands = device.createCommandEncoder();
  const pass = commands.beginComputePass();
  pass.setPipeline(kernel.pipeline);
  pass.setBindGroup(0, group, [0]);
  pass.dispatchWorkgroups(workgroups[0], workgroups[1]);
  pass.end();
  for (const { buffer, copy, size } of buffers)
    commands.copyBufferToBuffer(buffer, 0, copy, 0, size);
  device.queue.submit([commands.finish()]);

  const results: Record<string, Uint32Array> = {};
  for (const { name, buffer, copy, length } of buffers) {
    await copy.mapAsync(GPUMapMode.READ);
    const words = new Uint32Array(copy.getMappedRange().slice(0));
    expect(
      words.slice(length).every((word) => word === GUARD),
      `guard of ${name}`,
    ).toBe(true);
    results[name] = words.slice(0, length);
    buffer.destroy();
    copy.destroy();
  }
  uniforms.destroy();
  return results;
}

export const asFloats = (words: Uint32Array | undefined) => new Float32Array(words!.buffer);
export const asWords = (floats: Float32Array) => new Uint32Array(floats.buffer);

/** Reproducible numbers in [−1, 1) that have nothing to do with the project's own generator. */
export function noise(count: number, seed: number): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}
