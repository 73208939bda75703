/** Files of samples as programs write them, and data that are open. */
import { holdData } from '../../src/model/data';

export interface Written {
  readonly dtype?: string;
  readonly fortran?: boolean;
  readonly version?: 1 | 2 | 3;
  /** In place of the header that these make. */
  readonly header?: string;
}

type Write = (view: DataView, at: number, value: number, little: boolean) => void;

const writers: Readonly<Record<string, readonly [bytes: number, write: Write]>> = {
  f4: [4, (view, at, value, little) => view.setFloat32(at, value, little)],
  f8: [8, (view, at, value, little) => view.setFloat64(at, value, little)],
  i1: [1, (view, at, value) => view.setInt8(at, value)],
  i2: [2, (view, at, value, little) => view.setInt16(at, value, little)],
  i4: [4, (view, at, value, little) => view.setInt32(at, value, little)],
  i8: [8, (view, at, value, little) => view.setBigInt64(at, BigInt(value), little)],
  u1: [1, (view, at, value) => view.setUint8(at, value)],
  u2: [2, (view, at, value, little) => view.setUint16(at, value, little)],
  u4: [4, (view, at, value, little) => view.setUint32(at, value, little)],
  u8: [8, (view, at, value, little) => view.setBigUint64(at, BigInt(value), little)],
  b1: [1, (view, at, value) => view.setUint8(at, value)],
};

/** An array as numpy.save writes it; `values` are in the order in which they are stored. */
export function npyOf(
  shape: readonly number[],
  values: readonly number[],
  { dtype = '<f4', fortran = false, version = 1, header }: Written = {},
): ArrayBuffer {
  const dims = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const told =
    header ??
    `{'descr': '${dtype}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${dims}, }`;
  const begin = version === 1 ? 10 : 12;
  // The numbers begin at a multiple of 64.
  const length = Math.ceil((begin + told.length + 1) / 64) * 64 - begin;
  const [bytes, write] = writers[dtype.slice(1)] ?? writers.f4!;
  const buffer = new ArrayBuffer(begin + length + values.length * bytes);
  const view = new DataView(buffer);
  const text = `\x93NUMPY${String.fromCharCode(version, 0)}`;
  for (const [i, c] of [...text].entries()) view.setUint8(i, c.charCodeAt(0));
  if (version === 1) view.setUint16(8, length, true);
  else view.setUint32(8, length, true);
  for (const [i, c] of [...`${told.padEnd(length - 1)}\n`].entries())
    view.setUint8(begin + i, c.charCodeAt(0));
  for (const [i, value] of values.entries())
    write(view, begin + length + i * bytes, value, dtype[0] !== '>');
  return buffer;
}

/** Data that tests have opened: samples that differ in length, one feature that never varies. */
export const iris = holdData(
  'iris.csv',
  [5, 4],
  Float32Array.of(
    5.1,
    3.5,
    1.4,
    7,
    4.9,
    3,
    1.4,
    7,
    6.3,
    3.3,
    6,
    7,
    5.8,
    2.7,
    5.1,
    7,
    0.7,
    0.3,
    1,
    7,
  ),
);
/** Others of the same name, which are not the same. */
export const otherIris = holdData('iris.csv', [2, 3], Float32Array.of(1, -2, 3, 0, 0.5, 4));
/** The name of data that are nowhere. */
export const MISSING = 'wine, 1.csv,178x13,0123456789abcdef';

/** A file that is opened. */
export const fileOf = (name: string, content: string | ArrayBuffer): File =>
  new File([content], name);
