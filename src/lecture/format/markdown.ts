/** Markdown with $formulas$ and {{live values}} as HTML that is safe wherever the text is from. */
import { Marked, Renderer, type RendererObject } from 'marked';
import { emphasisTokenizer } from './emphasis';
import { escaped, formulaOf, liveAttributes } from './formula';
import { DISPLAY_MARK, MARK, type Notation, nextDisplay, nextMark, withMarks } from './marks';
import { type Placeholder, placeholderOf } from './placeholder';

/** What is wrong with a piece of text; it is shown as it is written. */
export interface Fault {
  readonly source: string;
  readonly sentence: string;
}

export interface Rendered {
  readonly html: string;
  /** Of the whole; what stands in it may have its own. */
  readonly direction: 'ltr' | 'rtl' | undefined;
  readonly live: readonly (Placeholder & { readonly source: string })[];
  readonly faults: readonly Fault[];
}

/** What has a direction of its own. Items of a list have the list’s, as their bullets do. */
const DIRECTED = ['paragraph', 'heading', 'list', 'blockquote', 'table', 'tablecell'] as const;

const withoutCode = (text: string) => text.replace(/(`+|~{3,})[\s\S]*?\1/g, '');

/**
 * Marked’s own HTML with a direction. Not “auto”, for which browsers take the letters of formulas
 * too; in the source, marks stand for these.
 */
const directed = Object.fromEntries(
  DIRECTED.map((name) => [
    name,
    function (this: Renderer, token: { raw?: string; text?: string }) {
      const html = Renderer.prototype[name].call(this, token as never);
      const direction = directionOf(withoutCode(token.raw ?? token.text ?? ''));
      return direction ? html.replace(/^<\w+/, `$& dir="${direction}"`) : html;
    },
  ]),
) as RendererObject;

/** HTML of a text, and what there is in it. */
export function toHtml(markdown: string): Rendered {
  const { text, notationAt, unmarked } = withMarks(markdown);
  const live: Rendered['live'][number][] = [];
  const faults: Fault[] = [];

  function faulty(source: string, sentence: string, shown: string): string {
    faults.push({ source, sentence });
    return shown;
  }

  function formula({ source, inside, kind }: Notation): string {
    const made = formulaOf(inside, kind === 'display');
    if (typeof made === 'string') {
      const shown = `<code>${escaped(source)}</code>`;
      return faulty(source, `${source} is not readable TeX: ${made}.`, shown);
    }
    live.push(...made.live.map((placeholder) => ({ ...placeholder, source })));
    return made.html.replace(/^<math/, '$& dir="ltr"');
  }

  function liveValue({ source, inside }: Notation): string {
    const placeholder = placeholderOf(inside);
    live.push({ ...placeholder, source });
    const { symbol } = placeholder;
    const direction = symbol === undefined ? 'ltr' : 'auto';
    return `<span ${liveAttributes(placeholder)} dir="${direction}">${escaped(symbol ?? '')}</span>`;
  }

  const renderer: RendererObject = {
    ...directed,
    html: ({ text }) => escaped(text),
    link({ href: marked, tokens, raw }) {
      const href = unmarked(marked);
      const inside = this.parser.parseInline(tokens);
      const sentence = `The link ${href} is neither http(s), mailto nor relative.`;
      if (!isLink(href)) return faulty(unmarked(raw), sentence, inside);
      const away = href.startsWith('#') ? '' : ' target="_blank" rel="noopener"';
      return `<a href="${escaped(href)}"${away}>${inside}</a>`;
    },
    image({ href: marked, text: markedText, raw }) {
      const [href, text] = [unmarked(marked), unmarked(markedText)];
      const sentence = `The image ${href} is neither relative nor a data: address.`;
      if (!isImage(href)) return faulty(unmarked(raw), sentence, escaped(text));
      return `<img src="${escaped(href)}" alt="${escaped(text)}">`;
    },
  };

  const toNotation = (pattern: RegExp) => (text: string) => {
    const [raw, index] = pattern.exec(text) ?? [];
    return raw === undefined ? undefined : { type: 'notation', raw, ...notationAt(index!) };
  };
  const marked = new Marked({
    renderer,
    tokenizer: emphasisTokenizer(),
    extensions: [
      { name: 'block', level: 'block', start: nextDisplay, tokenizer: toNotation(DISPLAY_MARK) },
      { name: 'inline', level: 'inline', start: nextMark, tokenizer: toNotation(MARK) },
      {
        name: 'notation',
        renderer: (token) => (token.kind === 'live' ? liveValue : formula)(token as never),
      },
    ],
  });
  // Marks that are left stand in code, in HTML or in an address.
  const html = unmarked(marked.parse(text, { async: false }), escaped);
  return { html, direction: directionOf(withoutCode(text)), live, faults };
}

/** Relative addresses are resolved against this. */
const HERE = 'https://here.invalid';

const read = (href: string): URL | undefined =>
  URL.canParse(href, HERE) ? new URL(href, HERE) : undefined;

/** Refuses javascript: and the like. The parsed URL decides, because its spelling can be disguised. */
const isLink = (href: string) => /^(https?|mailto):$/.test(read(href)?.protocol ?? '');

/** Nothing is fetched from other servers, because a lecture must work offline. */
const isImage = (href: string) => /^data:image\//.test(href) || read(href)?.origin === HERE;

/** Letters, and the marks that stand for one of either direction. */
const LETTER = /[\p{L}\u200E\u200F]/u;
/** Of Hebrew, Arabic, Syriac, Thaana, N’Ko and the others (Unicode’s classes R and AL). */
const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** The direction of a text; of one without letters there is none. */
export function directionOf(text: string): 'ltr' | 'rtl' | undefined {
  const letter = LETTER.exec(text)?.[0];
  if (!letter) return undefined;
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}
