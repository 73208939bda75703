/** The page in the address: read when it opens and when the browser goes back, written when it rests. */
import type { ReadonlySignal } from '@preact/signals-core';
import { EMBED, THEME } from '../embed/parameters';
import { formatPage, isUntouched, parsePage, type ReadLink } from '../state/link';
import type { Page } from '../state/page';
import type { Machine } from './boot';
import { atEnd, follow } from './follow';
import type { Store } from './store';

/** Browsers allow some hundred changes of the address in half a minute. */
const PAUSE = 400;

/** The address of a page as it is set, wherever this one stands, or at `home`; out of another page the whole lab. */
export function linkTo(page: Page, { start }: Machine, home?: string): string {
  // A file has no origin.
  const [here] = (home ?? location.href).split('#');
  const address = new URL(here!);
  const isEmbedded = home !== undefined || address.searchParams.has(EMBED);
  if (isEmbedded) for (const name of [EMBED, THEME]) address.searchParams.delete(name);
  const text = formatPage(isEmbedded ? { ...page, hidden: [], controls: undefined } : page, start);
  return `${isEmbedded ? address.href : here}${text && `#${text}`}`;
}

/** The link's text in the address. */
export const textInAddress = () => location.hash.replace(/^#/, '');

interface Following {
  /** A frame's history is its page's: what is set in it makes no entries there. */
  readonly embedded: boolean;
  /** The page that a link's text tells. */
  read(text: string): ReadLink;
  /** Says which of a link's values were refused, and why. */
  refused(problems: readonly string[]): void;
}

/** A page on another machine: what nobody has set is as that one starts, as in a link. */
export const movedTo = ({ start, engine }: Machine, page: Page, before: Machine): Page =>
  parsePage(formatPage(page, before.start), start, engine.limits).page;

/** Keeps the address in step with the page until `alive` ends: an entry for each deliberate step. */
export function followAddress(
  alive: AbortSignal,
  { page, dragged, steps, replace }: Pick<Store, 'page' | 'dragged' | 'steps' | 'replace'>,
  machine: ReadonlySignal<Machine>,
  { embedded, read, refused }: Following,
): void {
  let written = textInAddress();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let step = steps.peek();
  /** The browser has gone somewhere: what follows from it is no step. */
  let isThere = false;

  function write(shown: Page, isStep: boolean): void {
    timer = undefined;
    const { start } = machine.peek();
    // Where nothing has been set, the address stays as it was typed.
    const text = isUntouched(shown, start) ? '' : formatPage(shown, start);
    if (text === written) return;
    written = text;
    const address = `${location.pathname}${location.search}${text && `#${text}`}`;
    try {
      if (isStep) history.pushState(null, '', address);
      else history.replaceState(null, '', address);
    } catch {
      // Too often, or in a frame that may not: the next change tries again.
      written = '';
    }
  }

  /** What a slider passes would take the place of the page that the drag began at. */
  function rest(): void {
    timer = undefined;
    if (!dragged.peek()) write(page.peek(), false);
  }

  const keep = () => {
    const shown = page.value;
    const isStep = steps.value !== step && !isThere;
    step = steps.value;
    if (isStep) {
      clearTimeout(timer);
      write(shown, true);
    } else if (!dragged.value && !shown.time.playing) timer ??= setTimeout(rest, PAUSE);
  };
  if (!embedded) follow(alive, keep);
  atEnd(alive, () => clearTimeout(timer));
  addEventListener(
    'popstate',
    () => {
      const text = textInAddress();
      if (text === written && !embedded) return;
      const { page: next, problems } = read(text);
      written = text;
      isThere = true;
      replace(next);
      isThere = false;
      refused(problems);
    },
    { signal: alive },
  );
}
