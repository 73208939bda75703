/** Measures a text before it is drawn. */
import { make } from './make';

/** Where there is no document, as in unit tests, every character counts as so many font sizes. */
const CHARACTER = 0.55;

/** Texts are measured at this size, in pixels, and scaled: widths are all but proportional to it. */
const SIZE = 100;

/** Size of the cache: a chart measures the same few texts again and again. */
const MOST = 2000;

/** Font weight of emphasised text, as in the style sheets. */
export const STRONG = 600;

const widths = new Map<string, number>();
let canvas: CanvasRenderingContext2D | undefined;
let family = '';

/** Measures in an element's font from now on, in place of the document's. */
export function measureAsIn(element: Element): void {
  const { fontFamily } = getComputedStyle(element);
  if (family !== fontFamily) widths.clear();
  family = fontFamily;
}

function measured(text: string, weight: number): number {
  if (typeof document === 'undefined') return CHARACTER * text.length;
  canvas ??= make('canvas').getContext('2d')!;
  family ||= getComputedStyle(document.documentElement).fontFamily;
  canvas.font = `${weight} ${SIZE}px ${family}`;
  return canvas.measureText(text).width / SIZE;
}

/** A text's width in the page's font, in the unit of `fontSize`. */
export function textWidth(text: string, fontSize: number, weight = 400): number {
  // The page's digits are all of one width, which a canvas does not know.
  const even = text.replace(/\d/g, '0');
  const key = `${weight} ${even}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size >= MOST) widths.clear();
    width = measured(even, weight);
    widths.set(key, width);
  }
  return width * fontSize;
}
