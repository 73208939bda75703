import type { Kernel, Params } from './kernel';
import type { Timestamps } from './timestamps';

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
