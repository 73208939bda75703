/** One network of the benchmark: constant width, LeCun's weights, ReLU. */
export interface Shape {
  readonly batch: number;
  readonly width: number;
  readonly depth: number;
}

/** A network whose weights are on the GPU. */
export interface Resident {
  /** Product of every layer, with its activation or without; resolves when the GPU is done. */
  run(): Promise<void>;
  /** Variance of what the last layer gives. */
  variance(): Promise<number>;
  dispose(): void;
}

/** Something that computes a network and tells the variance of every layer's post-activation. */
export interface Contender {
  readonly name: string;
  /** What one full run computes. */
  readonly does: string;
  full(shape: Shape): Promise<number[]>;
  /** Product and activation. */
  forward(shape: Shape): Promise<Resident>;
  /** The product alone, of every layer with what the one before gives. */
  product(shape: Shape): Promise<Resident>;
}

/** Something that multiplies, and has neither draws nor statistics. */
export type Multiplier = Pick<Contender, 'name' | 'product'>;

/** Each module of the folder makes one contender; their packages are this folder's own. */
const peers = import.meta.glob<() => Promise<Contender>>('./peers/*.ts', {
  eager: true,
  import: 'contender',
});

const multipliers = import.meta.glob<() => Promise<Multiplier>>('./peers/multipliers/*.ts', {
  import: 'multiplier',
});

/** All that are compared with ours. */
export const contenders = (): Promise<Contender[]> =>
  Promise.all(Object.values(peers).map((peer) => peer()));

/** What else multiplies: in a browser only. */
export const others = (): Promise<Multiplier[]> =>
  import.meta.env.SSR
    ? Promise.resolve([])
    : Promise.all(Object.values(multipliers).map(async (load) => (await load())()));
