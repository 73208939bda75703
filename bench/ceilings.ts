import { multiplyAddRate } from '../src/engine/webgpu/ceiling';
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
const SIZES = { bytes: 1 << 26, dispatches: 1000 };
const LEAST_MS = 20;
const MOST_DOUBLINGS = 8;

const NOTHING = '@compute @workgroup_size(1) fn main() {}';

/** Measures an adapter's ceilings; takes about a second on a GPU, some on a processor. */
export async function ceilings(device: GPUDevice): Promise<Ceilings> {
  const { COPY_SRC, COPY_DST } = GPUBufferUsage;
  const buffer = (size: number, usage: number) => device.createBuffer({ size, usage });
  const [a, b] = [0, 1].map(() => buffer(SIZES.bytes, COPY_SRC | COPY_DST));
  const nothing = device.createComputePipeline({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code: NOTHING }) },
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
  const copyRate = await rate((times) =>
    time((encoder) => {
      for (let i = 0; i < times; i++) encoder.copyBufferToBuffer(a!, 0, b!, 0, SIZES.bytes);
    }),
  );
  const dispatches = await time(
    compute((pass) => {
      pass.setPipeline(nothing);
      for (let i = 0; i < SIZES.dispatches; i++) pass.dispatchWorkgroups(1);
    }),
  );
  for (const one of [a!, b!]) one.destroy();
  return {
    fmaGflops: (await multiplyAddRate(device)) / 1e6,
    copyGbs: (copyRate * 2 * SIZES.bytes) / 1e6,
    emptyDispatchUs: ((dispatches - empty) / SIZES.dispatches) * 1000,
    emptySubmitMs: empty,
  };
}
