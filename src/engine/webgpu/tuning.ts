import { createKernel, type Kernel } from './kernel';
import type { Grain } from './partition';
import { groupsOf, type Product, type ProductName, products } from './products';
import { NOTHING_ELSE, withConstants } from './sources';

/** The product that an adapter takes. */
export interface Choice {
  readonly product: ProductName;
  /** What computes until `product` has been compiled: nobody waits for that. The product itself if absent. */
  readonly meanwhile?: ProductName;
  /** Operations a millisecond of the product, where a trial has told. */
  readonly rate?: number;
}

/** The variants of kernels that suit an adapter. Whichever they are, the numbers are the same. */
export interface Tuning extends Choice {
  readonly grain: Grain;
}

/** What every adapter can do without being asked. */
export const plain: Tuning = { grain: 'serial', product: 'registers' };

export const candidateOf = (name: ProductName): Candidate => ({
  tile: products[name].tile,
  matmul: products[name].kernels.matmul,
});

const lanesOf = (name: ProductName) => products[name].lanes;

/** The products that a device can compute: where subgroups have one size, their lanes may share loads. */
export function possible(device: GPUDevice): ProductName[] {
  const { subgroupMinSize: least, subgroupMaxSize: most } = device.adapterInfo;
  const same = device.features.has('subgroups') && least === most ? most : undefined;
  return (Object.keys(products) as ProductName[]).filter((name) =>
    [undefined, same].includes(lanesOf(name)),
  );
}

/** The trial's product: large enough to fill a card, small enough to take it a millisecond at most. */
const TRIAL = { batch: 256, width: 512 };
/**
 * Products between whose times the difference is taken, so that no wait counts: on a large card one takes
 * 20 µs, and waits differ by 100.
 */
const [FEW, MANY] = [1, 33];
const ROUNDS = 3;
const LEAST_MS = 0.1;
/** Elements that are compared with the sum in double precision. */
const COMPARED = 64;
/** Of a sum of so many terms of at most 1: as many roundings of 2⁻²⁴ of as much. */
const boundOf = (terms: number) => terms * terms * 2 ** -24;

/** Numbers of −1 to 1 that repeat only after more elements than there are. */
function spread(count: number, step: number): Float32Array<ArrayBuffer> {
  const numbers = new Float32Array(count);
  // A function a number would hold up the page for some ten milliseconds.
  for (let i = 0; i < count; i++) numbers[i] = ((i * step) % 2039) / 1019.5 - 1;
  return numbers;
}

/** A product's WGSL, and what of its result one workgroup makes. */
export type Candidate = Pick<Product, 'tile'> & { readonly matmul: string };
export type Candidates = Readonly<Record<string, Candidate>>;

/**
 * The quickest of the candidates whose product is right, by a short trial on the device, and its operations a
 * millisecond; undefined where none is. One that does not compile is not chosen.
 */
export async function quickestProduct(
  device: GPUDevice,
  candidates: Candidates,
  { batch, width } = TRIAL,
): Promise<{ name: string; rate: number } | undefined> {
  const [fanIn, fanOut] = [width, width];
  const { STORAGE, UNIFORM, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const made: GPUBuffer[] = [];
  const buffer = (size: number, usage: number) => {
    const one = device.createBuffer({ label: 'trial', size, usage });
    made.push(one);
    return one;
  };
  const upload = (values: Float32Array<ArrayBuffer>) => {
    const one = buffer(values.byteLength, STORAGE | COPY_DST);
    device.queue.writeBuffer(one, 0, values);
    return one;
  };
  const [xs, ws] = [spread(batch * fanIn, 7), spread(fanIn * fanOut, 11)];
  const bytes = 4 * batch * fanOut;
  const storage = {
    x: upload(xs),
    weights: upload(ws),
    bias: upload(new Float32Array(fanOut)),
    h: buffer(bytes, STORAGE | COPY_SRC | COPY_DST),
  };
  const uniforms = buffer(256, UNIFORM | COPY_DST);
  const staging = buffer(bytes, COPY_DST | MAP_READ);
  const struct = new ArrayBuffer(256);
  const params = {
    row_begin: 0,
    row_end: batch,
    quads: fanIn / 4,
    fan_out: fanOut,
    stride_out: fanOut,
    format: 0,
  };

  const time = async ({ kernel, tile }: { kernel: Kernel } & Candidate, count: number) => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(kernel.pipeline);
    pass.setBindGroup(0, kernel.bind(uniforms, storage), [0]);
    for (let i = 0; i < count; i++) pass.dispatchWorkgroups(...groupsOf(tile, batch, fanOut));
    pass.end();
    const started = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return performance.now() - started;
  };

  const isRight = async () => {
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(storage.h, 0, staging, 0, bytes);
    encoder.clearBuffer(storage.h);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const h = new Float32Array(staging.getMappedRange());
    const right = Array.from({ length: COMPARED }, (_, i) => {
      const at = Math.round((i * (h.length - 1)) / (COMPARED - 1));
      const [row, unit] = [Math.floor(at / fanOut), at % fanOut];
      let sum = 0;
      for (let k = 0; k < fanIn; k++)
        sum += xs[row * fanIn + k]! * ws[4 * ((k >> 2) * fanOut + unit) + (k % 4)]!;
      return Math.abs(h[at]! - sum) < boundOf(fanIn);
    }).every(Boolean);
    staging.unmap();
    return right;
  };

  try {
    const kernels = await Promise.all(
      Object.entries(candidates).map(async ([name, candidate]) => ({
        name,
        ...candidate,
        kernel: await createKernel(
          device,
          `trial ${name}`,
          withConstants(candidate.matmul, NOTHING_ELSE),
        ).catch(() => undefined),
      })),
    );
    let best: { name: string; ms: number } | undefined;
    for (const { name, kernel, ...candidate } of kernels) {
      if (!kernel) continue;
      const trial = { kernel, ...candidate };
      kernel.write(params, struct, 0);
      device.queue.writeBuffer(uniforms, 0, struct);
      await time(trial, FEW);
      if (!(await isRight())) continue;
      // The least of each: what else the machine did lengthens a time, and would shorten a difference.
      let [many, few] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (let i = 0; i < ROUNDS; i++) {
        many = Math.min(many, await time(trial, MANY));
        few = Math.min(few, await time(trial, FEW));
      }
      const ms = many - few;
      if (!best || ms < best.ms) best = { name, ms };
    }
    const operations = 2 * batch * fanIn * fanOut * (MANY - FEW);
    // Less than the clock tells is no time at all.
    return best && { name: best.name, rate: operations / Math.max(best.ms, LEAST_MS) };
  } finally {
    for (const one of made) one.destroy();
  }
}

/** How finely threads share the work of what is no product. */
export const grainOf = (software: boolean): Grain => (software ? 'serial' : 'parallel');

/** What suits a device: known of an adapter that computes on a processor, found out of any other. */
export async function tune(device: GPUDevice, software: boolean): Promise<Tuning> {
  const names = possible(device);
  const grain = grainOf(software);
  // Loads cost it more than arithmetic: the last of the products needs the fewest.
  if (software) {
    const product = names.findLast((name) => name !== 'staged') ?? plain.product;
    const meanwhile = names.find((name) => lanesOf(name) === lanesOf(product));
    return { grain, product, meanwhile };
  }
  const candidates = Object.fromEntries(names.map((name) => [name, candidateOf(name)]));
  const best = await quickestProduct(device, candidates);
  const product = (best?.name as ProductName | undefined) ?? plain.product;
  return { grain, product, rate: best?.rate };
}
