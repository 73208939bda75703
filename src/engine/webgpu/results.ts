import {
  HISTOGRAM_WORDS,
  histogramOffset,
  isActivation,
  LINEAR_BINS,
  type Quantity,
  quantities,
  type Ranges,
} from '../../model/histogram';
import { mergeMoments } from '../../model/moments';
import { MAX_DEPTH } from '../../model/properties';
import type { Statistics } from '../../model/report';
import { type Codec, views, type Words } from './codec';
import { HEALTH_WORDS, type HealthWords, readHealth } from './health';
import { MAX_PARTS, type Partition } from './partition';

/** Measurements whose results one submission may bring back. */
export const PLACES = 96;

/** Submissions that the GPU may have before it: it goes on with one while what another gave is read. */
export const SUBMISSIONS_IN_FLIGHT = 2;

const SLOTS = (MAX_DEPTH + 1) * quantities.length;

/** One matrix to measure, and where its results wait until they are read. */
export interface Measurement {
  readonly layer: number;
  readonly quantity: Quantity;
  readonly whole: Partition;
  readonly place: number;
}

/** What came back of a measurement. */
export interface Measured extends Measurement {
  readonly statistics: Statistics;
  /** Pre-activations at which φ′ is nearly 0. */
  readonly saturated: number;
  /** Of activations alone. */
  readonly health: HealthWords | undefined;
}

/** Where a layer's histogram and range are stored, counted in histograms. */
export const slotOf = (layer: number, quantity: Quantity) =>
  histogramOffset(layer, quantity) / HISTOGRAM_WORDS;

/** The buffers that hold what is known of layers, and their way back to the page. */
export class Results {
  readonly ranges: GPUBuffer;
  readonly parts: GPUBuffer;
  readonly health: GPUBuffer;
  /** In turn: one is read while the GPU writes another. */
  readonly #staging: readonly GPUBuffer[];
  #turn = 0;
  /** Where in the staging buffer ranges, counts outside the bins and health begin, in bytes. */
  readonly #rangesAt: number;
  readonly #tailsAt: number;
  readonly #healthAt: number;

  /** Where layers share no range, kernels write each layer's own. */
  constructor(
    private readonly device: GPUDevice,
    readonly histograms: GPUBuffer,
    readonly shared: Ranges,
    private readonly codec: Codec,
  ) {
    const partBytes = PLACES * MAX_PARTS * codec.partBytes;
    this.#rangesAt = partBytes;
    this.#tailsAt = this.#rangesAt + PLACES * codec.rangeBytes;
    this.#healthAt = this.#tailsAt + PLACES * 8;
    const healthBytes = PLACES * HEALTH_WORDS * 4;
    const storage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const buffer = (label: string, size: number, usage: number) =>
      device.createBuffer({ label, size, usage });
    this.parts = buffer('parts', partBytes, storage);
    this.ranges = buffer('ranges', SLOTS * codec.rangeBytes, storage);
    this.health = buffer('health', healthBytes, storage);
    const readable = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    this.#staging = Array.from({ length: SUBMISSIONS_IN_FLIGHT }, () =>
      buffer('staging', this.#healthAt + healthBytes, readable),
    );
    this.#writeSharedRanges();
  }

  /** First part of a place. */
  firstPart(place: number): number {
    return place * MAX_PARTS;
  }

  /**
   * Copies the results to where they can be read, no bins; returns what waits for them and reads them, once
   * the commands are submitted.
   */
  encodeReadback(
    commands: GPUCommandEncoder,
    measurements: readonly Measurement[],
  ): () => Promise<Measured[]> {
    const { partBytes, rangeBytes } = this.codec;
    const staging = this.#staging[this.#turn++ % this.#staging.length]!;
    const copy = (from: GPUBuffer, start: number, to: number, size: number) =>
      commands.copyBufferToBuffer(from, start, staging, to, size);
    for (const { layer, quantity, whole, place } of measurements) {
      const part = this.firstPart(place) * partBytes;
      copy(this.parts, part, part, whole.parts * partBytes);
      const slot = slotOf(layer, quantity);
      if (!this.shared[quantity])
        copy(this.ranges, slot * rangeBytes, this.#rangesAt + place * rangeBytes, rangeBytes);
      // Nothing is outside the logarithmic bins.
      if (this.shared[quantity]?.kind === 'log') continue;
      const below = slot * HISTOGRAM_WORDS * 4;
      copy(this.histograms, below, this.#tailsAt + place * 8, 4);
      copy(this.histograms, below + (LINEAR_BINS + 1) * 4, this.#tailsAt + place * 8 + 4, 4);
    }
    copy(this.health, 0, this.#healthAt, PLACES * HEALTH_WORDS * 4);
    return async () => {
      await staging.mapAsync(GPUMapMode.READ);
      const words = views(staging.getMappedRange());
      const measured = measurements.map((measurement) => ({
        ...measurement,
        ...this.#statistics(words, measurement),
        health: isActivation(measurement.quantity)
          ? readHealth(words, this.#healthAt / 4 + measurement.place * HEALTH_WORDS)
          : undefined,
      }));
      staging.unmap();
      return measured;
    };
  }

  /** Frees all but the histograms, which outlive the run. */
  destroy(): void {
    for (const buffer of [this.parts, this.ranges, this.health, ...this.#staging]) buffer.destroy();
  }

  #statistics(words: Words, { quantity, whole, place }: Measurement) {
    const first = this.firstPart(place);
    const parts = Array.from({ length: whole.parts }, (_, i) =>
      this.codec.readPart(words, first + i),
    );
    const tail = this.#tailsAt / 4 + place * 2;
    const rangeAt = this.#rangesAt + place * this.codec.rangeBytes;
    const range = this.shared[quantity] ?? this.codec.readRange(words, rangeAt);
    const [below, above] = range.kind === 'log' ? [0, 0] : [words.u32[tail]!, words.u32[tail + 1]!];
    const statistics: Statistics = { ...mergeMoments(parts), histogram: { range, below, above } };
    return { statistics, saturated: parts.reduce((sum, part) => sum + part.saturated, 0) };
  }

  #writeSharedRanges(): void {
    const { rangeBytes } = this.codec;
    const all = new Uint8Array(SLOTS * rangeBytes);
    for (const quantity of quantities) {
      const range = this.shared[quantity];
      // Where layers have their own, kernels write them.
      if (!range) continue;
      const one = new Uint8Array(this.codec.range(range));
      for (let layer = 0; layer <= MAX_DEPTH; layer++)
        all.set(one, slotOf(layer, quantity) * rangeBytes);
    }
    this.device.queue.writeBuffer(this.ranges, 0, all);
  }
}
