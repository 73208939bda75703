/** TeX, in which live values may stand, as MathML. */
import temml from 'temml';
import { liveAttributes } from './html';
import { PLACEHOLDER, type Placeholder, placeholderOf } from './placeholder';

/** Longest side of what a formula draws by measure, in em: no author needs more. */
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

/** A formula, or what is wrong with it. */
export function formulaOf(tex: string, displayMode: boolean): Formula | string {
  const live: Placeholder[] = [];
  const source = tex.replace(new RegExp(PLACEHOLDER, 'g'), (_, inside: string) => {
    live.push(placeholderOf(inside));
    return `\\class{live-${live.length - 1}}{${live.at(-1)!.symbol ?? '0'}}`;
  });
  const classes = live.map((_, i) => `live-${i}`);
  try {
    const html = temml.renderToString(source, {
      displayMode,
      throwOnError: true,
      maxSize: LARGEST,
      // Of all that TeX could reach the page with, only the marks set above.
      trust: ({ command, class: name }) => command === '\\class' && classes.includes(name),
    });
    const marked = html
      // A label must not take an id that the page uses.
      .replace(/ id="[^"]*"/g, '')
      .replace(/ class="live-(\d+)"/g, (_, i) => ` ${liveAttributes(live[Number(i)]!)}`);
    const places = marked.split(' data-live="').length - 1;
    if (places < live.length) return 'a live value stands where TeX does not let it';
    return { html: marked, live };
  } catch (error) {
    return sentenceOf(error);
  }
}
