/** Upper limit: more pixels cost a phone's battery and are not visible. */
const MOST = 2;

/** Follows the screen's pixel ratio, which changes with the browser's zoom and on another screen. */
export class PixelRatio {
  #query: MediaQueryList | undefined;

  constructor(readonly changed: () => void) {
    this.#watch();
  }

  get value(): number {
    return Math.min(MOST, devicePixelRatio);
  }

  // A media query matches one ratio, so every change needs a new one.
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
