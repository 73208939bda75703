/** A page that tests have used, made like one that has just been opened: a link sets nearly all of it. */
import type { Page } from 'playwright';
import { expect } from 'vitest';

/** What of a page no run changes. */
const stateOf = (page: Page) =>
  page.evaluate(() => {
    const texts = (selector: string) =>
      [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);
    const { run: _, ...marks } = document.querySelector<HTMLElement>('.lab')!.dataset;
    const controls = document.querySelectorAll<HTMLInputElement>(
      ':is(.lab-panel, .lab-view-bar, .lab-playback) :is(input, select)',
    );
    const { dataset, style } = document.documentElement;
    return {
      marks,
      root: { ...dataset },
      style: style.cssText,
      // The slider of the current layer is the run's.
      controls: [...controls]
        .filter((one) => one.ariaLabel !== 'current layer')
        .map(({ ariaLabel, type, value, checked }) => `${ariaLabel} ${type} ${value} ${checked}`),
      told: texts('.lab-notice:not([hidden]), .lab-remarks, .lab-panel [role=alert], .pins'),
      open: texts(
        'dialog[open] :is(h2, h3), details[open] > summary, .lecture-curtain:not([hidden])',
      ),
      folders: [...document.querySelectorAll('.lab-panel [aria-expanded]')].map(
        (one) => one.ariaExpanded,
      ),
      lecture: document.querySelector<HTMLElement>('.lab-lecture')!.hidden,
      focus: document.activeElement?.tagName,
      scrolled: [scrollX, scrollY],
      title: document.title,
      storage: [sessionStorage, localStorage].map((one) => Object.entries<string>({ ...one })),
    };
  });

type State = Awaited<ReturnType<typeof stateOf>>;

/** What a page began as, and in what window. */
export interface Rest {
  readonly state: State;
  readonly size: { readonly width: number; readonly height: number };
}

export const restOf = async (page: Page): Promise<Rest> => ({
  state: await stateOf(page),
  size: page.viewportSize()!,
});

/** Shuts what a link does not: dialogs, the table, the panel's folders; stores what was at first. */
const tidy = (page: Page, { folders, storage }: State) =>
  page.evaluate(
    ([expanded, kept]) => {
      for (const dialog of document.querySelectorAll<HTMLDialogElement>('dialog[open]'))
        dialog.close();
      for (const details of document.querySelectorAll('details')) details.open = false;
      for (const [i, folder] of [
        ...document.querySelectorAll<HTMLElement>('.lab-panel [aria-expanded]'),
      ].entries())
        if (folder.ariaExpanded !== expanded[i]) folder.click();
      (document.activeElement as HTMLElement | null)?.blur();
      for (const [i, one] of [sessionStorage, localStorage].entries()) {
        one.clear();
        for (const [name, text] of kept[i]!) one.setItem(name, text);
      }
      document.querySelector('.lab-panel')!.scrollTo(0, 0);
      scrollTo(0, 0);
    },
    [folders, storage] as const,
  );

/** Goes where a link leads; to the same link by way of a piece of it that says nothing. */
export const follow = (page: Page, link: string) =>
  page.evaluate(async (text) => {
    const gone = new Promise((done) => addEventListener('hashchange', done, { once: true }));
    const isThere = location.hash === `#${text}`;
    location.hash = isThere ? `${text}&` : text || '&';
    await gone;
  }, link);

/** @throws {Error} where the page is not as it began. */
export async function reset(page: Page, link: string, { state, size }: Rest): Promise<void> {
  const others = page
    .context()
    .pages()
    .filter((other) => other !== page);
  await Promise.all(others.map((other) => other.close()));
  await page.emulateMedia({ reducedMotion: null });
  await page.mouse.move(0, 0);
  const { width, height } = page.viewportSize()!;
  if (width !== size.width || height !== size.height) await page.setViewportSize(size);
  await follow(page, link);
  await tidy(page, state);
  await expect.poll(() => stateOf(page), { interval: 20 }).toEqual(state);
}
