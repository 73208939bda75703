import type { Distribution } from '../../model/schemes';
import { philox } from './philox';

const f = Math.fround;
const TWO_PI = f(2 * Math.PI);
const SQRT3 = f(Math.sqrt(3));

type Four = [number, number, number, number];

/** Box & Muller 1958: two standard normals from two words. The radius is never infinite. */
function normalPair(radiusWord: number, angleWord: number): [number, number] {
  const u = f(f(f(radiusWord) * 2 ** -32) + 2 ** -33);
  const radius = f(Math.sqrt(f(-2 * f(Math.log(u)))));
  const angle = f(TWO_PI * f(f(angleWord | 0) * 2 ** -32));
  return [f(radius * f(Math.cos(angle))), f(radius * f(Math.sin(angle)))];
}

/** Mean 0 and variance 1, from four random words; rounded to float32 as shaders/draw.wgsl does. */
const unitDraws: Record<Distribution, (words: Uint32Array) => Four> = {
  normal: (w) => [...normalPair(w[0]!, w[1]!), ...normalPair(w[2]!, w[3]!)],
  uniform: (w) => [0, 1, 2, 3].map((i) => f(SQRT3 * f(f(w[i]! | 0) * 2 ** -31))) as Four,
};

export interface Draw {
  readonly rows: number;
  readonly columns: number;
  readonly layer: number;
  readonly seed: number;
  readonly stream: number;
  readonly distribution: Distribution;
  readonly std: number;
  readonly mean: number;
}

/** Draws row `row` of a matrix into `out[0 … columns)`. */
export function drawRow(draw: Draw, row: number, out: Float32Array): void {
  const [std, mean] = [f(draw.std), f(draw.mean)];
  const words = new Uint32Array(4);
  for (let column = 0; column < draw.columns; column += 4) {
    philox(words, [column >>> 2, row, draw.layer, 0], [draw.seed, draw.stream]);
    const units = unitDraws[draw.distribution](words);
    for (let i = 0; i < 4 && column + i < draw.columns; i++)
      out[column + i] = f(f(std * units[i]!) + mean);
  }
}
