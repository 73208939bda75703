import type { Experiment } from '../../model/experiment';
import {
  HISTOGRAM_WORDS,
  histogramOffset,
  isActivation,
  LINEAR_BINS,
  type Quantity,
  quantities,
  type Ranges,
} from '../../model/histogram';
import { MAX_PARTS, RESULT_WORDS, resultBytes, SLOTS } from '../../model/memory';
import { mergeMoments } from '../../model/moments';
import { MAX_DEPTH } from '../../model/properties';
import type { LayerReport, Statistics } from '../../model/report';
import type { Workspace } from './buffers';
import {
  PART_BYTES,
  RANGE_BYTES,
  readPart,
  readRange,
  views,
  type Words,
  writtenRange,
} from './codec';
import type { Partition } from './partition';
import type { Stage } from './stages';

/** Words of a measurement's health, as shaders/health.wgsl places them. */
const [SAMPLES, GROUPS, LENGTHS, DEAD] = [0, 1, 2, 66];

export interface HealthWords {
  /** Mean correlation of two samples; NaN where no two have a spread. */
  readonly correlation: number;
  /** Of post-activations, units that are 0 for the whole batch. */
  readonly dead: number;
}

/** Reads the health that begins at a word, of activations: others have none. */
export function readHealth({ u32, f32 }: Words, at: number): HealthWords {
  const [samples, groups] = [u32[at + SAMPLES]!, u32[at + GROUPS]!];
  let [length, dead] = [0, 0];
  for (let group = 0; group < groups; group++) {
    length += f32[at + LENGTHS + group]!;
    dead += u32[at + DEAD + group]!;
  }
  return {
    // The squared length of a sum of unit vectors is their number plus every pair's product twice.
    correlation: samples < 2 ? Number.NaN : (length - samples) / (samples * (samples - 1)),
    dead,
  };
}

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

const { parts: PARTS_BYTES, ranges, tails } = resultBytes();
/** Where in a staging buffer ranges, counts outside the bins and health begin, in bytes. */
const [RANGES_AT, TAILS_AT] = [PARTS_BYTES, PARTS_BYTES + ranges];
const HEALTH_AT = TAILS_AT + tails;

/** What is known of layers, and its way back to the page. */
export class Results {
  /** Which of the staging buffers is next. */
  #turn = 0;

  /** Where layers share no range, kernels write each layer's own. */
  constructor(
    private readonly device: GPUDevice,
    private readonly workspace: Workspace,
    readonly histograms: GPUBuffer,
    readonly shared: Ranges,
  ) {
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
    const { parts, ranges, health, staging: all } = this.workspace;
    const staging = all[this.#turn++ % all.length]!;
    const copy = (from: GPUBuffer, start: number, to: number, size: number) =>
      commands.copyBufferToBuffer(from, start, staging, to, size);
    for (const { layer, quantity, whole, place } of measurements) {
      const part = this.firstPart(place) * PART_BYTES;
      copy(parts, part, part, whole.parts * PART_BYTES);
      const slot = slotOf(layer, quantity);
      if (!this.shared[quantity])
        copy(ranges, slot * RANGE_BYTES, RANGES_AT + place * RANGE_BYTES, RANGE_BYTES);
      // Nothing is outside the logarithmic bins.
      if (this.shared[quantity]?.kind === 'log') continue;
      const below = slot * HISTOGRAM_WORDS * 4;
      copy(this.histograms, below, TAILS_AT + place * 8, 4);
      copy(this.histograms, below + (LINEAR_BINS + 1) * 4, TAILS_AT + place * 8 + 4, 4);
    }
    copy(health, 0, HEALTH_AT, health.size);
    return async () => {
      await staging.mapAsync(GPUMapMode.READ);
      const words = views(staging.getMappedRange());
      const measured = measurements.map((measurement) => ({
        ...measurement,
        ...this.#statistics(words, measurement),
        health: isActivation(measurement.quantity)
          ? readHealth(words, HEALTH_AT / 4 + measurement.place * RESULT_WORDS.health)
          : undefined,
      }));
      staging.unmap();
      return measured;
    };
  }

  #statistics(words: Words, { quantity, whole, place }: Measurement) {
    const first = this.firstPart(place);
    const parts = Array.from({ length: whole.parts }, (_, i) => readPart(words, first + i));
    const tail = TAILS_AT / 4 + place * 2;
    const rangeAt = RANGES_AT + place * RANGE_BYTES;
    const range = this.shared[quantity] ?? readRange(words, rangeAt);
    const [below, above] = range.kind === 'log' ? [0, 0] : [words.u32[tail]!, words.u32[tail + 1]!];
    const statistics: Statistics = { ...mergeMoments(parts), histogram: { range, below, above } };
    return { statistics, saturated: parts.reduce((sum, part) => sum + part.saturated, 0) };
  }

  #writeSharedRanges(): void {
    const all = new Uint8Array(SLOTS * RANGE_BYTES);
    for (const quantity of quantities) {
      const range = this.shared[quantity];
      // Where layers have their own, kernels write them.
      if (!range) continue;
      const one = new Uint8Array(writtenRange(range));
      for (let layer = 0; layer <= MAX_DEPTH; layer++)
        all.set(one, slotOf(layer, quantity) * RANGE_BYTES);
    }
    this.device.queue.writeBuffer(this.workspace.ranges, 0, all);
  }
}

/** A layer's report from what was measured of it: forward anew, backward added to what is known. */
export function reported(
  { batch }: Experiment,
  known: LayerReport | undefined,
  { layer, fanIn, units, measurements }: Stage,
  measured: readonly Measured[],
): LayerReport {
  const of = (quantity: string) => measured.find((m) => m.quantity === quantity);
  const statistics = Object.fromEntries(
    measurements.map(({ quantity }) => [quantity, of(quantity)?.statistics]),
  );
  const [pre, post] = [of('pre'), of('post')];
  if (!pre || !post) return { ...known!, ...statistics };
  return {
    layer,
    fanIn,
    units,
    ...statistics,
    pre: pre.statistics,
    post: post.statistics,
    dead: post.health!.dead / units,
    saturated: pre.saturated / (batch * units),
    correlation: { pre: pre.health!.correlation, post: post.health!.correlation },
  };
}
