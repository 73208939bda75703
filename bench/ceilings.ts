import { median } from './median';

/** What an adapter can do at most, measured: every kernel's share is told against these. */
export interface Ceilings {
  /** float32 multiply-adds in registers, two operations each. */
  readonly fmaGflops: number;
  /** Bytes read and bytes written, together, by a copy from buffer to buffer. */
  readonly copyGbs: number;
  readonly emptyDispatchUs: number;
  /** An empty submission, recorded, submitted and waited for. */
  readonly emptySubmitMs: number;
}

const WARM_UP = 2;
const REPETITIONS = 7;

/** Enough work for a fast card to be busy for longer than a submission takes. */
const SIZES = { rounds: 256, threads: 1 << 18, bytes: 1 << 26, dispatches: 1000 };
const LEAST_MS = 20;
const MOST_DOUBLINGS = 8;

// Eight chains that nothing joins, so that every unit has work each cycle.
const FMA = `
@group(0) @binding(0) var<storage, read_write> a: array<vec4f>;
@group(0) @binding(1) var<uniform> rounds: u32;
@compute @workgroup_size(256) fn main(@builtin(global_invocation_id) id: vec3u) {
  let w = a[id.x] * 1e-6 + 0.5; let c = w + 0.1;
  var s0 = w; var s1 = w + 1.0; var s2 = w + 2.0; var s3 = w + 3.0;
  var s4 = w + 4.0; var s5 = w + 5.0; var s6 = w + 6.0; var s7 = w + 7.0;
  for (var i = 0u; i < rounds; i++) {
    s0 = fma(s0, w, c); s1 = fma(s1, w, c); s2 = fma(s2, w, c); s3 = fma(s3, w, c);
    s4 = fma(s4, w, c); s5 = fma(s5, w, c); s6 = fma(s6, w, c); s7 = fma(s7, w, c);
  }
  a[id.x] = s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7;
}`;
const FLOPS_A_ROUND = 8 * 4 * 2;

const NOTHING = '@compute @workgroup_size(1) fn main() {}';

/** Measures an adapter's ceilings; takes about a second on a GPU, some on a processor. */
export async function ceilings(device: GPUDevice): Promise<Ceilings> {
  const { STORAGE, UNIFORM, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const buffer = (size: number, usage: number) => device.createBuffer({ size, usage });
  const [a, b] = [0, 1].map(() => buffer(SIZES.bytes, STORAGE | COPY_SRC | COPY_DST));
  const rounds = buffer(16, UNIFORM | COPY_DST);
  const pipeline = (code: string) =>
    device.createComputePipeline({
      layout: 'auto',
      compute: { module: device.createShaderModule({ code }) },
    });
  const [fma, nothing] = [FMA, NOTHING].map(pipeline);
  const group = device.createBindGroup({
    layout: fma!.getBindGroupLayout(0),
    entries: [a!, rounds].map((resource, binding) => ({ binding, resource: { buffer: resource } })),
  });

  const time = async (encode: (encoder: GPUCommandEncoder) => void) => {
    const times: number[] = [];
    for (let i = 0; i < WARM_UP + REPETITIONS; i++) {
      const started = performance.now();
      const encoder = device.createCommandEncoder();
      encode(encoder);
      device.queue.submit([encoder.finish()]);
      await device.queue.onSubmittedWorkDone();
      if (i >= WARM_UP) times.push(performance.now() - started);
    }
    return median(times);
  };
  const compute =
    (record: (pass: GPUComputePassEncoder) => void) => (encoder: GPUCommandEncoder) => {
      const pass = encoder.beginComputePass();
      record(pass);
      pass.end();
    };

  const empty = await time(() => {});
  /** Does twice as much until it takes long enough to be told from a submission. */
  const rate = async (once: (times: number) => Promise<number>) => {
    let times = 1;
    let ms = (await once(times)) - empty;
    for (let i = 0; i < MOST_DOUBLINGS && ms < LEAST_MS; i++) {
      times *= 2;
      ms = (await once(times)) - empty;
    }
    return times / ms;
  };
  const fmaRate = await rate((times) => {
    device.queue.writeBuffer(rounds, 0, new Uint32Array([times * SIZES.rounds]));
    return time(
      compute((pass) => {
        pass.setPipeline(fma!);
        pass.setBindGroup(0, group);
        pass.dispatchWorkgroups(SIZES.threads / 256);
      }),
    );
  });
  const copyRate = await rate((times) =>
    time((encoder) => {
      for (let i = 0; i < times; i++) encoder.copyBufferToBuffer(a!, 0, b!, 0, SIZES.bytes);
    }),
  );
  const dispatches = await time(
    compute((pass) => {
      pass.setPipeline(nothing!);
      for (let i = 0; i < SIZES.dispatches; i++) pass.dispatchWorkgroups(1);
    }),
  );
  for (const one of [a!, b!, rounds]) one.destroy();
  return {
    fmaGflops: (fmaRate * SIZES.threads * SIZES.rounds * FLOPS_A_ROUND) / 1e6,
    copyGbs: (copyRate * 2 * SIZES.bytes) / 1e6,
    emptyDispatchUs: ((dispatches - empty) / SIZES.dispatches) * 1000,
    emptySubmitMs: empty,
  };
}
