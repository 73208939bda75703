/** An engine's life: once it has ended, all that the engine still does or is asked for throws. */
export class Lifetime {
  #ended = false;

  /** Throws if the engine was disposed of, or the signal's reason if that is aborted. */
  check(signal?: AbortSignal): void {
    if (this.#ended) throw new Error('The engine was disposed of: make another one to go on.');
    signal?.throwIfAborted();
  }

  end(): void {
    this.#ended = true;
  }
}
