/** What one kernel took in a run, all its dispatches together. */
export interface KernelTime {
  readonly kernel: string;
  readonly dispatches: number;
  readonly ms: number;
}

/** The same object, but for what is given instead; its own methods are its own’s. */
const instead = <T extends object>(object: T, members: Partial<T>): T =>
  new Proxy(object, {
    get(target, name) {
      if (Object.hasOwn(members, name)) return Reflect.get(members, name);
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

/**
 * A device that tells how long the thread took to record and submit: from each submission's encoder to its
 * end, in ms since it was last asked.
 */
export function recording(device: GPUDevice): { device: GPUDevice; read: () => number } {
  let [began, ms] = [Number.NaN, 0];
  const queue = instead(device.queue, {
    submit(commands: Iterable<GPUCommandBuffer>) {
      device.queue.submit(commands);
      ms += performance.now() - began;
      return undefined;
    },
  });
  const wrapped = instead(device, {
    queue,
    createCommandEncoder(d?: GPUCommandEncoderDescriptor) {
      began = performance.now();
      return device.createCommandEncoder(d);
    },
  });
  const read = () => {
    const all = ms;
    ms = 0;
    return all;
  };
  return { device: wrapped, read };
}

/** Timestamps that one query set may hold. */
const MOST = 4096;

/**
 * A device whose every dispatch is a pass of its own with two timestamps; `read` tells what they came to
 * since it was last asked.
 */
export function timed(device: GPUDevice) {
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
          if (at === MOST) throw new Error(`More than ${MOST / 2} dispatches in one run.`);
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
  const wrapped = instead(device, {
    createCommandEncoder: (d?: GPUCommandEncoderDescriptor) =>
      split(device.createCommandEncoder(d)),
  });
  const read = async (): Promise<KernelTime[]> => {
    const encoder = device.createCommandEncoder();
    const count = labels.length * 2;
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
