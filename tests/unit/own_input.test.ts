import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBreather } from '../../src/engine/cpu/breather';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { inputOf } from '../../src/engine/cpu/input';
import { ownBatch } from '../../src/engine/own-batch';
import { linearRange } from '../../src/model/axis';
import { dataInShort, dataInWords, heldData, holdData, readDataName } from '../../src/model/data';
import { isSame } from '../../src/model/experiment';
import { strideOf } from '../../src/model/memory';
import { momentsOfBatch, ownMoments, standardised, withData } from '../../src/model/own-input';
import type { LayerReport } from '../../src/model/report';
import { caveatOf, predict, predictionsOf } from '../../src/model/theory/theory';
import { keyOf } from '../../src/state/requests';
import { iris, otherIris } from './data-writing';
import { made } from './making';

const of = (data: typeof iris, changes: Record<string, unknown> = {}) =>
  made({
    input: 'file',
    data: data.name,
    widths: [data.features, 16],
    shape: 'list',
    depth: 2,
    batch: data.samples,
    ...changes,
  });

describe('data', () => {
  const named = (values: readonly number[], shape: readonly [number, number], file = 'a.csv') =>
    holdData(file, shape, Float32Array.from(values)).name;

  it('are named by file, shape and every bit of every number', () => {
    const names = [
      named([1, 2, 3, 4], [2, 2]),
      named([1, 2, 3, 4], [1, 4]),
      named([1, 2, 4, 3], [2, 2]),
      named([1, 2, 3, 4 + 2 ** -21], [2, 2]),
      named([0, 0], [1, 2]),
      named([0, -0], [1, 2]),
      named([0, 0, 0], [1, 3]),
    ];
    expect(new Set(names.map((name) => readDataName(name)!.key)).size).toBe(names.length);
    expect(named([1, 2, 3, 4], [2, 2], 'b.npy')).not.toBe(names[0]);
    expect(heldData(named([1, 2, 3, 4], [2, 2], 'b.npy'))).toBe(heldData(names[0]!));
    expect(heldData(names[0]!.replace(/.$/, (c) => (c === '0' ? '1' : '0')))).toBeUndefined();
  });

  it('have MurmurHash3’s fingerprint', () => {
    // Of four bytes, seed 0: test vectors of the reference implementation.
    const hash = (bits: number) =>
      holdData('x', [1, 1], new Float32Array(Uint32Array.of(bits).buffer)).name.slice(6, 14);
    expect(hash(0x87654321)).toBe('f55b516b');
    expect(hash(0)).toBe('2362f9de');
  });

  it.each([
    ['a, b 2.csv', 'a, b 2.csv'],
    ['  two\n lines\u202e.csv ', 'two lines .csv'],
    ['', 'data'],
    ['half \ud800', 'half \ufffd'],
    ['🙂'.repeat(90), '🙂'.repeat(60)],
    ['x,1x1,0123456789abcdef', 'x,1x1,0123456789abcdef'],
  ])('of the file %j are called %j', (file, called) => {
    const { name } = holdData(file, [1, 2], Float32Array.of(1, 2));
    expect(readDataName(name)).toMatchObject({ file: called, samples: 1, features: 2 });
    expect(made({ data: name }).data).toBe(name);
  });

  it.each([
    '',
    'iris.csv',
    'a,1x0,0123456789abcdef',
    'a,1x1,0123456789abcde',
    ',1x1,0123456789abcdef',
    ' a,1x1,0123456789abcdef',
    'a,01x1,0123456789abcdef',
  ])('%j is no name of data', (name) => expect(readDataName(name)).toBeUndefined());

  it('are told in words', () => {
    expect(dataInShort(iris.name)).toBe('iris.csv, 5 × 4');
    expect(dataInWords(iris.name)).toBe('iris.csv (5 samples of 4 features)');
    expect(dataInWords(named([1], [1, 1]))).toBe('a.csv (1 sample of 1 feature)');
  });

  it('tell experiments apart, and results', () => {
    const [one, other] = [of(iris, { widths: [4, 8] }), of(iris, { widths: [4, 8] })];
    expect(isSame(one, other)).toBe(true);
    const changed = holdData(
      'iris.csv',
      [5, 4],
      iris.values.map((x, i) => (i === 19 ? 8 : x)),
    );
    const third = of(changed, { widths: [4, 8] });
    expect(isSame(one, third)).toBe(false);
    expect(keyOf(one)).not.toBe(keyOf(third));
  });
});

