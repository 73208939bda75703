/** One network of the benchmark: constant width, LeCun's weights, ReLU. */
export interface Case {
  readonly batch: number;
  readonly width: number;
  readonly depth: number;
}

export const cases: readonly Case[] = [
  { batch: 64, width: 256, depth: 10 },
  { batch: 256, width: 784, depth: 4 },
];

/** Something that runs a case and tells the variance of every layer's post-activation. */
export interface Contender {
  readonly name: string;
  /** What one timed run computes. */
  readonly does: string;
  run(c: Case): Promise<number[]>;
}
