/** Pictures compared as one sees them from afar: by the colours of blocks. */
import type { PNG } from 'pngjs';

/** Left, top, width and height in pixels. */
export type Box = readonly [left: number, top: number, width: number, height: number];

export interface Shot {
  readonly png: Pick<PNG, 'width' | 'height' | 'data'>;
  readonly parts: Readonly<Record<string, Box>>;
}

/** Pixels of a block's side, about: three lines of text are four blocks. */
const SIDE = 27;

type Colour = readonly [number, number, number];

/** Means of red, green and blue of `columns` × `rows` blocks, row by row. */
function blocks({ png }: Shot, [left, top, width, height]: Box, columns: number, rows: number) {
  const sums = Array.from({ length: rows * columns }, () => [0, 0, 0, 0] as number[]);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const sum =
        sums[Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width)]!;
      const at = 4 * ((top + y) * png.width + left + x);
      for (const i of [0, 1, 2]) sum[i]! += png.data[at + i]!;
      sum[3]!++;
    }
  return sums.map(([r, g, b, n]): Colour => [r! / n!, g! / n!, b! / n!]);
}

const apart = (a: Colour, b: Colour) => Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

/**
 * The share of blocks whose colour differs by more than `level` of 255 from that of the block at the
 * same place in the other picture, and from those around it: type of another width moves words by
 * less than a block. A part that is larger there is compared at this one's size.
 */
export function differing(a: Shot, b: Shot, part: string, level: number): number {
  const [from, to] = [a.parts[part], b.parts[part]];
  if (!from || !to) return from || to ? 1 : 0;
  const columns = Math.max(1, Math.round(from[2] / SIDE));
  const rows = Math.max(1, Math.round(from[3] / SIDE));
  const [one, other] = [blocks(a, from, columns, rows), blocks(b, to, columns, rows)];
  const around = (i: number) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    return [-1, 0, 1].flatMap((down) =>
      [-1, 0, 1].flatMap((right) => {
        const [r, c] = [row + down, column + right];
        return r >= 0 && r < rows && c >= 0 && c < columns ? [r * columns + c] : [];
      }),
    );
  };
  const strays = (those: readonly Colour[], i: number, colour: Colour) =>
    around(i).every((k) => apart(colour, those[k]!) > level);
  const count = one.filter(
    (colour, i) => strays(other, i, colour) || strays(one, i, other[i]!),
  ).length;
  return count / one.length;
}
