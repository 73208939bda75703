import { deviceOf } from '../../src/engine/webgpu/device';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';

/** What one kernel took in a run, dispatch by dispatch. */
export interface KernelTime {
  readonly kernel: string;
  readonly dispatches: number;
  readonly ms: number;
}

const MOST = 4096;

/**
 * A device whose every dispatch is a pass of its own with two timestamps; `read` tells what they came to
 * since it was last asked.
 */
function timing(device: GPUDevice) {
  const queries = device.createQuerySet({ type: 'timestamp', count: MOST });
  const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const resolved = device.createBuffer({ size: MOST * 8, usage: QUERY_RESOLVE | COPY_SRC });
  const staging = device.createBuffer({ size: MOST * 8, usage: COPY_DST | MAP_READ });
  let labels: string[] = [];
  const split = (encoder: GPUCommandEncoder) => {
    const begin = encoder.beginComputePass.bind(encoder);
    encoder.beginComputePass = () => {
      let pipeline: GPUComputePipeline;
      let bound: Parameters<GPUComputePassEncoder['setBindGroup']>;
      return {
        setPipeline: (p: GPUComputePipeline) => {
          pipeline = p;
        },
        setBindGroup: (...args: typeof bound) => {
          bound = args;
        },
        dispatchWorkgroups: (x: number, y?: number, z?: number) => {
          const at = labels.length * 2;
          labels.push(pipeline.label);
          const pass = begin({
            timestampWrites: {
              querySet: queries,
              beginningOfPassWriteIndex: at,
              endOfPassWriteIndex: at + 1,
            },
          });
          pass.setPipeline(pipeline);
          pass.setBindGroup(...bound);
          pass.dispatchWorkgroups(x, y, z);
          pass.end();
        },
        end() {},
      } as unknown as GPUComputePassEncoder;
    };
    return encoder;
  };
  const wrapped = new Proxy(device, {
    get(target, name) {
      if (name === 'createCommandEncoder')
        return (d: GPUCommandEncoderDescriptor) => split(target.createCommandEncoder(d));
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const read = async (): Promise<KernelTime[]> => {
    const encoder = device.createCommandEncoder();
    const count = Math.min(labels.length * 2, MOST);
    encoder.resolveQuerySet(queries, 0, count, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, staging, 0, count * 8);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const stamps = new BigInt64Array(staging.getMappedRange().slice(0));
    staging.unmap();
    const times = new Map<string, KernelTime>();
    labels.forEach((kernel, i) => {
      const { dispatches, ms } = times.get(kernel) ?? { dispatches: 0, ms: 0 };
      const took = Number(stamps[2 * i + 1]! - stamps[2 * i]!) / 1e6;
      times.set(kernel, { kernel, dispatches: dispatches + 1, ms: ms + took });
    });
    labels = [];
    return [...times.values()].sort((a, b) => b.ms - a.ms);
  };
  return { device: wrapped, read };
}

export async function profile(): Promise<object> {
  const adapter = (await navigator.gpu.requestAdapter())!;
  if (!adapter.features.has('timestamp-query')) return { error: 'no timestamp-query' };
  const real = await deviceOf(adapter, ['timestamp-query']);
  const { device, read } = timing(real);
  const engine = await createWebGpuEngine(device);
  await read();
  const results = [];
  for (const [batch, width, depth, more] of [
    [32, 64, 50, {}],
    [256, 784, 10, {}],
    [1024, 784, 10, {}],
    [256, 784, 10, { backward: true }],
    [256, 784, 4, { scheme: 'orthogonal' }],
  ] as const) {
    const experiment = (seed: number) =>
      experimentWith(defaultExperiment, {
        scheme: 'lecun_normal',
        activation: 'relu',
        widths: [width],
        batch,
        depth,
        seed,
        ...more,
      }) as Experiment;
    let times: KernelTime[] = [];
    for (let seed = 0; seed < 3; seed++) {
      for await (const _ of engine.run(experiment(seed)));
      times = await read();
    }
    results.push({ batch, width, depth, ...more, times });
  }
  // What the processor does: the wall's time of small layers, and of it what is spent before each await.
  const plain = await createWebGpuEngine(await deviceOf((await navigator.gpu.requestAdapter())!));
  const small = experimentWith(defaultExperiment, {
    widths: [64],
    batch: 32,
    depth: 50,
  }) as Experiment;
  const walls: number[] = [];
  for (let i = 0; i < 8; i++) {
    const started = performance.now();
    for await (const _ of plain.run({ ...small, seed: i } as Experiment));
    walls.push(performance.now() - started);
  }
  return { results, smallWalls: walls };
}
