import { make } from '../dom/make';
import { textWidth } from '../dom/text';
import { type LabelKind, labelKinds, type Placed, type Size } from './placement';

/** What placing labels must know of them. */
export type LabelSizes = Pick<LabelLayer, 'measure'>;

/** How long a label fades, in ms: scene.css says so too. */
const FADE = 150;

/** What the labels of a kind have in common: in pixels, but for the weight. */
interface Look {
  readonly fontSize: number;
  readonly weight: number;
  /** Left and right of the text together. */
  readonly around: number;
  readonly height: number;
}

interface Label {
  readonly span: HTMLSpanElement;
  /** When it left the picture; undefined while it is in it. */
  left: number | undefined;
}

/**
 * HTML labels over the picture, kept between frames so that turning it makes no elements. What finds
 * no room any more fades.
 */
export class LabelLayer {
  readonly element = make('div', { class: 'scene-labels' });
  readonly #labels = new Map<string, Label>();
  #looks: ReadonlyMap<LabelKind, Look> | undefined;

  /** Size of a label in the page's font. */
  measure(text: string, kind: LabelKind): Size {
    this.#looks ??= this.#measureLooks();
    const { fontSize, weight, around, height } = this.#looks.get(kind)!;
    return { width: Math.ceil(textWidth(text, fontSize, weight) + around), height };
  }

  /** Forgets how labels look: the font has another size. */
  remeasure(): void {
    this.#looks = undefined;
  }

  /** Of all kinds at once: each by itself would have the browser lay out the page. */
  #measureLooks(): ReadonlyMap<LabelKind, Look> {
    const probes = labelKinds.map((kind) => make('span', { class: `scene-${kind}`, text: '0' }));
    for (const probe of probes) probe.style.visibility = 'hidden';
    this.element.append(...probes);
    const looks = probes.map((probe) => {
      const style = getComputedStyle(probe);
      return {
        fontSize: Number.parseFloat(style.fontSize),
        weight: Number(style.fontWeight),
        around: Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.paddingRight),
        height: probe.offsetHeight,
      };
    });
    for (const probe of probes) probe.remove();
    return new Map(labelKinds.map((kind, i) => [kind, looks[i]!]));
  }

  show(labels: readonly Placed[]): void {
    const now = performance.now();
    const shown = new Set<string>();
    for (const { kind, text, x, y, width, height } of labels) {
      let key = `${kind} ${text}`;
      // A layer and a value may have the same name.
      while (shown.has(key)) key += '′';
      shown.add(key);
      const label = this.#labels.get(key) ?? this.#adopt(key, text, now);
      label.left = undefined;
      label.span.className = `scene-${kind}`;
      const [left, top] = [x - width / 2, y - height / 2];
      label.span.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
    }
    for (const [key, label] of this.#labels) {
      if (shown.has(key) || label.left !== undefined) continue;
      label.left = now;
      label.span.classList.add('scene-gone');
    }
  }

  /** A label that has faded, under another name, or a new one. */
  #adopt(key: string, text: string, now: number): Label {
    for (const [old, label] of this.#labels) {
      if (label.left === undefined || now < label.left + FADE) continue;
      this.#labels.delete(old);
      this.#labels.set(key, label);
      label.span.textContent = text;
      return label;
    }
    const label: Label = { span: make('span', { text }), left: undefined };
    this.element.append(label.span);
    this.#labels.set(key, label);
    return label;
  }
}
