import { describe, expect, it } from 'vitest';
import { drawNormals } from '../../src/lecture/figures/kit/normals';
import { momentsOf } from '../../src/lecture/figures/kit/sample';
import { drawWalks, positionsAfter } from '../../src/lecture/figures/walks/products';
import { walksValues, walksWords } from '../../src/lecture/figures/walks/words';
import { normalCdf, normalPdf } from '../../src/model/special';
import { correlationZ } from './goodness';

const WALKS = 400;
const drawn = (terms: number, seed = 1, first = 0) =>
  drawWalks({ terms, walks: WALKS, seed, first });

describe('walks', () => {
  it('begin at 0 and step by the products of two rows', () => {
    const [, walk] = drawWalks({ terms: 50, walks: 2, seed: 3, first: 4 });
    const row = (at: number) =>
      drawNormals(new Float64Array(50), { figure: 'walks', seed: 3, row: at });
    const [w, x] = [row(10), row(11)];
    expect(walk![0]).toBe(0);
    let sum = 0;
    for (let i = 0; i < 50; i++) {
      sum += w[i]! * x[i]!;
      expect(walk![i + 1]).toBe(sum);
    }
  });

  it.each([1, 10, 100, 784])('of %i terms end with that variance, about 0', (terms) => {
    // A product has a fourth moment of 9, so the sum's excess kurtosis is 6 / terms.
    const error = Math.sqrt((2 + 6 / terms) / WALKS);
    for (const seed of [1, 2, 3]) {
      const { sums, variance } = positionsAfter(drawn(terms, seed), terms);
      expect(Math.abs(variance / terms - 1)).toBeLessThan(5 * error);
      expect(Math.abs(momentsOf(sums).mean)).toBeLessThan(5 * Math.sqrt(terms / WALKS));
    }
  });

  it('of 100 terms end within ±√100 as often as a normal distribution', () => {
    const expected = normalCdf(1) - normalCdf(-1);
    const error = Math.sqrt((expected * (1 - expected)) / (3 * WALKS));
    const shares = [1, 2, 3].map((seed) => positionsAfter(drawn(100, seed), 100).inside);
    const mean = shares.reduce((a, b) => a + b) / 3;
    // Edgeworth: an excess kurtosis of 0.06 adds 0.06 / 12 · φ(1) = 0.0012 to it.
    expect(Math.abs(mean - expected)).toBeLessThan(5 * error + 0.0012);
  });

  it('of one term lie within ±1 as often as a product of two normals', () => {
    // P(|w x| ≤ 1) = 4 ∫₀^∞ φ(w) (Φ(1/w) − ½) dw, by Simpson's rule.
    const expected = 4 * simpson((w) => normalPdf(w) * (normalCdf(1 / w) - 0.5), 1e-9, 8, 4000);
    const error = Math.sqrt((expected * (1 - expected)) / WALKS);
    expect(Math.abs(positionsAfter(drawn(1), 1).inside - expected)).toBeLessThan(5 * error);
  });

  it('begin alike, however many terms there are', () => {
    expect(drawn(30)[7]!.slice(0, 11)).toEqual(drawn(10)[7]);
  });

  it('drawn again are others', () => {
    const ends = (first: number) => Float32Array.from(drawn(10, 1, first), (walk) => walk[10]!);
    expect(Math.abs(correlationZ(ends(0), ends(WALKS)))).toBeLessThan(5);
    expect(Math.abs(correlationZ(ends(0).slice(1), ends(0).slice(0, -1)))).toBeLessThan(5);
  });
});

describe('words of walks', () => {
  const positions = { sums: [], variance: 36.2, inside: 0.664 };

  it('say how far they have come', () => {
    const words = walksWords({ n: 100, walks: 200, terms: 37, positions });
    expect(words.readout.slice(0, 2)).toEqual([
      '37 of 100 terms: variance 36.2',
      '66 % within ±√37 = ±6.08',
    ]);
    expect(words.alternative).toContain('After 37 terms their variance is 36.2, and 66 % lie');
  });

  it('tell of a single walk where it is, not a variance that it cannot have', () => {
    const one = { sums: [-13.2], variance: 0, inside: 1 };
    const words = walksWords({ n: 100, walks: 1, terms: 100, positions: one });
    expect(words.readout[0]).toBe('n = 100: sum −13.2');
    expect(words.alternative).not.toContain('variance');
    expect(walksValues(100, one)).toEqual({ n: 100, end: -13.2 });
  });

  it('name n at the end', () => {
    const words = walksWords({ n: 1, walks: 200, terms: 1, positions });
    expect(words.readout[0]).toBe('n = 1: variance 36.2');
    expect(words.alternative).toContain('After 1 term their');
  });
});

function simpson(f: (x: number) => number, from: number, to: number, intervals: number): number {
  const h = (to - from) / intervals;
  let sum = f(from) + f(to);
  for (let i = 1; i < intervals; i++) sum += (i % 2 ? 4 : 2) * f(from + i * h);
  return (sum * h) / 3;
}
