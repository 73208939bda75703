/** Calls `draw` once in the next animation frame, however often it is asked to. */
export class Frames {
  #pending = 0;
  constructor(readonly draw: () => void) {}

  request = (): void => {
    this.#pending ||= requestAnimationFrame(() => {
      this.#pending = 0;
      this.draw();
    });
  };

  cancel(): void {
    cancelAnimationFrame(this.#pending);
    this.#pending = 0;
  }
}
