import type { Distribution } from '../../model/distributions';
import { philox } from '../../model/philox';
import { SHARED_ROW } from '../draws';

const f = Math.fround;
const TWO_PI = f(2 * Math.PI);
const SQRT2 = f(Math.SQRT2);
const SQRT3 = f(Math.sqrt(3));
/** erf(√2): how much of a standard normal lies within ±2. */
const WITHIN_2 = f(0.9544997361036416);

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

/** Box & Muller 1958: out[i], out[i + 1], standard normal, of words i, i + 1. The radius is never infinite. */
function normalPair(out: Float32Array, w: Uint32Array, i: number): void {
  const u = f(f(f(w[i]!) * 2 ** -32) + 2 ** -33);
  const radius = f(Math.sqrt(f(-2 * f(Math.log(u)))));
  const angle = f(TWO_PI * f(f(w[i + 1]! | 0) * 2 ** -32));
  out[i] = f(radius * f(Math.cos(angle)));
  out[i + 1] = f(radius * f(Math.sin(angle)));
}

function normals(out: Float32Array, w: Uint32Array): void {
  normalPair(out, w, 0);
  normalPair(out, w, 2);
}

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

/**
 * Four draws of mean 0 and variance 1 (or what distributions.ts says), rounded as shaders/draw.wgsl
 * does, into `out`. Nothing is allocated: a layer of 784 × 784 has 600,000 draws.
 */
const unitDraws: Record<
  Draw['distribution'],
  (out: Float32Array, draw: Draw, row: number, column: number) => void
> = {
  normal: (out, draw, row, column) => normals(out, wordsAt(draw, row, column)),
  uniform(out, draw, row, column) {
    const w = wordsAt(draw, row, column);
    for (let i = 0; i < 4; i++) out[i] = f(SQRT3 * signed(w[i]!));
  },
  trunc_normal(out, draw, row, column) {
    const w = wordsAt(draw, row, column);
    for (let i = 0; i < 4; i++) out[i] = cutNormal(w[i]!);
  },
  constant: (out) => out.fill(1),
  eye(out, _draw, row, column) {
    for (let i = 0; i < 4; i++) out[i] = column + i === row ? 1 : 0;
  },
  correlated(out, draw, row, column) {
    const { correlation = 0 } = draw;
    normals(shared, wordsAt(draw, SHARED_ROW, column));
    normals(out, wordsAt(draw, row, column));
    const [ofShared, ofOwn] = [f(Math.sqrt(correlation)), f(Math.sqrt(1 - correlation))];
    for (let i = 0; i < 4; i++) out[i] = f(f(ofShared * shared[i]!) + f(ofOwn * out[i]!));
  },
};

const shared = new Float32Array(4);
const units = new Float32Array(4);

/** Draws row `row` of a matrix into `out[0 … columns)`. */
export function drawRow(draw: Draw, row: number, out: Float32Array): void {
  const { columns } = draw;
  const [scale, mean] = [f(draw.scale), f(draw.mean)];
  const drawUnits = unitDraws[draw.distribution];
  for (let column = 0; column < columns; column += 4) {
    drawUnits(units, draw, row, column);
    for (let i = 0; i < 4 && column + i < columns; i++)
      out[column + i] = f(f(scale * units[i]!) + mean);
  }
}
