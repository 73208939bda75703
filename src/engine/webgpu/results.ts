import {
  BINS,
  type BinRange,
  HISTOGRAM_WORDS,
  histogramOffset,
  type Quantity,
  quantities,
} from '../../model/histogram';
import { mergeMoments } from '../../model/moments';
import { MAX_DEPTH } from '../../model/properties';
import type { LayerReport, Statistics } from '../../model/report';
import { type Codec, views } from './codec';
import type { Partition } from './workspace';

/** Layers whose statistics one submission may bring back. */
export const LAYERS_PER_SUBMISSION = 32;

const SLOTS = (MAX_DEPTH + 1) * quantities.length;

/** A layer whose commands are recorded, and which will be reported. */
export interface FinishedLayer {
  readonly layer: number;
  readonly fanIn: number;
  readonly units: number;
  readonly partition: Partition;
}

/** Where a layer's histogram and range are stored, counted in histograms. */
export const slotOf = (layer: number, quantity: Quantity) =>
  histogramOffset(layer, quantity) / HISTOGRAM_WORDS;

/** The buffers that hold what is known of layers, and their way back to the page. */
export class Results {
  readonly ranges: GPUBuffer;
  readonly parts: GPUBuffer;
  readonly #staging: GPUBuffer;
  readonly #partsPerQuantity: number;
  readonly #tails: number;
  readonly #rangesAt: number;

  /** `shared` is every layer's range, if they share one; else kernels write each layer's own. */
  constructor(
    device: GPUDevice,
    readonly histograms: GPUBuffer,
    maxParts: number,
    readonly shared: BinRange | undefined,
    private readonly codec: Codec,
  ) {
    this.#partsPerQuantity = maxParts;
    const perSubmission = LAYERS_PER_SUBMISSION * quantities.length;
    const partBytes = perSubmission * maxParts * this.codec.partBytes;
    this.#rangesAt = partBytes;
    this.#tails = partBytes + perSubmission * this.codec.rangeBytes;
    const storage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const buffer = (label: string, size: number, usage: number) =>
      device.createBuffer({ label, size, usage });
    this.parts = buffer('parts', partBytes, storage);
    this.ranges = buffer('ranges', SLOTS * this.codec.rangeBytes, storage);
    const readable = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    this.#staging = buffer('staging', this.#tails + perSubmission * 8, readable);
    if (shared) device.queue.writeBuffer(this.ranges, 0, this.codec.repeatedRange(shared, SLOTS));
  }

  /** First part of a layer's quantity; the places are used again by later submissions. */
  firstPart(layer: number, quantity: Quantity): number {
    const place = layer % LAYERS_PER_SUBMISSION;
    return (place * quantities.length + quantities.indexOf(quantity)) * this.#partsPerQuantity;
  }

  /** Copies the statistics of consecutive layers to where they can be read: no bins. */
  encodeReadback(commands: GPUCommandEncoder, layers: readonly FinishedLayer[]): void {
    const count = layers.length * quantities.length;
    const layerBytes = quantities.length * this.#partsPerQuantity * this.codec.partBytes;
    layers.forEach(({ layer }, index) => {
      const from = this.firstPart(layer, 'pre') * this.codec.partBytes;
      commands.copyBufferToBuffer(this.parts, from, this.#staging, index * layerBytes, layerBytes);
    });
    const first = slotOf(layers[0]!.layer, 'pre');
    const [rangeStart, rangeBytes] = [first * this.codec.rangeBytes, count * this.codec.rangeBytes];
    commands.copyBufferToBuffer(this.ranges, rangeStart, this.#staging, this.#rangesAt, rangeBytes);
    for (let i = 0; i < count; i++) {
      const start = (first + i) * HISTOGRAM_WORDS * 4;
      const [below, above] = [start, start + (BINS + 1) * 4];
      const at = this.#tails + i * 8;
      commands.copyBufferToBuffer(this.histograms, below, this.#staging, at, 4);
      commands.copyBufferToBuffer(this.histograms, above, this.#staging, at + 4, 4);
    }
  }

  /** Waits for the GPU and reads the reports of the layers last given to `encodeReadback`. */
  async read(layers: readonly FinishedLayer[]): Promise<LayerReport[]> {
    await this.#staging.mapAsync(GPUMapMode.READ);
    const words = views(this.#staging.getMappedRange());
    const statistics = (slot: number, { partition }: FinishedLayer): Statistics => {
      const first = slot * this.#partsPerQuantity;
      const parts = Array.from({ length: partition.parts }, (_, i) =>
        this.codec.readPart(words, first + i),
      );
      const tail = this.#tails / 4 + slot * 2;
      const rangeAt = this.#rangesAt + slot * this.codec.rangeBytes;
      const range = this.shared ?? this.codec.readRange(words, rangeAt);
      const histogram = { range, below: words.u32[tail]!, above: words.u32[tail + 1]! };
      return { ...mergeMoments(parts), histogram };
    };
    const reports = layers.map((finished, index) => {
      const { layer, fanIn, units } = finished;
      const slot = index * quantities.length;
      const [pre, post] = [statistics(slot, finished), statistics(slot + 1, finished)];
      return { layer, fanIn, units, pre, post };
    });
    this.#staging.unmap();
    return reports;
  }

  /** Frees all but the histograms, which outlive the run. */
  destroy(): void {
    for (const buffer of [this.parts, this.ranges, this.#staging]) buffer.destroy();
  }
}
