/** Whether an adapter keeps float32's subnormals: WGSL leaves it free to make them 0. */
import { createKernel } from './kernel';
import { subnormalsSource } from './sources';

/**
 * What the kernel is given, and what it finds where no subnormal is lost. With `up` the numbers are
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

/** Measures it, in one small submission. */
export async function flushesSubnormals(device: GPUDevice): Promise<boolean> {
  const { storage, params, expected } = subnormalCases();
  const kernel = await createKernel(device, 'subnormals', subnormalsSource);
  const made: GPUBuffer[] = [];
  const buffer = (size: number, usage: number) => {
    made.push(device.createBuffer({ label: 'subnormals', size, usage }));
    return made.at(-1)!;
  };
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const bytes = new ArrayBuffer(256);
  kernel.write(params, bytes, 0);
  const uniforms = buffer(bytes.byteLength, UNIFORM | COPY_DST);
  device.queue.writeBuffer(uniforms, 0, bytes);
  const inputs = Object.entries(storage).map(([name, values]) => {
    const input = buffer(values.byteLength, STORAGE | COPY_DST);
    device.queue.writeBuffer(input, 0, values);
    return [name, input];
  });
  const results = buffer(expected.byteLength, STORAGE | COPY_SRC);
  const staging = buffer(expected.byteLength, MAP_READ | COPY_DST);

  try {
    const commands = device.createCommandEncoder();
    const pass = commands.beginComputePass();
    pass.setPipeline(kernel.pipeline);
    pass.setBindGroup(0, kernel.bind(uniforms, { ...Object.fromEntries(inputs), results }), [0]);
    pass.dispatchWorkgroups(1);
    pass.end();
    commands.copyBufferToBuffer(results, 0, staging, 0, expected.byteLength);
    device.queue.submit([commands.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const found = new Float32Array(staging.getMappedRange().slice(0));
    return found.some((value, i) => value !== expected[i]);
  } finally {
    for (const each of made) each.destroy();
  }
}
