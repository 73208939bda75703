/** How long one submission should keep the GPU busy: Windows resets a GPU after 2 s of silence. */
const TARGET_MS = 60;

/** The weakest adapter to expect, software on two cores: about 1 GFLOP/s. */
const INITIAL_RATE = 1e6;

/** Of a measured rate, what the first submission is sized by: it must not be a surprise. */
const FIRST_SHARE = 1 / 8;

/** Slower than this nothing computes: what seems so is waiting, and must not shrink submissions to nothing. */
const LEAST_RATE = 1e5;

/** More waiting than this is not taken off: it may have been work after all. */
const MOST_LATENCY = 100;

/** Share of a submission's time that counts as work in any case. */
const LEAST_SHARE = 1 / 4;

/** A measurement may raise the rate by this much only: the next submission must not be a surprise. */
const MAX_GROWTH = 8;

/** Sizes submissions by how long the last ones took. Costs are in floating-point operations. */
export class Pacer {
  #rate: number;
  #latency = 0;

  /** `measured`: operations a millisecond of the quickest kernel, where they are known: the others are slower. */
  constructor(measured?: number) {
    this.#rate = Math.max(INITIAL_RATE, (measured ?? 0) * FIRST_SHARE);
  }

  /** Operations that the next submission may hold. */
  get budget(): number {
    return this.#rate * TARGET_MS;
  }

  /**
   * Learns how long a submission of nothing takes to be answered. Firefox may look only every 100 ms,
   * which says nothing of the GPU.
   */
  calibrate(ms: number): void {
    this.#latency = Math.min(ms, MOST_LATENCY);
  }

  /** Learns that a submission of `cost` operations took `ms`. */
  record(cost: number, ms: number): void {
    // However long the wait, some of it was work: else a wrong latency would know no bounds.
    const worked = Math.max(ms - this.#latency, ms * LEAST_SHARE, 0.1);
    const measured = cost / worked;
    // A submission much smaller than the budget measures latency, not speed.
    const slowDown = cost < this.budget / 2 && measured < this.#rate && worked < TARGET_MS;
    if (slowDown) return;
    this.#rate = Math.max(LEAST_RATE, Math.min(measured, this.#rate * MAX_GROWTH));
  }
}
