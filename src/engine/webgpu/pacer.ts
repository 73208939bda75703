/** How long one submission should keep the GPU busy: Windows resets a GPU after 2 s of silence. */
const TARGET_MS = 60;

/** The weakest adapter to expect, software on two cores: about 1 GFLOP/s. */
const INITIAL_RATE = 1e6;

/** A measurement may raise the rate by this much only: the next submission must not be a surprise. */
const MAX_GROWTH = 8;

/** Sizes submissions by how long the last ones took. Costs are in floating-point operations. */
export class Pacer {
  #rate = INITIAL_RATE;

  /** Operations that the next submission may hold. */
  get budget(): number {
    return this.#rate * TARGET_MS;
  }

  /** Learns that a submission of `cost` operations took `ms`. */
  record(cost: number, ms: number): void {
    const measured = cost / Math.max(ms, 0.1);
    // A submission much smaller than the budget measures latency, not speed.
    const slowDown = cost < this.budget / 2 && measured < this.#rate && ms < TARGET_MS;
    if (!slowDown) this.#rate = Math.min(measured, this.#rate * MAX_GROWTH);
  }
}
