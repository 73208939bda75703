/** An SVG of the page as a file: its looks written at each element, and nothing else of the page's. */
import { make } from '../dom/make';
import { svg } from '../dom/svg';

/** What children have from their parents, and what it is where nobody says so. */
const inherited: Readonly<Record<string, string>> = {
  'font-family': '',
  'font-size': '',
  'font-weight': '400',
  fill: 'rgb(0, 0, 0)',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-linejoin': 'miter',
  'paint-order': 'normal',
};

/** Attributes that say something of the drawing; all others are the page's. */
const drawing =
  /^(x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|d|width|height|points|transform|text-anchor|clip-path|id)$/;

const withoutUnits = (value: string) => value.replace(/(\d)px/g, '$1');

/** Half of the height of an “x”: as far as a text's middle is above its baseline. */
function middleOf({ fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): number {
  const context = make('canvas').getContext('2d')!;
  context.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  return context.measureText('x').actualBoundingBoxAscent / 2;
}

function write(from: Element, to: Element, parent: CSSStyleDeclaration | undefined): void {
  const style = getComputedStyle(from);
  for (const [name, initial] of Object.entries(inherited)) {
    const value = style.getPropertyValue(name);
    if (value !== (parent?.getPropertyValue(name) ?? initial))
      to.setAttribute(name, withoutUnits(value));
  }
  if (style.opacity !== '1') to.setAttribute('opacity', style.opacity);
  // Where it is read differs between renderers.
  if (from.getAttribute('dominant-baseline') === 'middle')
    to.setAttribute('y', String(Number(from.getAttribute('y')) + middleOf(style)));
  for (const [i, child] of [...from.children].entries()) write(child, to.children[i]!, style);
}

function strip(element: Element): void {
  for (const { name } of [...element.attributes])
    if (!drawing.test(name) && !(name in inherited) && name !== 'opacity')
      element.removeAttribute(name);
  for (const child of element.children) strip(child);
}

/** Ids that are this document's alone, as a file would number them. */
function renumber(root: Element): void {
  for (const [i, element] of [...root.querySelectorAll('[id]')].entries()) {
    const [before, after] = [element.id, `clip${i + 1}`];
    element.setAttribute('id', after);
    for (const user of root.querySelectorAll(`[clip-path="url(#${before})"]`))
      user.setAttribute('clip-path', `url(#${after})`);
  }
}

interface Standalone {
  /** Of the drawing, in CSS pixels, and of the picture. */
  readonly size: { readonly width: number; readonly height: number };
  readonly width: number;
  readonly height: number;
  /** Undefined: transparent. */
  readonly background?: string | undefined;
  readonly title: string;
  readonly description?: string;
}

/** The text of a drawing that stands in the document. */
export function standalone(drawn: SVGSVGElement, options: Standalone): string {
  const { size, width, height, background, title, description } = options;
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  write(drawn, copy, undefined);
  strip(copy);
  renumber(copy);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('role', 'img');
  // Digits of one width have no attribute.
  copy.setAttribute('style', 'font-variant-numeric: tabular-nums');
  copy.prepend(
    svg('title', { text: title }),
    ...(description ? [svg('desc', { text: description })] : []),
    ...(background ? [svg('rect', { ...size, fill: background })] : []),
  );
  return new XMLSerializer().serializeToString(copy);
}
