import {
  makeShaderDataDefinitions,
  setStructuredValues,
  type VariableDefinition,
} from 'webgpu-utils';
import {
  BINS,
  type BinRange,
  HISTOGRAM_WORDS,
  histogramOffset,
  LOG_BINS,
  type Quantity,
  quantities,
} from '../../model/histogram';
import { mergeMoments, type PartialMoments } from '../../model/moments';
import { MAX_DEPTH } from '../../model/properties';
import type { LayerReport, Statistics } from '../../model/report';
import { sources } from './sources';
import type { Partition } from './workspace';

/** Layers whose statistics one submission may bring back. */
export const LAYERS_PER_SUBMISSION = 32;

const { structs, storages } = makeShaderDataDefinitions(sources.ownRange);
const PART_WORDS = structs.Part!.size / 4;
const RANGE_BYTES = structs.BinRange!.size;
const RANGE_CODES: Record<BinRange['kind'], number> = { linear: 0, log: 1 };
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

/** The float32 that an order key of shaders/float_bits.wgsl stands for. */
function fromOrderKey(key: number): number {
  const bits = key >= 0x80000000 ? key & 0x7fffffff : ~key;
  return new Float32Array(Uint32Array.of(bits).buffer)[0]!;
}

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
    private readonly device: GPUDevice,
    readonly histograms: GPUBuffer,
    maxParts: number,
    readonly shared: BinRange | undefined,
  ) {
    this.#partsPerQuantity = maxParts;
    const perSubmission = LAYERS_PER_SUBMISSION * quantities.length;
    const partBytes = perSubmission * maxParts * PART_WORDS * 4;
    this.#rangesAt = partBytes;
    this.#tails = partBytes + perSubmission * RANGE_BYTES;
    const storage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const buffer = (label: string, size: number, usage: number) =>
      device.createBuffer({ label, size, usage });
    this.parts = buffer('parts', partBytes, storage);
    this.ranges = buffer('ranges', SLOTS * RANGE_BYTES, storage);
    const readable = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    this.#staging = buffer('staging', this.#tails + perSubmission * 8, readable);
    if (shared) this.#writeRange(shared);
  }

  /** First part of a layer's quantity; the places are used again by later submissions. */
  firstPart(layer: number, quantity: Quantity): number {
    const place = layer % LAYERS_PER_SUBMISSION;
    return (place * quantities.length + quantities.indexOf(quantity)) * this.#partsPerQuantity;
  }

  /** Copies the statistics of consecutive layers to where they can be read: no bins. */
  encodeReadback(commands: GPUCommandEncoder, layers: readonly FinishedLayer[]): void {
    const count = layers.length * quantities.length;
    const layerBytes = quantities.length * this.#partsPerQuantity * PART_WORDS * 4;
    layers.forEach(({ layer }, index) => {
      const from = this.firstPart(layer, 'pre') * PART_WORDS * 4;
      commands.copyBufferToBuffer(this.parts, from, this.#staging, index * layerBytes, layerBytes);
    });
    const first = slotOf(layers[0]!.layer, 'pre');
    const [rangeStart, rangeBytes] = [first * RANGE_BYTES, count * RANGE_BYTES];
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
      const parts = Array.from({ length: partition.parts }, (_, i) => readPart(words, first + i));
      const tail = this.#tails / 4 + slot * 2;
      const range = this.shared ?? readRange(words, (this.#rangesAt + slot * RANGE_BYTES) / 4);
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

  /** Gives every layer the same range. */
  #writeRange(range: BinRange): void {
    const bins = range.kind === 'log' ? LOG_BINS : BINS;
    const values = {
      kind: RANGE_CODES[range.kind],
      exponent: 0,
      low: range.low,
      high: range.high,
      bins_per_unit: bins / (range.high - range.low),
    };
    const bytes = new ArrayBuffer(SLOTS * RANGE_BYTES);
    const struct = { ...storages.ranges, typeDefinition: structs.BinRange } as VariableDefinition;
    for (let slot = 0; slot < SLOTS; slot++)
      setStructuredValues(struct, values, bytes, slot * RANGE_BYTES);
    this.device.queue.writeBuffer(this.ranges, 0, bytes);
  }

  /** Frees all but the histograms, which outlive the run. */
  destroy(): void {
    for (const buffer of [this.parts, this.ranges, this.#staging]) buffer.destroy();
  }
}

/** The same memory as each kind of word. */
interface Words {
  readonly u32: Uint32Array;
  readonly i32: Int32Array;
  readonly f32: Float32Array;
}

const views = (bytes: ArrayBuffer): Words => ({
  u32: new Uint32Array(bytes),
  i32: new Int32Array(bytes),
  f32: new Float32Array(bytes),
});

/** Where a struct's field lies, in words from the struct's start. */
const word = (struct: 'Part' | 'BinRange', field: string) =>
  structs[struct]!.fields[field]!.offset / 4;

function readPart({ u32, i32, f32 }: Words, index: number): PartialMoments {
  const at = index * PART_WORDS;
  return {
    finite: u32[at + word('Part', 'finite')]!,
    exponent: i32[at + word('Part', 'exponent')]!,
    mean: f32[at + word('Part', 'mean')]!,
    m2: f32[at + word('Part', 'm2')]!,
    zeros: u32[at + word('Part', 'zeros')]!,
    infinities: u32[at + word('Part', 'infinities')]!,
    nans: u32[at + word('Part', 'nans')]!,
    min: fromOrderKey(u32[at + word('Part', 'min_key')]!),
    max: fromOrderKey(u32[at + word('Part', 'max_key')]!),
  };
}

/** A layer's own range; the shared one is known without reading. */
function readRange({ i32, f32 }: Words, at: number): BinRange {
  const unit = 2 ** i32[at + word('BinRange', 'exponent')]!;
  const low = f32[at + word('BinRange', 'low')]! * unit;
  const high = f32[at + word('BinRange', 'high')]! * unit;
  return { kind: 'linear', low, high };
}
