import { philox } from '../../../model/philox';
import { type FigureName, figureNames } from '../table';

/** Above the engine's streams, so that no figure draws the same numbers as a network. */
const FIRST_STREAM = 16;

/** The source of the numbers: every figure, seed and row has its own. */
export interface Source {
  readonly figure: FigureName;
  readonly seed: number;
  /** Such as one sum of many, or one of the two factors. */
  readonly row?: number;
}

const words = new Uint32Array(4);

/**
 * Fills `out` with standard normals: what lies at an index depends on nothing but the source and
 * the index (Philox4x32-10; Box & Muller 1958).
 */
export function drawNormals(out: Float64Array, { figure, seed, row = 0 }: Source): Float64Array {
  const stream = FIRST_STREAM + figureNames.indexOf(figure);
  for (let i = 0; i < out.length; i += 4) {
    philox(words, [i / 4, row, 0, 0], [seed, stream]);
    for (let pair = 0; pair < 4; pair += 2) {
      // Half a step away from 0, so that no radius is infinite.
      const radius = Math.sqrt(-2 * Math.log((words[pair]! + 0.5) * 2 ** -32));
      const angle = 2 * Math.PI * words[pair + 1]! * 2 ** -32;
      // Beyond its end, an array drops what is written.
      out[i + pair] = radius * Math.cos(angle);
      out[i + pair + 1] = radius * Math.sin(angle);
    }
  }
  return out;
}