describe('opening data', () => {
  it('sets input, first width and batch; layers keep their widths', () => {
    const opened = { input: 'file', data: iris.name, batch: 5 };
    expect(withData(iris, made({}))).toEqual({ ...opened, widths: [4, 784], shape: 'list' });
    expect(withData(iris, made({ widths: [4] }))).toEqual(opened);
    const list = made({ widths: [784, 256, 10], shape: 'list' });
    expect(withData(iris, list)).toEqual({ ...opened, widths: [4, 256, 10], shape: 'list' });
    const tapering = made({ shape: 'linear' });
    expect(withData(iris, tapering)).toEqual({ ...opened, widths: [4] });
    expect(withData(otherIris, of(iris))).toEqual({
      input: 'file',
      data: otherIris.name,
      batch: 2,
      widths: [3, 16],
      shape: 'list',
    });
    expect(withData(iris, of(iris, { batch: 3, input: 'normal' }))).toEqual({
      input: 'file',
      data: iris.name,
    });
    expect(made({ ...made({}), ...withData(iris, made({})) }).widths).toEqual([4, 784]);
  });
});

describe('standardised features', () => {
  it('are those of scikit-learn’s StandardScaler', () => {
    // Columns 1, 2, 3 and −2, 0, 2: mean 2 and std √(2/3), mean 0 and std √(8/3).
    const samples = {
      samples: 3,
      features: 3,
      values: Float32Array.of(1, -2, 0.1, 2, 0, 0.1, 3, 2, 0.1),
    };
    const end = Math.fround(Math.sqrt(1.5));
    expect([...standardised(samples)]).toEqual([-end, -end, 0, 0, 0, 0, end, end, 0]);
  });

  it('have mean 0 and variance 1, or are 0', () => {
    const value = fc.float({ min: -1000, max: 1000, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value, fc.constant(Math.fround(0.7))), {
          minLength: 2,
          maxLength: 30,
        }),
        (rows) => {
          const values = standardised({
            samples: rows.length,
            features: 3,
            values: Float32Array.from(rows.flat()),
          });
          for (const feature of [0, 1, 2]) {
            const column = rows.map((_, i) => values[3 * i + feature]!);
            const mean = column.reduce((a, b) => a + b, 0) / column.length;
            const variance = column.reduce((a, b) => a + (b - mean) ** 2, 0) / column.length;
            const varies = new Set(rows.map((row) => row[feature])).size > 1;
            // Values of √30 at most, each rounded to 2⁻²⁴ of itself.
            expect(Math.abs(mean)).toBeLessThan(1e-6);
            expect(Math.abs(variance - (varies ? 1 : 0))).toBeLessThan(1e-5);
          }
        },
      ),
    );
  });
});

describe('a batch of data', () => {
  const none = () => Promise.reject(new Error('no digits here'));
  const input = (changes: Record<string, unknown>, data = iris) =>
    inputOf(of(data, changes), none, createBreather());

  it('is the samples in order, which begin again where there are too few', async () => {
    expect(await input({ features: 'raw' })).toEqual(iris.values);
    expect(await input({ features: 'raw', batch: 2 })).toEqual(iris.values.slice(0, 8));
    const more = await input({ features: 'raw', batch: 12 });
    expect([...more]).toEqual([...iris.values, ...iris.values, ...iris.values.slice(0, 8)]);
    // All samples decide mean and std, however few of them are in the batch.
    const all = standardised(iris);
    expect(await input({})).toEqual(all);
    expect(await input({ batch: 1 })).toEqual(all.slice(0, 4));
  });

  it('is rounded to the number format', async () => {
    const [first] = await input({ features: 'raw', format: 'bfloat16' });
    // 5.1 between 5.09375 and 5.125.
    expect(first).toBe(5.09375);
  });

  it('has rows of a stride, with 0 behind each sample', () => {
    const x = ownBatch(of(otherIris, { features: 'raw', batch: 3 }), strideOf);
    expect([...x!]).toEqual([1, -2, 3, 0, 0, 0.5, 4, 0, 1, -2, 3, 0]);
    expect(ownBatch(made({}))).toBeUndefined();
  });

  it('has the moments that its numbers have', () => {
    const value = fc.float({ min: -100, max: 100, noNaN: true });
    const matrix = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(matrix, fc.integer({ min: 1, max: 30 }), (rows, batch) => {
        const samples = {
          samples: rows.length,
          features: 3,
          values: Float32Array.from(rows.flat()),
        };
        const told = momentsOfBatch(samples, batch);
        const taken = Array.from({ length: batch }, (_, i) => rows[i % rows.length]!);
        const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
        const variance = (list: readonly number[]) => mean(list.map((x) => (x - mean(list)) ** 2));
        const across = mean([0, 1, 2].map((i) => variance(taken.map((row) => row[i]!))));
        const squares = rows.map((row, i) => {
          const times = taken.filter((_, j) => j % rows.length === i).length;
          return times * row.reduce((sum, x) => sum + x * x, 0);
        });
        const sum = squares.reduce((a, b) => a + b, 0);
        const different = Math.min(batch, rows.length);
        const share = sum > 0 ? squares.reduce((a, b) => a + b * b, 0) / sum ** 2 : 1 / different;
        expect(told.mean).toBeCloseTo(mean(taken.flat()), 8);
        expect(told.variance).toBeCloseTo(variance(taken.flat()), 8);
        expect(told.acrossSamples).toBeCloseTo(across, 8);
        expect(told.share).toBeCloseTo(share, 8);
      }),
    );
  });

  it('has an axis about its own mean', () => {
    const { mean, variance } = ownMoments(of(iris, { features: 'raw' }))!;
    const { low, high } = linearRange([of(iris, { features: 'raw' })], 'post');
    expect((low + high) / 2).toBeCloseTo(mean, 10);
    expect((high - low) / 8).toBeCloseTo(Math.sqrt(variance), 10);
  });
});

