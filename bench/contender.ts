/** One network of the benchmark: constant width, LeCun's weights, ReLU. */
export interface Shape {
  readonly batch: number;
  readonly width: number;
  readonly depth: number;
}

/** A network whose weights are on the GPU. */
export interface Resident {
  /** Product and activation of every layer; resolves when the GPU is done. */
  run(): Promise<void>;
  /** Variance of the last layer's post-activations. */
  variance(): Promise<number>;
  dispose(): void;
}

/** Something that computes a network and tells the variance of every layer's post-activation. */
export interface Contender {
  readonly name: string;
  /** What one full run computes. */
  readonly does: string;
  full(shape: Shape): Promise<number[]>;
  resident(shape: Shape): Promise<Resident>;
}

/** Each module of the folder makes one contender; their packages are this folder's own. */
const peers = import.meta.glob<() => Promise<Contender>>('./peers/*.ts', {
  eager: true,
  import: 'contender',
});

/** All that are compared with ours. */
export const contenders = (): Promise<Contender[]> =>
  Promise.all(Object.values(peers).map((peer) => peer()));
