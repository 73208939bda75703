/** Beyond this, more pixels cost a phone's battery and are not seen. */
const MOST = 2;

/** The screen's pixel ratio, and word of its change: by the browser's zoom, or by another screen. */
export class PixelRatio {
  #query: MediaQueryList | undefined;

  constructor(readonly changed: () => void) {
    this.#watch();
  }

  get value(): number {
    return Math.min(MOST, devicePixelRatio);
  }

  // A media query tells only that this one ratio is left, so every change needs a new one.
  readonly #watch = (): void => {
    this.#query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    this.#query.addEventListener('change', this.#leave, { once: true });
  };

  readonly #leave = (): void => {
    this.#watch();
    this.changed();
  };

  dispose(): void {
    this.#query?.removeEventListener('change', this.#leave);
  }
}
