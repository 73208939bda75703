/** A canvas for thousands of marks; texts and single marks belong in the SVG above it. */
import { make } from '../../../dom/make';
import type { Size } from './stage';

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
    /** A custom property of style.css as it is in the present theme. */
    colour: (property: `--${string}`) => getComputedStyle(element).getPropertyValue(property),
  };
}
