import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv';
import { readNpy } from '../../src/data/npy';
import { MAX_BYTES, readData } from '../../src/data/read';
import type { Table } from '../../src/data/table';
import { Problem } from '../../src/model/problem';
import { fileOf, npyOf } from './data-writing';

const table = (read: Table | Problem): Table => {
  if (read instanceof Problem) throw new Error(read.sentence);
  return read;
};
const sentence = (read: unknown) => (read instanceof Problem ? read.sentence : 'no problem');
const csv = async (text: string) => {
  const { shape, values } = table(await readCsv(text));
  return { shape, values: [...values] };
};
const npy = (...args: Parameters<typeof npyOf>) => {
  const { shape, values } = table(readNpy(npyOf(...args)));
  return { shape, values: [...values] };
};

/** Numbers that float32 holds, subnormal ones and −0 among them. */
const float32 = fc.float({ noNaN: true, noDefaultInfinity: true });
const matrices = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 }))
  .chain(([samples, features]) =>
    fc.record({
      shape: fc.constant([samples, features] as const),
      values: fc.array(float32, { minLength: samples * features, maxLength: samples * features }),
    }),
  );
const rowsOf = <T>([samples, features]: readonly [number, number], values: readonly T[]) =>
  Array.from({ length: samples }, (_, i) => values.slice(i * features, (i + 1) * features));

