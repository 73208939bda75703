import './figures.css';
import { createAnnouncer } from '../../../dom/access';
import { make } from '../../../dom/make';

/** Of the picture, in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
}

export interface StageOptions {
  /** What the figure shows, for people. */
  readonly title: string;
  /** Pictures lie on one another in this order and fill the same place. */
  readonly layers: readonly (SVGElement | HTMLCanvasElement)[];
  /** The picture holds what can be moved, and is more than an image. */
  readonly interactive?: true;
  readonly controls: readonly HTMLElement[];
  /** Called in an animation frame, after a change of size or `redraw`. */
  draw(size: Size): void;
}

/** A figure's texts. */
export interface Words {
  /** The numbers in sight, in a line above the picture; where there is no room, the last go first. */
  readonly readout: readonly string[];
  /** A description of the picture for screen readers. */
  readonly alternative: string;
}

/** Screen readers are told when nothing has changed for so long, in milliseconds. */
const SETTLED = 700;

/** A figure's layout: its numbers, its picture, which is redrawn when needed, and its controls. */
export function createStage({ title, layers, interactive, controls, draw }: StageOptions) {
  const readout = make('p', { class: 'readout', 'aria-hidden': 'true' });
  const role = interactive ? 'group' : 'img';
  const picture = make('div', { class: 'picture', role }, ...layers);
  const announcer = createAnnouncer();
  const bar = make('div', { class: 'controls' }, ...controls);
  const body = make('div', { class: 'body' }, readout, picture, announcer.element, bar);
  const element = make('div', { class: 'figure', role: 'group', 'aria-label': title }, body);

  let frame = 0;
  let settling: ReturnType<typeof setTimeout> | undefined;
  const redraw = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      const { clientWidth: width, clientHeight: height } = picture;
      const fontSize = Number.parseFloat(getComputedStyle(picture).fontSize);
      if (width > 0 && height > 0) draw({ width, height, fontSize });
    });
  };
  const observer = new ResizeObserver(redraw);
  observer.observe(picture);

  return {
    element,
    redraw,
    /** Updates the texts: on screen at once, to screen readers when nothing changes any more. */
    tell({ readout: parts, alternative }: Words): void {
      readout.replaceChildren(...parts.map((text) => make('span', { text })));
      if (picture.getAttribute('aria-label') === alternative) return;
      const isFirst = !picture.hasAttribute('aria-label');
      picture.setAttribute('aria-label', alternative);
      clearTimeout(settling);
      // The first description is read with the figure, and need not be announced.
      if (isFirst) return;
      settling = setTimeout(() => announcer.say(alternative), SETTLED);
    },
    dispose(): void {
      observer.disconnect();
      cancelAnimationFrame(frame);
      clearTimeout(settling);
    },
  };
}

/** A canvas for thousands of marks; texts and single marks belong in the SVG above it. */
export function createCanvas() {
  // The stage describes the drawing to screen readers.
  const element = make('canvas', { 'aria-hidden': 'true' });
  return {
    element,
    /** An empty canvas of this size, to be drawn on in CSS pixels. */
    cleared({ width, height }: Size): CanvasRenderingContext2D {
      const ratio = window.devicePixelRatio;
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
      const context = element.getContext('2d')!;
      context.scale(ratio, ratio);
      return context;
    },
    /** A custom property of style/tokens.css as it is in the present theme. */
    colour: (property: `--${string}`) => getComputedStyle(element).getPropertyValue(property),
  };
}
