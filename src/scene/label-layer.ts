import type { LabelKind, Placed, Size } from './placement';

/** What placing labels must know of them. */
export type LabelSizes = Pick<LabelLayer, 'measure'>;

/** HTML labels over the picture, kept between frames so that turning it makes no elements. */
export class LabelLayer {
  readonly element = document.createElement('div');
  readonly #pool: HTMLSpanElement[] = [];
  readonly #probe = document.createElement('span');
  #sizes = new Map<string, Size>();

  constructor() {
    this.element.className = 'scene-labels';
    this.#probe.style.visibility = 'hidden';
    this.element.append(this.#probe);
  }

  /** Size of a label in the page's font. */
  measure(text: string, kind: LabelKind): Size {
    const key = `${kind} ${text}`;
    let size = this.#sizes.get(key);
    if (!size) {
      this.#probe.className = `scene-${kind}`;
      this.#probe.textContent = text;
      size = { width: this.#probe.offsetWidth, height: this.#probe.offsetHeight };
      this.#sizes.set(key, size);
    }
    return size;
  }

  /** Forgets sizes: the font may have changed. */
  remeasure(): void {
    this.#sizes = new Map();
    this.#probe.textContent = '';
  }

  show(labels: readonly Placed[]): void {
    while (this.#pool.length < labels.length) {
      const span = document.createElement('span');
      this.#pool.push(span);
      this.element.append(span);
    }
    for (const [i, span] of this.#pool.entries()) {
      const label = labels[i];
      span.hidden = !label;
      if (!label) continue;
      if (span.textContent !== label.text) span.textContent = label.text;
      span.className = `scene-${label.kind}`;
      const [x, y] = [label.x - label.width / 2, label.y - label.height / 2];
      span.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    }
  }
}
