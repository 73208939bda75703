/** Runs a kernel of one thread once, to measure what the adapter does where WGSL leaves it free. */
import { createKernel, type Params } from './kernel';

export interface Probe {
  readonly name: string;
  readonly source: string;
  readonly storage: Readonly<Record<string, Float32Array<ArrayBuffer>>>;
  readonly params: Params;
  /** Words that the kernel writes into `results`. */
  readonly words: number;
}

/** What the kernel has written into `results`. */
export async function probe(
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
