import { describe, expect, it } from 'vitest';
import { philox } from '../../src/engine/cpu/philox';
import { type Draw, drawRow } from '../../src/engine/cpu/sampling';
import { momentsOf } from '../../src/engine/cpu/statistics';

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
  rows: 512,
  columns: 512,
  layer: 1,
  seed: 7,
  stream: 1,
  distribution: 'normal',
  std: 1,
  mean: 0,
};

function draws(changes: Partial<Draw>): Float32Array {
  const d = { ...draw, ...changes };
  const out = new Float32Array(d.rows * d.columns);
  for (let row = 0; row < d.rows; row++)
    drawRow(d, row, out.subarray(row * d.columns, (row + 1) * d.columns));
  return out;
}

const normalCdf = (z: number) => {
  // Abramowitz & Stegun 26.2.17, within 7.5e-8.
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return z < 0 ? tail : 1 - tail;
};

const uniformCdf = (z: number) => (z / Math.sqrt(3) + 1) / 2;

/** Kolmogorov & Smirnov's largest distance between the sample and a distribution. */
function distance(sample: Float32Array, cdf: (z: number) => number): number {
  const sorted = sample.slice().sort();
  const n = sorted.length;
  let largest = 0;
  for (let i = 0; i < n; i++) {
    const p = cdf(sorted[i]!);
    largest = Math.max(largest, Math.abs(p - i / n), Math.abs((i + 1) / n - p));
  }
  return largest;
}

/** The distance that a right sample exceeds with probability α: √(ln(2/α) / 2n). */
const critical = (n: number, alpha: number) => Math.sqrt(Math.log(2 / alpha) / (2 * n));

const SEEDS = [1, 2, 3, 4, 5];
// 10 tests, α = 0.001 for all together.
const ALPHA = 0.001 / 10;

describe.each([
  ['normal', normalCdf],
  ['uniform', uniformCdf],
] as const)('%s draws', (distribution, cdf) => {
  it.each(SEEDS)('follow their distribution (seed %i)', (seed) => {
    const sample = draws({ distribution, seed });
    expect(distance(sample, cdf)).toBeLessThan(critical(sample.length, ALPHA));
  });

  it('would be caught with a standard deviation 1 % off', () => {
    // At 10⁶ draws a σ of 1.01 shifts the cdf by 0.0024, and the bound is 0.0022.
    const sample = draws({ distribution, std: 1.01, rows: 1024, columns: 1024 });
    const n = sample.length;
    // Standard error of a variance: √((kurtosis − 1) / n), kurtosis 3 or 1.8.
    const error = Math.sqrt(((distribution === 'normal' ? 3 : 1.8) - 1) / n);
    expect(Math.abs(momentsOf(sample).variance - 1)).toBeGreaterThan(5 * error);
    const right = draws({ distribution, rows: 1024, columns: 1024 });
    expect(Math.abs(momentsOf(right).variance - 1)).toBeLessThan(5 * error);
  });
});

describe('draws', () => {
  it('differ between layers, seeds and streams', () => {
    const row = (changes: Partial<Draw>) => draws({ ...changes, rows: 1 }).join();
    const rows = [{}, { layer: 2 }, { seed: 8 }, { stream: 0 }].map(row);
    expect(new Set(rows).size).toBe(4);
  });

  it('are uncorrelated from row to row: a counter used twice would give 1', () => {
    const sample = draws({});
    let product = 0;
    for (let i = 0; i + 512 < sample.length; i++) product += sample[i]! * sample[i + 512]!;
    const n = sample.length - 512;
    expect(Math.abs(product / n)).toBeLessThan(5 / Math.sqrt(n));
  });

  it('do not depend on how wide the matrix is', () => {
    const [wide, narrow] = [draws({ rows: 1 }), draws({ rows: 1, columns: 61 })];
    expect(narrow).toEqual(wide.slice(0, 61));
  });

  it('scale with std, to the last bit when it is a power of two', () => {
    expect(draws({ std: 0.25, rows: 4 })).toEqual(draws({ rows: 4 }).map((x) => x / 4));
  });
});
