/**
 * One array as NumPy saves it: a text that says dtype, order and shape, then its numbers.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
import { Problem } from '../model/problem';
import { faultOfFeatures, faultOfNumber, placeInWords, type Table, taken } from './table';

interface NumberType {
  readonly bytes: number;
  read(view: DataView, at: number, little: boolean): number;
}

/** By NumPy's kind and size: floats, signed and unsigned integers, booleans. */
const types: Readonly<Record<string, NumberType>> = {
  f4: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  f8: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
  i1: { bytes: 1, read: (view, at) => view.getInt8(at) },
  i2: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  i4: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  i8: { bytes: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  u1: { bytes: 1, read: (view, at) => view.getUint8(at) },
  u2: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  u4: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  u8: { bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  b1: { bytes: 1, read: (view, at) => view.getUint8(at) },
};

const MAGIC = '\x93NUMPY';
const CUT = new Problem('It is cut short: its header is not complete.');

const textAt = (view: DataView, at: number, length: number) =>
  Array.from({ length }, (_, i) => String.fromCharCode(view.getUint8(at + i))).join('');

/** The header's text, and where the numbers begin. */
function headerOf(view: DataView): { text: string; end: number } | Problem {
  if (view.byteLength < MAGIC.length || textAt(view, 0, MAGIC.length) !== MAGIC)
    return new Problem('It does not begin as NumPy’s arrays do: numpy.save writes them.');
  if (view.byteLength < 12) return CUT;
  const version = view.getUint8(6);
  if (version < 1 || version > 3)
    return new Problem(`It has version ${version} of the format, and 1 to 3 are read.`);
  const begin = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (begin + length > view.byteLength) return CUT;
  return { text: textAt(view, begin, length), end: begin + length };
}

interface Layout {
  readonly type: NumberType;
  readonly little: boolean;
  readonly fortran: boolean;
  readonly shape: readonly number[];
}

/** What a header says: a Python dictionary of three entries. */
function layoutOf(text: string): Layout | Problem {
  const [, dtype] = /['"]descr['"]\s*:\s*['"]([^'"]*)['"]/.exec(text) ?? [];
  const [, order] = /['"]fortran_order['"]\s*:\s*(True|False)/.exec(text) ?? [];
  const [, dims] = /['"]shape['"]\s*:\s*\(([\d\sL,]*)\)/.exec(text) ?? [];
  if (order === undefined || dims === undefined)
    return new Problem('Its header does not say order and shape as NumPy’s do.');
  const [, sign, name] = /^([<>|=]?)([a-z]\d+)$/.exec(dtype ?? '') ?? [];
  const type = name !== undefined && Object.hasOwn(types, name) ? types[name] : undefined;
  if (!type)
    return new Problem(
      `Its dtype is ${dtype === undefined ? 'a record' : `“${dtype.slice(0, 20)}”`}: float32, float64, integers and bool are read. Save x.astype('float32').`,
    );
  const shape = dims.split(',').flatMap((one) => (one.trim() ? [Number.parseInt(one, 10)] : []));
  return { type, little: sign !== '>', fortran: order === 'True', shape };
}

const inParentheses = (shape: readonly number[]) =>
  `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;

/** Samples and features; what has more axes is flattened behind the first, as torch.nn.Flatten does. */
function matrixOf(shape: readonly number[]): readonly [number, number] | Problem {
  const told = `Its shape is ${inParentheses(shape)}`;
  const [n, ...rest] = shape;
  if (rest.length === 0)
    return new Problem(
      `${told}, and samples × features are read${n ? `: reshape it to (${n}, 1) or (1, ${n})` : ''}.`,
    );
  const features = rest.reduce((product, one) => product * one, 1);
  if (!n || !features) return new Problem(`${told}: there is nothing in it.`);
  return faultOfFeatures(features) ?? [n, features];
}

/** Elements from a sample's first number to each of its features. */
function offsetsOf({ shape, fortran }: Layout, features: number): Float64Array {
  const offsets = Float64Array.from({ length: features }, (_, i) => i);
  if (!fortran) return offsets;
  return offsets.map((feature) => {
    let [offset, left, stride] = [0, feature, shape.reduce((a, b) => a * b, 1)];
    for (const units of shape.slice(1).toReversed()) {
      stride /= units;
      offset += (left % units) * stride;
      left = Math.floor(left / units);
    }
    return offset;
  });
}

/** Reads the bytes of a .npy file. */
export function readNpy(bytes: ArrayBuffer): Table | Problem {
  const view = new DataView(bytes);
  const header = headerOf(view);
  if (header instanceof Problem) return header;
  const layout = layoutOf(header.text);
  if (layout instanceof Problem) return layout;
  const matrix = matrixOf(layout.shape);
  if (matrix instanceof Problem) return matrix;
  const [inFile, features] = matrix;
  const { type, little, fortran } = layout;
  const there = Math.floor((bytes.byteLength - header.end) / type.bytes);
  if (there < inFile * features)
    return new Problem(
      `It is cut short: its shape is ${inParentheses(layout.shape)}, and it has ${there} of ${inFile * features} numbers.`,
    );
  const samples = taken(inFile);
  const offsets = offsetsOf(layout, features);
  const values = new Float32Array(samples * features);
  for (let row = 0; row < samples; row++)
    for (let i = 0; i < features; i++) {
      const element = row * (fortran ? 1 : features) + offsets[i]!;
      const value = type.read(view, header.end + element * type.bytes, little);
      values[row * features + i] = value;
      if (Number.isFinite(values[row * features + i])) continue;
      return faultOfNumber(value, String(value), placeInWords(row + 1, i + 1))!;
    }
  return { shape: [samples, features], values, inFile };
}
