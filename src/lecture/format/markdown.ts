/** Markdown with $formulas$ and {{live values}} as HTML that is safe wherever the text is from. */
import { Marked, type RendererObject, type TokenizerAndRendererExtension } from 'marked';
import { isImage, isLink } from './address';
import { formulaOf } from './formula';
import { escaped, liveAttributes } from './html';
import { PLACEHOLDER, type Placeholder, placeholderOf } from './placeholder';

/** What is wrong with a piece of text; it is shown as it is written. */
export interface Fault {
  readonly source: string;
  readonly sentence: string;
}

export interface Rendered {
  readonly html: string;
  readonly live: readonly (Placeholder & { readonly source: string })[];
  readonly faults: readonly Fault[];
}

interface Notation {
  readonly name: string;
  readonly level: 'inline' | 'block';
  readonly opens: string;
  /** Its first group is what the notation holds. */
  readonly pattern: RegExp;
  html(source: string, inside: string): string;
}

const extension = ({ name, level, opens, pattern, html }: Notation) =>
  ({
    name,
    level,
    start: (text) => text.indexOf(opens),
    tokenizer(text) {
      const [raw, inside] = pattern.exec(text) ?? [];
      return raw === undefined ? undefined : { type: name, raw, inside };
    },
    renderer: ({ raw, inside }) => html(raw.trim(), inside),
  }) satisfies TokenizerAndRendererExtension;

// As pandoc reads dollars: no space inside them, and no digit behind, so that “$5 and $6” is money.
const INLINE = /^\$(?![\s$])((?:\\[\s\S]|[^\\$])*?(?:\\[\s\S]|[^\\$\s]))\$(?!\d)/;
const DISPLAY = /^\$\$([^$]+?)\$\$/;
const BLOCK = /^\$\$([^$]+?)\$\$[ \t]*(?:\n|$)/;
const LIVE = new RegExp(`^${PLACEHOLDER.source}`);

/** HTML of a text, and what there is in it. */
export function toHtml(markdown: string): Rendered {
  const live: Rendered['live'][number][] = [];
  const faults: Fault[] = [];

  function faulty(source: string, sentence: string, shown: string): string {
    faults.push({ source, sentence });
    return shown;
  }

  const formula = (displayMode: boolean) => (source: string, tex: string) => {
    const made = formulaOf(tex, displayMode);
    if (typeof made === 'string') {
      const shown = `<code>${escaped(source)}</code>`;
      return faulty(source, `${source} is not readable TeX: ${made}.`, shown);
    }
    live.push(...made.live.map((placeholder) => ({ ...placeholder, source })));
    return made.html;
  };

  function liveValue(source: string, inside: string): string {
    const placeholder = placeholderOf(inside);
    live.push({ ...placeholder, source });
    return `<span ${liveAttributes(placeholder)}>${escaped(placeholder.symbol ?? '')}</span>`;
  }

  const renderer: RendererObject = {
    html: ({ text }) => escaped(text),
    link({ href, tokens, raw }) {
      const inside = this.parser.parseInline(tokens);
      const sentence = `The link ${href} is neither http(s), mailto nor relative.`;
      if (!isLink(href)) return faulty(raw, sentence, inside);
      const away = href.startsWith('#') ? '' : ' target="_blank" rel="noopener"';
      return `<a href="${escaped(href)}"${away}>${inside}</a>`;
    },
    image({ href, text, raw }) {
      const sentence = `The image ${href} is neither relative nor a data: address.`;
      if (!isImage(href)) return faulty(raw, sentence, escaped(text));
      return `<img src="${escaped(href)}" alt="${escaped(text)}">`;
    },
  };

  const notations: readonly Notation[] = [
    { name: 'block', level: 'block', opens: '$$', pattern: BLOCK, html: formula(true) },
    { name: 'display', level: 'inline', opens: '$$', pattern: DISPLAY, html: formula(true) },
    { name: 'formula', level: 'inline', opens: '$', pattern: INLINE, html: formula(false) },
    { name: 'live', level: 'inline', opens: '{{', pattern: LIVE, html: liveValue },
  ];
  const marked = new Marked({ renderer, extensions: notations.map(extension) });
  return { html: marked.parse(markdown, { async: false }), live, faults };
}
