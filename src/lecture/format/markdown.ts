/** Markdown with $formulas$ and {{live values}} as HTML that is safe wherever the text is from. */
import { Marked, type RendererObject, type TokenizerAndRendererExtension } from 'marked';
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

/** Relative addresses are resolved against this. */
const HERE = 'https://here.invalid';

function addressOf(href: string): URL | undefined {
  try {
    return new URL(href, HERE);
  } catch {
    return undefined;
  }
}

const isLink = (href: string) => /^https?:$/.test(addressOf(href)?.protocol ?? '');
const isImage = (href: string) => /^data:image\//.test(href) || addressOf(href)?.origin === HERE;

/** As pandoc reads dollars: no space inside them, and no digit behind, so that “$5 and $6” is money. */
const INLINE = /^\$(?![\s$])((?:\\[\s\S]|[^\\$])*?(?:\\[\s\S]|[^\\$\s]))\$(?!\d)/;
const DISPLAY = /^\$\$([^$]+?)\$\$/;

/** HTML of a text, and what there is in it. */
export function toHtml(markdown: string): Rendered {
  const live: Rendered['live'][number][] = [];
  const faults: Fault[] = [];

  const faulty = (source: string, sentence: string, shown = escaped(source)) => {
    faults.push({ source, sentence });
    return shown;
  };

  function formula(source: string, tex: string, display: boolean): string {
    const made = formulaOf(tex, display);
    if (typeof made === 'string')
      return faulty(
        source,
        `${source} is not readable TeX: ${made}.`,
        `<code>${escaped(source)}</code>`,
      );
    live.push(...made.live.map((placeholder) => ({ ...placeholder, source })));
    return made.html;
  }

  const extension = (
    name: string,
    level: 'inline' | 'block',
    { opens, pattern }: { opens: string; pattern: RegExp },
    html: (source: string, inside: string) => string,
  ): TokenizerAndRendererExtension => ({
    name,
    level,
    start: (text) => text.indexOf(opens),
    tokenizer(text) {
      const [raw, inside] = pattern.exec(text) ?? [];
      return raw === undefined ? undefined : { type: name, raw, inside };
    },
    renderer: ({ raw, inside }) => html(raw, inside),
  });

  const renderer: RendererObject = {
    html: ({ text }) => escaped(text),
    link({ href, tokens, raw }) {
      const inside = this.parser.parseInline(tokens);
      if (!isLink(href))
        return faulty(raw, `the link ${href} is neither http(s) nor relative.`, inside);
      const away = href.startsWith('#') ? '' : ' target="_blank" rel="noopener"';
      return `<a href="${escaped(href)}"${away}>${inside}</a>`;
    },
    image({ href, text, raw }) {
      if (!isImage(href))
        return faulty(
          raw,
          `the image ${href} is neither relative nor a data: address.`,
          escaped(text),
        );
      return `<img src="${escaped(href)}" alt="${escaped(text)}">`;
    },
  };

  const marked = new Marked({ renderer });
  marked.use({
    extensions: [
      extension(
        'block',
        'block',
        { opens: '$$', pattern: /^\$\$([^$]+?)\$\$[ \t]*(?:\n|$)/ },
        (source, tex) => formula(source.trim(), tex, true),
      ),
      extension('display', 'inline', { opens: '$$', pattern: DISPLAY }, (source, tex) =>
        formula(source, tex, true),
      ),
      extension('formula', 'inline', { opens: '$', pattern: INLINE }, (source, tex) =>
        formula(source, tex, false),
      ),
      extension(
        'live',
        'inline',
        { opens: '{{', pattern: new RegExp(`^${PLACEHOLDER.source}`) },
        (source, inside) => {
          const placeholder = placeholderOf(inside);
          live.push({ ...placeholder, source });
          return `<span ${liveAttributes(placeholder)}>${escaped(placeholder.symbol ?? '')}</span>`;
        },
      ),
    ],
  });
  const html = marked.parse(markdown, { async: false });
  return { html, live, faults };
}
