/** What the newest run has cost so far. */
export interface RunCost {
  /** Layers that have been reported, the input left out; with gradients each counts twice. */
  readonly layers: number;
  /** Of their products: two for each multiply-add. */
  readonly operations: number;
  readonly dispatches: number;
  readonly submissions: number;
  /** From the first submission to the last answer. */
  readonly ms: number;
  /** Time that the GPU itself tells; undefined where it tells none, or nobody has asked for it. */
  readonly gpuMs: number | undefined;
  /** On the GPU, histograms and kept weights included. */
  readonly bytes: number;
}
