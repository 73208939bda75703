import type { Distribution } from '../../model/distributions';
import { philox } from '../../model/philox';
import { SHARED_ROW } from '../draws';

const f = Math.fround;
const TWO_PI = f(2 * Math.PI);
const SQRT2 = f(Math.SQRT2);
const SQRT3 = f(Math.sqrt(3));
/** erf(√2): how much of a standard normal lies within ±2. */
const WITHIN_2 = f(0.9544997361036416);

type Four = [number, number, number, number];

/** A matrix (or vector: row 0) of independent draws: `scale` times unit draws, plus `mean`. */
export interface Draw {
  readonly columns: number;
  /** 0 is the input. */
  readonly layer: number;
  readonly seed: number;
  /** One of `STREAMS`. */
  readonly stream: number;
  readonly distribution: Exclude<Distribution, 'orthogonal'>;
  readonly scale: number;
  readonly mean: number;
  /** Of any two rows, where the distribution is `correlated`. */
  readonly correlation?: number;
}

const words = new Uint32Array(4);

/** The four random words that columns `column` … `column + 3` of a row are made of. */
export function wordsAt(draw: Draw, row: number, column: number): Uint32Array {
  philox(words, [column >>> 2, row, draw.layer, 0], [draw.seed, draw.stream]);
  return words;
}

/** A word as a signed number in ±1. */
const signed = (word: number) => f(f(word | 0) * 2 ** -31);

/** Box & Muller 1958: two standard normals from two words. The radius is never infinite. */
function normalPair(radiusWord: number, angleWord: number): [number, number] {
  const u = f(f(f(radiusWord) * 2 ** -32) + 2 ** -33);
  const radius = f(Math.sqrt(f(-2 * f(Math.log(u)))));
  const angle = f(TWO_PI * f(f(angleWord | 0) * 2 ** -32));
  return [f(radius * f(Math.cos(angle))), f(radius * f(Math.sin(angle)))];
}

const normals = (w: Uint32Array): Four => [
  ...normalPair(w[0]!, w[1]!),
  ...normalPair(w[2]!, w[3]!),
];

/** Of the inverse error function over its argument, in w − 2.5 (Giles 2010, central branch). */
const GILES = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 0.00021858087, -0.00125372503,
  -0.00417768164, 0.246640727, 1.50140941,
].map(f);

/** The standard normal cut at ±2, by the inverse of its distribution function. */
function cutNormal(word: number): number {
  const u = f(signed(word) * WITHIN_2);
  const w = f(f(-Math.log(f(f(1 - u) * f(1 + u)))) - 2.5);
  let p = 0;
  for (const coefficient of GILES) p = f(f(p * w) + coefficient);
  return Math.max(-2, Math.min(2, f(SQRT2 * f(p * u))));
}

/** Draws of mean 0 and variance 1 (or what distributions.ts says), rounded as shaders/draw.wgsl does. */
const unitDraws: Record<
  Draw['distribution'],
  (draw: Draw, row: number, column: number) => Four | Float32Array
> = {
  normal: (draw, row, column) => normals(wordsAt(draw, row, column)),
  uniform: (draw, row, column) =>
    Float32Array.from(wordsAt(draw, row, column), (word) => f(SQRT3 * signed(word))),
  trunc_normal: (draw, row, column) => Float32Array.from(wordsAt(draw, row, column), cutNormal),
  constant: () => [1, 1, 1, 1],
  eye: (_draw, row, column) => Float32Array.from([0, 1, 2, 3], (i) => (column + i === row ? 1 : 0)),
  correlated: (draw, row, column) => {
    const { correlation = 0 } = draw;
    const shared = normals(wordsAt(draw, SHARED_ROW, column));
    const own = normals(wordsAt(draw, row, column));
    const [ofShared, ofOwn] = [f(Math.sqrt(correlation)), f(Math.sqrt(1 - correlation))];
    return own.map((x, i) => f(f(ofShared * shared[i]!) + f(ofOwn * x))) as Four;
  },
};

/** Draws row `row` of a matrix into `out[0 … columns)`. */
export function drawRow(draw: Draw, row: number, out: Float32Array): void {
  const [scale, mean] = [f(draw.scale), f(draw.mean)];
  for (let column = 0; column < draw.columns; column += 4) {
    const units = unitDraws[draw.distribution](draw, row, column);
    for (let i = 0; i < 4 && column + i < draw.columns; i++)
      out[column + i] = f(f(scale * units[i]!) + mean);
  }
}
