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

  constructor(private readonly device: GPUDevice) {
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

  /** No further dispatch fits into this submission. */
  get full(): boolean {
    return this.#slots === SLOTS;
  }

  dispatch({ kernel, group, params, workgroups, cost }: Dispatch): void {
    const offset = this.#slots++ * SLOT;
    kernel.write(params, this.#params, offset);
    this.#pass ??= this.#commands().beginComputePass();
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

  /** Sends what was recorded to the GPU and starts afresh. */
  submit(): void {
    const commands = this.transfers().finish();
    const { queue } = this.device;
    queue.writeBuffer(this.uniforms, 0, this.#params, 0, this.#slots * SLOT);
    queue.submit([commands]);
    this.discard();
  }

  /** Forgets what was recorded since the last submission. */
  discard(): void {
    this.#pass = undefined;
    this.#encoder = undefined;
    this.#slots = 0;
    this.#cost = 0;
  }

  destroy(): void {
    this.uniforms.destroy();
  }

  #commands(): GPUCommandEncoder {
    this.#encoder ??= this.device.createCommandEncoder();
    return this.#encoder;
  }
}
