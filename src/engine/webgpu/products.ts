/** The variants of the products: their WGSL, and what a workgroup of each makes. */
import floatBits from '../../../shaders/float_bits.wgsl?raw';
import formats from '../../../shaders/formats.wgsl?raw';
import matmul from '../../../shaders/matmul.wgsl?raw';
import matmulBroadcast from '../../../shaders/matmul_broadcast.wgsl?raw';
import matmulBroadcastLarge from '../../../shaders/matmul_broadcast_large.wgsl?raw';
import matmulBroadcastSmall from '../../../shaders/matmul_broadcast_small.wgsl?raw';
import matmulInput from '../../../shaders/matmul_input.wgsl?raw';
import matmulInputBroadcast from '../../../shaders/matmul_input_broadcast.wgsl?raw';
import matmulInputStaged from '../../../shaders/matmul_input_staged.wgsl?raw';
import matmulInputTask from '../../../shaders/matmul_input_task.wgsl?raw';
import matmulStaged from '../../../shaders/matmul_staged.wgsl?raw';
import matmulTask from '../../../shaders/matmul_task.wgsl?raw';
import matmulWeight from '../../../shaders/matmul_weight.wgsl?raw';
import matmulWeightBroadcast from '../../../shaders/matmul_weight_broadcast.wgsl?raw';
import matmulWeightStaged from '../../../shaders/matmul_weight_staged.wgsl?raw';
import matmulWeightTask from '../../../shaders/matmul_weight_task.wgsl?raw';
import sharedRows from '../../../shaders/shared_rows.wgsl?raw';

/** What one workgroup makes of a product's result. */
interface Tile {
  readonly rows: number;
  readonly columns: number;
}

/** Workgroups that make a result of so many rows and columns. */
export const groupsOf = (tile: Tile, rows: number, columns: number) =>
  [Math.ceil(columns / tile.columns), Math.ceil(rows / tile.rows)] as const;

/** The products' WGSL, and their tiles: forward, and of both gradients. */
export interface Product {
  readonly tile: Tile;
  readonly back: Tile;
  /** It takes subgroups of so many lanes. */
  readonly lanes: number | undefined;
  readonly kernels: Readonly<Record<'matmul' | 'matmulInput' | 'matmulWeight', string>>;
}

type Kernels = Product['kernels'];

/** A product's kernels, each after what it needs; `first` before all, and other tiles back if they differ. */
const product = (
  { matmul, matmulInput, matmulWeight }: Kernels,
  tile: Tile,
  { back = tile, first = '', lanes }: { back?: Tile; first?: string; lanes?: number } = {},
): Product => {
  const after = (...parts: string[]) => [first, floatBits, formats, ...parts].join('\n');
  return {
    tile,
    back,
    lanes,
    kernels: {
      matmul: after(matmulTask, matmul),
      matmulInput: after(matmulInputTask, matmulInput),
      matmulWeight: after(matmulWeightTask, matmulWeight),
    },
  };
};

/** Subgroups of a fixed size share what each lane loads, for a tile of so many rows and columns a lane. */
const broadcast = (lanes: number, matmul = matmulBroadcast, rows = 16, columns = 4): Product =>
  product(
    {
      matmul,
      matmulInput: matmulInputBroadcast,
      matmulWeight: matmulWeightBroadcast,
    },
    { rows, columns: lanes * columns },
    {
      lanes,
      back: { rows: 16, columns: 4 * lanes },
      first: ['enable subgroups;', `const LANES = ${lanes}u;`, sharedRows].join('\n'),
    },
  );

const TILE: Tile = { rows: 32, columns: 64 };

/**
 * By where a tile's factors are: in a thread's registers, staged in workgroup memory, or a subgroup's lanes. Of
 * several for as many lanes the last one is the quickest.
 */
export const products = {
  registers: product({ matmul, matmulInput, matmulWeight }, TILE),
  staged: product(
    {
      matmul: matmulStaged,
      matmulInput: matmulInputStaged,
      matmulWeight: matmulWeightStaged,
    },
    TILE,
  ),
  broadcast4Small: broadcast(4, matmulBroadcastSmall, 8, 4),
  broadcast4: broadcast(4, matmulBroadcastLarge, 32, 16),
  broadcast8: broadcast(8),
  broadcast16: broadcast(16),
} satisfies Record<string, Product>;
export type ProductName = keyof typeof products;
