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