describe('a CSV', () => {
  it.each([
    ['numbers alone', '1,2,3\n4,5,6\n', [2, 3], [1, 2, 3, 4, 5, 6]],
    ['names', 'a,b,c\n1,2,3\n4,5,6', [2, 3], [1, 2, 3, 4, 5, 6]],
    ['a name that is missing, as pandas’ index has', ',b\n0,2\n1,3', [2, 2], [0, 2, 1, 3]],
    ['savetxt’s header and numbers', '# a,b\n1.0e+00,-2.5e-01\n', [1, 2], [1, -0.25]],
    [
      'Windows’ lines, empty ones, spaces',
      'a,b\r\n\r\n 1 , 2\r\n\r\n3,4\r\n\r\n',
      [2, 2],
      [1, 2, 3, 4],
    ],
    ['quotes, with a line’s end and a comma in a name', '"a\n1","b,2"\n"1","2"', [1, 2], [1, 2]],
    ['semicolons and decimal commas', 'a;b\n1,5;-0,25\n2.5;3', [2, 2], [1.5, -0.25, 2.5, 3]],
    ['tabs', '1\t2\n3\t4', [2, 2], [1, 2, 3, 4]],
    ['one column', 'x\n1\n2\n3', [3, 1], [1, 2, 3]],
    ['one number', '7', [1, 1], [7]],
    ['a byte order mark', '\ufeffa,b\n1,2', [1, 2], [1, 2]],
    ['typography', '−1,1.5×10⁻²', [1, 2], [-1, Math.fround(0.015)]],
  ])('is read with %s', async (_, text, shape, values) => {
    expect(await csv(text)).toEqual({ shape, values });
  });

  it.each([
    ['1,2\n3,abc', 'row 2, column 2: “abc” is not a number.'],
    ['a,b c\n1,2\n\n3,x y', 'row 4, column 2 (b c): “x y” is not a number.'],
    ['a,b\n1,2\n3,', 'row 3, column 2 (b) is empty.'],
    ['1,2\nnan,4', 'row 2, column 1: nan is not a finite number.'],
    ['nan,2\n3,4', 'row 1, column 1: nan is not a finite number.'],
    ['1,-inf', 'row 1, column 2: -inf is not a finite number.'],
    [
      '1,2e38\n3,4e38',
      'row 2, column 2: 4e38 is beyond float32, whose largest number is 3.4×10³⁸.',
    ],
    ['1,0x10', 'row 1, column 2: “0x10” is not a number.'],
    ['1,"1,5"', 'row 1, column 2: “1,5” is not a number; write 1.5, with a point.'],
    ['1;1.234,5', 'row 1, column 2: “1.234,5” is not a number.'],
    ['1,2\n3,4,5', 'row 2 has 3 cells, and row 1 has 2: every row must have the same number.'],
    ['a,b\n1', 'row 2 has 1 cell, and row 1 has 2: every row must have the same number.'],
    ['a,b', 'It has a row of names and no samples.'],
    ['', 'It is empty.'],
    ['\n \n', 'It is empty.'],
  ])('%j says where and what', async (text, told) => {
    expect(sentence(await readCsv(text))).toBe(told);
  });

  it('has at most as many features as a layer has units', async () => {
    expect((await csv(`${'1,'.repeat(2047)}1`)).shape).toEqual([1, 2048]);
    expect(sentence(await readCsv(`${'1,'.repeat(2048)}1`))).toBe(
      'It has 2049 features, and a layer has at most 2048 units: leave some columns out.',
    );
  });

  it('keeps every bit of what was written, with any delimiter and any end of line', async () => {
    await fc.assert(
      fc.asyncProperty(
        matrices,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('shortest', 'savetxt'),
        fc.boolean(),
        async ({ shape, values }, delimiter, end, form, named) => {
          const text = (x: number) =>
            form === 'savetxt' ? x.toExponential(18) : Object.is(x, -0) ? '-0' : String(x);
          const names = named ? [shape[1]].flatMap((n) => Array(n).fill('x')) : undefined;
          const lines = [...(names ? [names] : []), ...rowsOf(shape, values.map(text))];
          const read = await csv(lines.map((line) => line.join(delimiter)).join(end));
          // toExponential(18) rounds −0 to 0.
          const expected = form === 'savetxt' ? values.map((x) => x || 0) : values;
          expect(read).toEqual({ shape, values: expected });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('throws on no text, and tells of no number that is not there', async () => {
    const piece = fc.constantFrom(
      '1',
      '2.5',
      ',',
      ';',
      '\t',
      '\n',
      '\r',
      '"',
      'a',
      ' ',
      'nan',
      '-',
      'e9',
      '\ud800',
      '×10⁻',
      '.',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const read = await readCsv(text);
        if (read instanceof Problem) {
          expect(read.sentence).not.toBe('');
          return;
        }
        expect(read.values).toHaveLength(read.shape[0] * read.shape[1]);
        expect(read.values.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('is the same read in blocks: a quoted name’s lines are counted as one row', async () => {
    // Longer than a block, so that its end falls among quotes.
    const name = `"${'x\n'.repeat(2 ** 17 + 5)}"`;
    const rows = Array.from({ length: 40_000 }, (_, i) => `${i},1`).join('\n');
    const { shape, values, inFile } = table(await readCsv(`${name},b\n${rows}`));
    expect({ shape, inFile }).toEqual({ shape: [2048, 2], inFile: 40_000 });
    expect(values[2 * 2047]).toBe(2047);
    const bad = await readCsv(`${name},b\n${rows.slice(0, 12_000)}\n`);
    expect(sentence(bad)).toBe('no problem');
    expect(sentence(await readCsv(`${name},b\n1,2\n3,4\n5,?`))).toMatch(
      /^row 4, column 2 \(b\): “\?” is not a number\.$/,
    );
  });
});

describe('an array of NumPy', () => {
  it.each([
    '<f4',
    '>f4',
    '<f8',
    '>f8',
    '|i1',
    '<i2',
    '>i2',
    '<i4',
    '>i4',
    '<i8',
    '>i8',
    '|u1',
    '<u2',
    '>u4',
    '<u8',
    '|b1',
    '=f4',
  ])('is read as %s, in either order', (dtype) => {
    const stored = dtype.endsWith('b1') ? [1, 0, 0, 1, 1, 0] : [1, 2, 3, 4, 5, 6];
    expect(npy([2, 3], stored, { dtype })).toEqual({ shape: [2, 3], values: stored });
    expect(npy([2, 3], stored, { dtype, fortran: true }).values).toEqual(
      [0, 2, 4, 1, 3, 5].map((i) => stored[i]),
    );
  });

  it('may be negative, and larger than 2⁵³', () => {
    expect(npy([1, 2], [-2, 127], { dtype: '|i1' }).values).toEqual([-2, 127]);
    expect(npy([1, 2], [-2, 2 ** 60], { dtype: '<i8' }).values).toEqual([-2, 2 ** 60]);
    expect(npy([1, 1], [2 ** 63], { dtype: '<u8' }).values).toEqual([2 ** 63]);
  });

  it.each([1, 2, 3] as const)('may be of version %i', (version) => {
    expect(npy([1, 2], [3, 4], { version })).toEqual({ shape: [1, 2], values: [3, 4] });
  });

  it('of more axes is flattened behind the first, in either order', () => {
    // x[i, j, k] = 100 i + 10 j + k
    const shape = [2, 3, 4];
    const value = (i: number, j: number, k: number) => 100 * i + 10 * j + k;
    const flat = [0, 1].flatMap((i) =>
      [0, 1, 2].flatMap((j) => [0, 1, 2, 3].map((k) => value(i, j, k))),
    );
    const fortran = [0, 1, 2, 3].flatMap((k) =>
      [0, 1, 2].flatMap((j) => [0, 1].map((i) => value(i, j, k))),
    );
    expect(npy(shape, flat)).toEqual({ shape: [2, 12], values: flat });
    expect(npy(shape, fortran, { fortran: true })).toEqual({ shape: [2, 12], values: flat });
  });

  it('as NumPy itself has saved it', async () => {
    // numpy 2.4.6: np.save(f, np.array([[1.5, -2], [3, 1e-3]], order='F')) and np.arange(6).reshape(3, 2).
    const files = {
      fortran:
        'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMiksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAD4PwAAAAAAAAhAAAAAAAAAAMD8qfHSTWJQPw==',
      integers:
        'k05VTVBZAQB2AHsnZGVzY3InOiAnPGk4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAAAEAAAAAAAAAAgAAAAAAAAADAAAAAAAAAAQAAAAAAAAABQAAAAAAAAA=',
    };
    const read = (text: string) =>
      table(readNpy(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer));
    expect([...read(files.fortran).values]).toEqual([1.5, -2, 3, Math.fround(1e-3)]);
    expect(read(files.integers).shape).toEqual([3, 2]);
    expect([...read(files.integers).values]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('keeps every bit of what was written', () => {
    fc.assert(
      fc.property(
        matrices,
        fc.constantFrom('<f4', '>f4', '<f8', '>f8'),
        fc.boolean(),
        ({ shape, values }, dtype, fortran) => {
          const [samples, features] = shape;
          const stored = fortran
            ? values.map((_, i) => values[(i % samples) * features + Math.floor(i / samples)]!)
            : values;
          expect(npy(shape, stored, { dtype, fortran })).toEqual({ shape, values });
        },
      ),
      { numRuns: 300 },
    );
  });

  const header = (text: string) => sentence(readNpy(npyOf([2, 2], [1, 2, 3, 4], { header: text })));
  it.each([
    [
      "{'descr': '<f2', 'fortran_order': False, 'shape': (2, 2), }",
      /^Its dtype is “<f2”: float32, float64, integers and bool are read\. Save x\.astype\('float32'\)\.$/,
    ],
    ["{'descr': '<c8', 'fortran_order': False, 'shape': (2, 2), }", /^Its dtype is “<c8”/],
    [
      "{'descr': 'toString', 'fortran_order': False, 'shape': (2, 2), }",
      /^Its dtype is “toString”/,
    ],
    [
      "{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2, 2), }",
      /^Its dtype is a record/,
    ],
    [
      "{'descr': '<f4', 'fortran_order': False, 'shape': (4,), }",
      'Its shape is (4,), and samples × features are read: reshape it to (4, 1) or (1, 4).',
    ],
    [
      "{'descr': '<f4', 'fortran_order': False, 'shape': (), }",
      'Its shape is (), and samples × features are read.',
    ],
    [
      "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4), }",
      'Its shape is (0, 4): there is nothing in it.',
    ],
    [
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
      'It is cut short: its shape is (2, 3), and it has 4 of 6 numbers.',
    ],
    [
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 5000), }",
      'It has 5000 features, and a layer has at most 2048 units: leave some columns out.',
    ],
    [
      "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 2), }",
      /^It is cut short/,
    ],
    ['{}', 'Its header does not say order and shape as NumPy’s do.'],
  ])('with the header %s says what is wrong', (text, told) => {
    if (told instanceof RegExp) expect(header(text)).toMatch(told);
    else expect(header(text)).toBe(told);
  });

  it.each([
    [Number.NaN, 'row 2, column 3: NaN is not a finite number.'],
    [-Infinity, 'row 2, column 3: -Infinity is not a finite number.'],
    [1e39, 'row 2, column 3: 1e+39 is beyond float32, whose largest number is 3.4×10³⁸.'],
  ])('says where %s is, in either order', (value, told) => {
    const bad = [1, 2, 3, 4, 5, value];
    expect(sentence(readNpy(npyOf([2, 3], bad, { dtype: '<f8' })))).toBe(told);
    expect(sentence(readNpy(npyOf([2, 3], bad, { dtype: '<f8', fortran: true })))).toBe(told);
  });

  it('cut short anywhere, or with any byte changed, is a table or a sentence', () => {
    const whole = new Uint8Array(npyOf([3, 2], [1, 2, 3, 4, 5, 6]));
    for (let length = 0; length < whole.length; length++)
      expect(sentence(readNpy(whole.slice(0, length).buffer)), `${length}`).toMatch(/^It /);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
        (changes) => {
          const bytes = whole.slice();
          for (const [at, byte] of changes) bytes[at] = byte;
          const read = readNpy(bytes.buffer);
          if (!(read instanceof Problem)) expect(read.values.every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(readNpy(bytes.slice().buffer as ArrayBuffer)).toBeInstanceOf(Problem);
      }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii' }),
        fc.constantFrom(1, 2, 3),
        (text, version) => {
          const file = npyOf([1, 1], [1], { header: text, version: version as 1 });
          expect(readNpy(file)).toBeInstanceOf(Problem);
        },
      ),
    );
  });
});

describe('a file', () => {
  it('is held under its name, with its shape and a fingerprint of every number', async () => {
    const read = await readData(fileOf('Iris.CSV', 'a,b\n1,2\n3,4\n5,6'));
    if (read instanceof Problem) throw new Error(read.sentence);
    expect(read.inFile).toBe(3);
    expect(read.data).toMatchObject({ samples: 3, features: 2 });
    expect(read.data.name).toMatch(/^Iris\.CSV,3x2,[0-9a-f]{16}$/);
    const same = await readData(fileOf('x.npy', npyOf([3, 2], [1, 2, 3, 4, 5, 6])));
    if (same instanceof Problem) throw new Error(same.sentence);
    // What it is read from makes no difference.
    expect(same.data.name.split(',').slice(1)).toEqual(read.data.name.split(',').slice(1));
  });

  it('of more samples than a batch can have gives the first, and tells how many it has', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => i);
    const files = [
      fileOf('long.csv', rows.join('\n')),
      fileOf('long.npy', npyOf([3000, 1], rows)),
      fileOf('long.npy', npyOf([3000, 1], rows, { fortran: true })),
    ];
    for (const file of files) {
      const read = await readData(file);
      if (read instanceof Problem) throw new Error(read.sentence);
      expect(read.inFile).toBe(3000);
      expect([...read.data.values]).toEqual(rows.slice(0, 2048));
    }
  });

  it('that cannot be opened is named, with what is wrong', async () => {
    const told = async (file: Parameters<typeof readData>[0]) => sentence(await readData(file));
    expect(await told(fileOf('iris.csv', '1,2\nx,3'))).toBe(
      'iris.csv was not opened. Row 2, column 1: “x” is not a number.',
    );
    expect(await told(fileOf('a.npy', 'PK'))).toBe(
      'a.npy was not opened. It does not begin as NumPy’s arrays do: numpy.save writes them.',
    );
    expect(await told(fileOf('a.txt', '1'))).toBe(
      'a.txt was not opened. Its name ends with none of .csv, .npy.',
    );
    expect(MAX_BYTES).toBe(100 * 2 ** 20);
    const large = { ...fileOf('a.csv', ''), name: 'a.csv', size: MAX_BYTES + 2 ** 20 };
    expect(await told(large)).toBe(
      'a.csv was not opened. It has 101 MiB, and at most 100 MiB are read: 2048 samples of 2048 features as text.',
    );
    const gone = {
      name: 'gone.csv',
      size: 1,
      text: () => Promise.reject(new Error('it was moved')),
      arrayBuffer: () => Promise.reject(new Error('it was moved')),
    };
    expect(await told(gone)).toBe('gone.csv was not opened. The browser says: it was moved');
  });
});
