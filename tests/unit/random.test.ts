import { describe, expect, it } from 'vitest';
import { type Draw, drawRow, wordsAt } from '../../src/engine/cpu/sampling';
import { momentsOf } from '../../src/engine/cpu/statistics';
import { STREAMS } from '../../src/engine/draws';
import { philox } from '../../src/model/philox';
import { cdfs, correlationZ, faults } from './goodness';

const hex = (words: Uint32Array) =>
  [...words].map((w) => w.toString(16).padStart(8, '0')).join(' ');

type Counter = [number, number, number, number];

/** Known answers of the authors' Random123 library. */
const knownAnswers: [Counter, [number, number], string][] = [
  [[0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    '408f276d 41c83b0e a20bc7c6 6d5451fd',
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    'd16cfe09 94fdcceb 5001e420 24126ea1',
  ],
];

describe('philox', () => {
  it.each(knownAnswers)('of %j under %j is known', (counter, key, answer) => {
    const out = new Uint32Array(4);
    philox(out, counter, key);
    expect(hex(out)).toBe(answer);
  });
});

const draw: Draw = {
  columns: 512,
  layer: 1,
  seed: 7,
  stream: STREAMS.weights,
  distribution: 'normal',
  scale: 1,
  mean: 0,
};

/** `rows` rows, of which `rowAt` says which row of the matrix they are. */
function draws(changes: Partial<Draw>, rows = 512, rowAt = (row: number) => row): Float32Array {
  const d = { ...draw, ...changes };
  const out = new Float32Array(rows * d.columns);
  for (let row = 0; row < rows; row++)
    drawRow(d, rowAt(row), out.subarray(row * d.columns, (row + 1) * d.columns));
  return out;
}

const SEEDS = [1, 2, 3, 4, 5];
// Two tests each of three distributions and five seeds: α = 0.001 for all together.
const ALPHA = 0.001 / (2 * 3 * SEEDS.length);

/** Variance and fourth moment of the unit draws. */
const moments = {
  normal: [1, 3],
  uniform: [1, 9 / 5],
  trunc_normal: [0.7737413035499232, 1.41618912484946],
} as const;

describe.each(['normal', 'uniform', 'trunc_normal'] as const)('%s draws', (distribution) => {
  it.each(SEEDS)('follow their distribution (seed %i)', (seed) => {
    expect(faults(draws({ distribution, seed }), cdfs[distribution], ALPHA)).toEqual([]);
  });

  it('would be caught with a standard deviation 1 % off', () => {
    const [variance, fourth] = moments[distribution];
    const [right, wrong] = [1, 1.01].map((scale) =>
      draws({ distribution, scale, columns: 1024 }, 1024),
    );
    // Standard error of a mean square.
    const error = Math.sqrt((fourth - variance ** 2) / 2 ** 20);
    expect(Math.abs(momentsOf(right!).secondMoment - variance)).toBeLessThan(5 * error);
    expect(Math.abs(momentsOf(wrong!).secondMoment - variance)).toBeGreaterThan(5 * error);
    expect(faults(wrong!, cdfs[distribution], ALPHA)).toContain('χ²');
  });

  it('have mean 0', () => {
    const sample = draws({ distribution });
    const error = Math.sqrt(moments[distribution][0] / sample.length);
    expect(Math.abs(momentsOf(sample).mean)).toBeLessThan(5 * error);
  });
});

describe('draws', () => {
  it('of normals are float64’s, to float32’s precision; none is infinite', () => {
    let worst = 0;
    const row = new Float32Array(512);
    for (let r = 0; r < 512; r++) {
      drawRow(draw, r, row);
      for (let column = 0; column < 512; column += 2) {
        const words = wordsAt(draw, r, column).subarray(column % 4, (column % 4) + 2);
        const radius = Math.sqrt(-2 * Math.log((words[0]! + 0.5) * 2 ** -32));
        const angle = 2 * Math.PI * ((words[1]! | 0) * 2 ** -32);
        const exact = [radius * Math.cos(angle), radius * Math.sin(angle)];
        // u is rounded twice, by 2⁻²⁵ of itself each time, and dr = du / (u r). The angle is rounded three
        // times, by π/2 · 2⁻²⁴, π · 2⁻²⁵ and π · 2⁻²⁴ at most; the rest is five roundings of r or x.
        const bound = 2 ** -24 / radius + radius * (2 * Math.PI + 2.5) * 2 ** -24;
        for (const [i, x] of exact.entries())
          worst = Math.max(worst, Math.abs(row[column + i]! - x) / bound);
      }
    }
    expect(worst).toBeLessThan(1);
  });

  it('of cut normals invert their distribution function', () => {
    let worst = 0;
    const row = new Float32Array(512);
    const d: Draw = { ...draw, distribution: 'trunc_normal' };
    for (let r = 0; r < 64; r++) {
      drawRow(d, r, row);
      for (const [column, x] of row.entries()) {
        const word = wordsAt(d, r, column)[column % 4]! | 0;
        worst = Math.max(worst, Math.abs(cdfs.trunc_normal(x) - (word * 2 ** -31 + 1) / 2));
      }
    }
    // Giles' polynomial is within 3e-7 of erfinv; the density of x is 0.42 at most.
    expect(worst).toBeLessThan(1e-6);
  });

  it('differ between rows, layers, seeds and streams', () => {
    const row = (changes: Partial<Draw>, at = 0) => draws(changes, 1, () => at).join();
    const rows = [{}, { layer: 2 }, { seed: 8 }, { stream: 0 }].map((d) => row(d));
    expect(new Set([...rows, row({}, 1)]).size).toBe(5);
  });

  /** Columns from `from` on, of matrices 512 wide. */
  const columns = (sample: Float32Array, from: number, count: number) =>
    sample.filter((_, i) => i % 512 >= from && i % 512 < from + count);

  // A counter used twice makes a correlation of 1 between what it makes: 512 standard errors.
  it.each([
    ['rows', draws({}).slice(512), draws({}).slice(0, -512)],
    ['words of a counter', columns(draws({}), 1, 508), columns(draws({}), 0, 508)],
    ['counters of a row', columns(draws({}), 4, 508), columns(draws({}), 0, 508)],
    ['layers', draws({ layer: 2 }), draws({})],
    ['seeds', draws({ seed: 8 }), draws({})],
    ['streams', draws({ stream: STREAMS.input }), draws({})],
  ] as const)('are uncorrelated between %s', (_between, a, b) => {
    expect(Math.abs(correlationZ(a, b))).toBeLessThan(5);
  });

  it('would be caught using a counter twice', () => {
    const twice = draws({}, 512, (row) => row >> 1);
    // Half of all neighbouring rows are equal: correlation 1/2.
    expect(correlationZ(twice.slice(512), twice.slice(0, -512))).toBeGreaterThan(200);
  });

  it('do not depend on how wide the matrix is', () => {
    const [wide, narrow] = [draws({}, 1), draws({ columns: 61 }, 1)];
    expect(narrow).toEqual(wide.slice(0, 61));
  });

  it('scale to the last bit when the scale is a power of two', () => {
    expect(draws({ scale: 0.25 }, 4)).toEqual(draws({}, 4).map((x) => x / 4));
  });
});
