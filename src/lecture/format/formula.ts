/** TeX, in which live values may stand, as MathML. */
import temml from 'temml';
import { PLACEHOLDER, type Placeholder, placeholderOf } from './placeholder';

/** The longest rule or space that a formula may draw, in em: no author needs more. */
const LARGEST: [number, number] = [30, 30];

/** Temml's first sentence; the rest of it points into a text that the author has not written. */
const sentenceOf = (error: unknown) =>
  String((error as Error).message)
    .replace(/ at (position|end of input).*$/s, '')
    .replace(/^["'\s]+/, '');

export interface Formula {
  readonly html: string;
  readonly live: readonly Placeholder[];
}

/** Stands for a number until there is one. As text, for TeX joins digits that stand together. */
const NUMBER = '\\text{0}';
// Temml adds classes of its own behind ours: they fit spaces to what is gone.
const MARKED = /<(\w+)([^<>]*) class="live-(\d+)[^"]*"([^<>]*)>(0<\/mtext>)?/g;

/** A formula, or what is wrong with it. */
export function formulaOf(tex: string, displayMode: boolean): Formula | string {
  const live: Placeholder[] = [];
  const source = tex.replace(new RegExp(PLACEHOLDER, 'g'), (_, inside: string) => {
    const placeholder = placeholderOf(inside);
    live.push(placeholder);
    return `{\\class{live-${live.length - 1}}{${placeholder.symbol ?? NUMBER}}}`;
  });
  const classes = live.map((_, i) => `live-${i}`);
  let places = 0;
  const mark = (_: string, tag: string, before: string, i: string, after: string, number = '') => {
    places++;
    const attributes = liveAttributes(live[Number(i)]!);
    return number ? `<mn ${attributes}></mn>` : `<${tag}${before} ${attributes}${after}>`;
  };
  try {
    const html = temml.renderToString(source, {
      displayMode,
      throwOnError: true,
      maxSize: LARGEST,
      // Of all by which TeX could reach the page, only the marks set above.
      trust: ({ command, class: name }) => command === '\\class' && classes.includes(name),
    });
    // A label must not take an id that the page uses.
    const marked = html.replace(/ id="[^"]*"/g, '').replace(MARKED, mark);
    return places === live.length
      ? { html: marked, live }
      : 'a live value stands where a formula cannot have one';
  } catch (error) {
    return sentenceOf(error);
  }
}

/** HTML as text, in which nothing that an author wrote is markup. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => ENTITIES[c]!);

/** Marks an element as a live value, or as what stands for one; `renderText` fills it. */
export const liveAttributes = ({ name, symbol }: Placeholder) =>
  `class="${symbol === undefined ? 'live' : 'linked'}" data-live="${escaped(name)}" tabindex="0"`;
