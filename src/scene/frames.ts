/** Length of a rest, as a multiple of the time that the GPU took for the frame. */
const REST = 2;

/**
 * Calls `draw` once in the next animation frame, however often it is asked to. Where it shares the
 * GPU with a run, it then rests twice as long as the GPU took: a slow one gives the run most of its
 * time, on a fast one nobody notices.
 */
export class Frames {
  /** Whether a run is using the GPU. */
  shares = false;
  #pending = 0;
  #rests = false;
  #asked = false;

  /** `drawn` resolves when the GPU has done all that it was given. */
  constructor(
    readonly draw: () => void,
    readonly drawn: () => Promise<unknown>,
  ) {}

  request = (): void => {
    if (this.#rests && this.shares) {
      this.#asked = true;
      return;
    }
    this.#pending ||= requestAnimationFrame(() => {
      this.#pending = 0;
      const started = performance.now();
      // Set before `draw`, which may ask for the next frame at once.
      this.#rests = this.shares;
      this.draw();
      if (this.#rests) void this.#rest(started);
    });
  };

  cancel(): void {
    cancelAnimationFrame(this.#pending);
    this.#pending = 0;
    this.#asked = false;
  }

  async #rest(started: number): Promise<void> {
    // A lost device rejects, and is reported elsewhere; drawing must go on with the next one.
    await this.drawn().catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, REST * (performance.now() - started)));
    this.#rests = false;
    if (!this.#asked) return;
    this.#asked = false;
    this.request();
  }
}
