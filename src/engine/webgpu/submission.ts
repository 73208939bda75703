/** Submissions: recorded dispatch by dispatch, sized by what the last ones took, and timed where the GPU can tell. */
import type { Kernel, Params } from './kernel';

/** A kernel on its buffers, with everything that one dispatch of it needs. */
export interface Dispatch {
  readonly kernel: Kernel;
  readonly group: GPUBindGroup;
  readonly params: Params;
  readonly workgroups: readonly [number, number?];
  /** Floating-point operations, roughly. */
  readonly cost: number;
}

/** Uniform structs start at multiples of this, the largest alignment that WebGPU allows devices. */
const SLOT = 256;
const SLOTS = 256;

/** Records one submission after another: dispatches, clears and copies, in order. */
export class Recorder {
  readonly uniforms: GPUBuffer;
  #params = new ArrayBuffer(SLOT * SLOTS);
  #encoder: GPUCommandEncoder | undefined;
  #pass: GPUComputePassEncoder | undefined;
  #slots = 0;
  #cost = 0;

  constructor(
    private readonly device: GPUDevice,
    private readonly timestamps?: Timestamps,
  ) {
    this.uniforms = device.createBuffer({
      label: 'uniforms',
      size: SLOT * SLOTS,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
  }

  /** What has been recorded since the last submission, in operations. */
  get cost(): number {
    return this.#cost;
  }

  /** Dispatches since the last submission. */
  get dispatches(): number {
    return this.#slots;
  }

  /** No further dispatch fits into this submission. */
  get full(): boolean {
    return this.#slots === SLOTS;
  }

  dispatch({ kernel, group, params, workgroups, cost }: Dispatch): void {
    const offset = this.#slots++ * SLOT;
    kernel.write(params, this.#params, offset);
    this.#pass ??= this.#begin();
    this.#pass.setPipeline(kernel.pipeline);
    this.#pass.setBindGroup(0, group, [offset]);
    this.#pass.dispatchWorkgroups(workgroups[0], workgroups[1]);
    this.#cost += cost;
  }

  /** The encoder outside any pass, for clears and copies. */
  transfers(): GPUCommandEncoder {
    this.#pass?.end();
    this.#pass = undefined;
    return this.#commands();
  }

  /**
   * Sends what was recorded to the GPU and starts afresh. Returns what reads how long the GPU worked on it, in
   * ms, if that is wanted and can be told.
   */
  submit(): (() => Promise<number>) | undefined {
    const encoder = this.transfers();
    const time = this.timestamps?.encode(encoder);
    const commands = encoder.finish();
    const { queue } = this.device;
    queue.writeBuffer(this.uniforms, 0, this.#params, 0, this.#slots * SLOT);
    queue.submit([commands]);
    this.discard();
    return time;
  }

  /** Forgets what was recorded since the last submission. */
  discard(): void {
    this.#pass = undefined;
    this.#encoder = undefined;
    this.#slots = 0;
    this.#cost = 0;
    this.timestamps?.discard();
  }

  destroy(): void {
    this.uniforms.destroy();
  }

  #begin(): GPUComputePassEncoder {
    const timestampWrites = this.timestamps?.writes();
    return this.#commands().beginComputePass(timestampWrites && { timestampWrites });
  }

  #commands(): GPUCommandEncoder {
    this.#encoder ??= this.device.createCommandEncoder();
    return this.#encoder;
  }
}

/** How long one submission should keep the GPU busy: Windows resets a GPU after 2 s of silence. */
const TARGET_MS = 60;

/** The weakest adapter to expect, software on two cores: about 1 GFLOP/s. */
const INITIAL_RATE = 1e6;

/** Of a measured rate, what the first submission is sized by: it must not be a surprise. */
const FIRST_SHARE = 1 / 8;

/** Slower than this nothing computes: what seems so is waiting, and must not shrink submissions to nothing. */
const LEAST_RATE = 1e5;

/** More waiting than this is not taken off: it may have been work after all. */
const MOST_LATENCY = 100;

/** Share of a submission's time that counts as work in any case. */
const LEAST_SHARE = 1 / 4;

/** A measurement may raise the rate by this much only: the next submission must not be a surprise. */
const MAX_GROWTH = 8;

/** Sizes submissions by how long the last ones took. Costs are in floating-point operations. */
export class Pacer {
  #rate: number;
  #latency = 0;

  /** `measured`: operations a millisecond of the quickest kernel, where they are known: the others are slower. */
  constructor(measured?: number) {
    this.#rate = Math.max(INITIAL_RATE, (measured ?? 0) * FIRST_SHARE);
  }

  /** Operations that the next submission may hold. */
  get budget(): number {
    return this.#rate * TARGET_MS;
  }

  /**
   * Learns how long a submission of nothing takes to be answered. Firefox may look only every 100 ms,
   * which says nothing of the GPU.
   */
  calibrate(ms: number): void {
    this.#latency = Math.min(ms, MOST_LATENCY);
  }

  /** Learns that a submission of `cost` operations took `ms`. */
  record(cost: number, ms: number): void {
    // However long the wait, some of it was work: else a wrong latency would know no bounds.
    const worked = Math.max(ms - this.#latency, ms * LEAST_SHARE, 0.1);
    const measured = cost / worked;
    // A submission much smaller than the budget measures latency, not speed.
    const slowDown = cost < this.budget / 2 && measured < this.#rate && worked < TARGET_MS;
    if (slowDown) return;
    this.#rate = Math.max(LEAST_RATE, Math.min(measured, this.#rate * MAX_GROWTH));
  }
}

/** What one submission's two timestamps are written to, and read from. */
interface Pair {
  readonly queries: GPUQuerySet;
  readonly resolved: GPUBuffer;
  readonly staging: GPUBuffer;
}

const BYTES = 16;

/** Tells how long the GPU works on a submission's pass, where the device can tell. */
export class Timestamps {
  /** Made and not in use. */
  readonly #idle: Pair[] = [];
  readonly #made: Pair[] = [];
  #current: Pair | undefined;
  /** While nobody wants to know, nothing is asked. */
  wanted = false;

  constructor(private readonly device: GPUDevice) {}

  /** For the pass that begins. */
  writes(): GPUComputePassTimestampWrites | undefined {
    if (!this.wanted || this.#current || !this.device.features.has('timestamp-query'))
      return undefined;
    this.#current = this.#idle.pop() ?? this.#make();
    const { queries } = this.#current;
    return { querySet: queries, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 };
  }

  /** Encodes after the pass what brings the two back; returns what reads the time between them, in ms. */
  encode(commands: GPUCommandEncoder): (() => Promise<number>) | undefined {
    const pair = this.#current;
    if (!pair) return undefined;
    this.#current = undefined;
    commands.resolveQuerySet(pair.queries, 0, 2, pair.resolved, 0);
    commands.copyBufferToBuffer(pair.resolved, 0, pair.staging, 0, BYTES);
    return async () => {
      await pair.staging.mapAsync(GPUMapMode.READ);
      const stamps = new BigInt64Array(pair.staging.getMappedRange());
      const ms = Number(stamps[1]! - stamps[0]!) / 1e6;
      pair.staging.unmap();
      this.#idle.push(pair);
      // A clock that is set back meanwhile tells nothing.
      return Math.max(0, ms);
    };
  }

  /** Forgets a pass that is not submitted. */
  discard(): void {
    if (this.#current) this.#idle.push(this.#current);
    this.#current = undefined;
  }

  destroy(): void {
    for (const { queries, resolved, staging } of this.#made.splice(0))
      for (const one of [queries, resolved, staging]) one.destroy();
  }

  #make(): Pair {
    const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
    const buffer = (usage: number) =>
      this.device.createBuffer({ label: 'timestamps', size: BYTES, usage });
    const pair = {
      queries: this.device.createQuerySet({ type: 'timestamp', count: 2 }),
      resolved: buffer(QUERY_RESOLVE | COPY_SRC),
      staging: buffer(COPY_DST | MAP_READ),
    };
    this.#made.push(pair);
    return pair;
  }
}
