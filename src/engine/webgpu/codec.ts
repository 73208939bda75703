/** Reads and writes the structs that kernels and page exchange, by their definitions in the WGSL. */
import { type BinRange, LINEAR_BINS, type LinearRange } from '../../model/histogram';
import type { PartialMoments } from '../../model/moments';
import { sources } from './sources';
import { type Struct, structOf } from './wgsl';

const RANGE_CODES: Record<BinRange['kind'], number> = { linear: 0, log: 1 };

/** The same memory as each kind of word. */
export interface Words {
  readonly u32: Uint32Array;
  readonly i32: Int32Array;
  readonly f32: Float32Array;
}

export const views = (bytes: ArrayBuffer): Words => ({
  u32: new Uint32Array(bytes),
  i32: new Int32Array(bytes),
  f32: new Float32Array(bytes),
});

const scratch = new Uint32Array(1);
const asFloat = new Float32Array(scratch.buffer);

/** The float32 that an order key of shaders/float_bits.wgsl stands for. */
function fromOrderKey(key: number): number {
  scratch[0] = key < 0 ? key ^ 0x7fffffff : key;
  return asFloat[0]!;
}

/** Writes a struct's fields at a word of a memory; those that have no value stay. */
export function writeFields(
  { fields }: Struct,
  values: Readonly<Record<string, number>>,
  words: Words,
  first = 0,
): void {
  for (const { name, at, type } of fields) {
    const value = values[name];
    if (value !== undefined) words[type][first + at] = value;
  }
}

const part = structOf(sources.ownRange, 'Part');
const range = structOf(sources.ownRange, 'BinRange');
export const PART_BYTES = part.bytes;
export const RANGE_BYTES = range.bytes;

/** Where a struct's fields are, by their names: 10⁴ parts are read. */
const placesOf = ({ fields }: Struct): Readonly<Record<string, number>> =>
  Object.fromEntries(fields.map(({ name, at }) => [name, at]));
const [partPlaces, rangePlaces] = [placesOf(part), placesOf(range)];

/** A linear range's edges, apart from a shift in float32; the logarithmic bins need none. */
function edgesOf(range: BinRange) {
  if (range.kind === 'log') return { shift: 0, low: 0, high: 0, bins_per_unit: 0 };
  const { low, high } = range;
  const shift = Math.fround((low + high) / 2);
  return { shift, low: low - shift, high: high - shift, bins_per_unit: LINEAR_BINS / (high - low) };
}

/** The `index`-th of an array of parts. */
export function readPart(
  { u32, i32, f32 }: Words,
  index: number,
): PartialMoments & { saturated: number } {
  const at = (index * PART_BYTES) / 4;
  const word = (field: string) => at + partPlaces[field]!;
  return {
    finite: u32[word('finite')]!,
    exponent: i32[word('exponent')]!,
    // Apart in float32, so that a small spread about a large mean is not rounded away.
    mean: f32[word('shift')]! + f32[word('mean')]!,
    m2: f32[word('m2')]!,
    m3: f32[word('m3')]!,
    m4: f32[word('m4')]!,
    zeros: u32[word('zeros')]!,
    infinities: u32[word('infinities')]!,
    nans: u32[word('nans')]!,
    min: fromOrderKey(i32[word('min_key')]!),
    max: fromOrderKey(i32[word('max_key')]!),
    saturated: u32[word('saturated')]!,
  };
}

/** The linear range at byte `offset`. */
export function readRange({ i32, f32 }: Words, offset: number): LinearRange {
  const word = (field: string) => offset / 4 + rangePlaces[field]!;
  const unit = 2 ** i32[word('exponent')]!;
  const edge = (field: 'low' | 'high') => (f32[word('shift')]! + f32[word(field)]!) * unit;
  return { kind: 'linear', low: edge('low'), high: edge('high') };
}

/** A range as the histogram kernel reads it. */
export function writtenRange(written: BinRange): ArrayBuffer {
  const bytes = new ArrayBuffer(RANGE_BYTES);
  const values = { kind: RANGE_CODES[written.kind], exponent: 0, ...edgesOf(written) };
  writeFields(range, values, views(bytes));
  return bytes;
}
