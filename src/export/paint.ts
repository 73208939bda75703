/**
 * Paints elements of the document onto a canvas, where they stand: backgrounds, texts, and pictures that
 * are given for some of them. It knows what labels, a legend and a caption are made of, no more.
 */

/** Where an element's picture comes from. */
export type Pictures = ReadonlyMap<Element, CanvasImageSource>;

interface Place {
  readonly context: CanvasRenderingContext2D;
  /** The upper left corner of all, in CSS pixels. */
  readonly origin: DOMRect;
  readonly ratio: number;
  readonly pictures: Pictures;
}

const isClear = (colour: string) => /^rgba\(.*, 0\)$/.test(colour) || colour === 'transparent';

/** A gradient from left to right, whose stops are evenly spread: the legend's. */
function gradientOf({ context }: Place, image: string, { left, right }: DOMRect, x: number) {
  const colours = image.match(/rgba?\([^)]*\)/g)!;
  const gradient = context.createLinearGradient(left - x, 0, right - x, 0);
  for (const [i, colour] of colours.entries())
    gradient.addColorStop(i / (colours.length - 1), colour);
  return gradient;
}

function paintBackground(place: Place, box: DOMRect, style: CSSStyleDeclaration): void {
  const { context, origin } = place;
  const { backgroundColor, backgroundImage, borderTopLeftRadius } = style;
  const hasGradient = backgroundImage.startsWith('linear-gradient');
  if (isClear(backgroundColor) && !hasGradient) return;
  context.fillStyle = hasGradient
    ? gradientOf(place, backgroundImage, box, origin.x)
    : backgroundColor;
  context.beginPath();
  const radius = Number.parseFloat(borderTopLeftRadius) || 0;
  context.roundRect(box.x - origin.x, box.y - origin.y, box.width, box.height, radius);
  context.fill();
}

/** The text's lines as the browser has broken them: each one's words, and where it begins. */
function linesOf(node: Text): { readonly text: string; readonly box: DOMRect }[] {
  const lines: { text: string; box: DOMRect }[] = [];
  const range = document.createRange();
  for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    // A word that is too long for a line stands on several: character by character.
    const pieces = range.getClientRects().length > 1 ? [...word] : [word];
    let at = index;
    for (const piece of pieces) {
      range.setStart(node, at);
      range.setEnd(node, at + piece.length);
      at += piece.length;
      const box = range.getBoundingClientRect();
      const last = lines.at(-1);
      const gap = piece === word ? ' ' : '';
      if (last && Math.abs(last.box.top - box.top) < box.height / 2) last.text += gap + piece;
      else lines.push({ text: piece, box });
    }
  }
  return lines;
}

/** Of “rgb(0, 0, 0) 0px 0px 4px, …” the colours and how far they blur. */
const shadowsOf = (text: string) =>
  [...text.matchAll(/(rgba?\([^)]*\)) \S+ \S+ ([\d.]+)px/g)].map(([, colour, blur]) => ({
    colour: colour!,
    blur: Number(blur),
  }));

/** Wider than any canvas, in pixels. */
const BEYOND = 2 ** 14;

function paintText(place: Place, node: Text, style: CSSStyleDeclaration): void {
  const { context, origin, ratio } = place;
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.fillStyle = style.color;
  for (const { text, box } of linesOf(node)) {
    const { fontBoundingBoxAscent } = context.measureText(text);
    const at = [box.x - origin.x, box.y - origin.y + fontBoundingBoxAscent] as const;
    // The shadow alone: its text is beyond the canvas. It does not follow the scale.
    context.shadowOffsetX = BEYOND;
    for (const { colour, blur } of shadowsOf(style.textShadow)) {
      context.shadowColor = colour;
      context.shadowBlur = blur * ratio;
      context.fillText(text, at[0] - BEYOND / ratio, at[1]);
    }
    context.shadowColor = 'transparent';
    context.fillText(text, ...at);
  }
}

function paintElement(place: Place, element: Element): void {
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return;
  const box = element.getBoundingClientRect();
  const picture = place.pictures.get(element);
  if (picture) {
    const { context, origin } = place;
    context.drawImage(picture, box.x - origin.x, box.y - origin.y, box.width, box.height);
    return;
  }
  if (!(element instanceof HTMLElement)) return;
  paintBackground(place, box, style);
  for (const node of element.childNodes) {
    if (node instanceof Text) paintText(place, node, style);
    else if (node instanceof Element) paintElement(place, node);
  }
}

/** Paints an element and all in it; `ratio`: pixels of the canvas to a CSS pixel. */
export function paint(
  context: CanvasRenderingContext2D,
  element: HTMLElement,
  ratio: number,
  pictures: Pictures,
): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.imageSmoothingQuality = 'high';
  paintElement({ context, origin: element.getBoundingClientRect(), ratio, pictures }, element);
}