describe('theory of data', () => {
  async function run(changes: Record<string, unknown>) {
    const reports: LayerReport[] = [];
    for await (const report of createCpuEngine().run(of(iris, changes)))
      reports[report.layer] = report;
    return reports;
  }

  it.each([
    { features: 'raw' },
    { features: 'standardised' },
    { features: 'raw', batch: 2 },
    { features: 'standardised', batch: 3 },
    { features: 'standardised', batch: 13 },
  ])('begins with what the input is measured to have: %j', async (changes) => {
    const [input] = await run(changes);
    const { post } = predict(of(iris, changes)).layers[0]!;
    for (const moment of ['variance', 'secondMoment'] as const) {
      const off = input!.post[moment] / post[moment] - 1;
      // The same float32 numbers, added up in double precision.
      expect(Math.abs(off), moment).toBeLessThan(1e-9);
    }
  });

  it.each([
    { features: 'raw', activation: 'relu', scheme: 'kaiming_normal' },
    { features: 'standardised', activation: 'relu', scheme: 'kaiming_normal' },
    { features: 'raw', scheme: 'orthogonal' },
    { features: 'raw', batch: 3, scheme: 'lecun_normal' },
  ])('holds for the first pre-activation: %j', async (changes) => {
    const [SEEDS, WIDTH] = [20, 512];
    const wide = { ...changes, depth: 1, widths: [4, WIDTH] };
    const { predicted } = predictionsOf(predict(of(iris, wide)), 'pre')[1]!;
    let sum = 0;
    for (let seed = 0; seed < SEEDS; seed++) {
      const [, first] = await run({ ...wide, seed });
      sum += Math.log(first!.pre.secondMoment / predicted.secondMoment) / SEEDS;
    }
    // Were all samples of one direction, a layer's second moment would be a mean of WIDTH squares of
    // normals: its logarithm varies by 2/WIDTH, and lies 1/WIDTH below that of its mean.
    expect(Math.abs(sum)).toBeLessThan(5 * Math.sqrt(2 / WIDTH / SEEDS) + 1 / WIDTH);
  });

  it.each([
    [{ activation: 'relu' }, 1, 0, /^A file’s samples differ in norm: theory predicts the first/],
    [{ scheme: 'constant' }, 0, 0, /^A file’s samples .* sums of all features\.$/],
    [{ scheme: 'eye', widths: [4, 2] }, 0, 0, /^Features differ in size/],
    [{ scheme: 'eye', widths: [4] }, 2, 2, undefined],
    [{ scheme: 'lecun_normal', widths: [4, 512] }, 2, 2, undefined],
    [
      { scheme: 'kaiming_normal', activation: 'relu', norm: 'layer', widths: [4, 512] },
      2,
      2,
      undefined,
    ],
  ] as const)('says how far it reaches: %j', (changes, pre, post, caveat) => {
    const theory = predict(of(iris, changes));
    expect([theory.preHoldsThrough, theory.holdsThrough]).toEqual([pre, post]);
    if (caveat) expect(caveatOf(theory, 'post')).toMatch(caveat);
    else expect(caveatOf(theory, 'post') ?? '').not.toMatch(/file|Features/);
  });
});
