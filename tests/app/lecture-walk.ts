/** Walking through the lecture's sixteen chapters, and what is looked at on the way. */
import type { Page } from 'playwright';

/** Chapter and step from 1, as the claims count. */
export const place = (page: Page) =>
  page.evaluate(() => {
    const chapter = Number.parseInt(
      document.querySelector('.lecture-footer .chapter')!.textContent!,
      10,
    );
    return `${chapter}.${document.querySelectorAll('.dots .past').length}`;
  });

export const isAsked = (page: Page) => page.locator('.lecture-question').isVisible();

/** Another size of the window, and everything laid out for it. */
export async function resize(page: Page, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.evaluate(
    () => new Promise((laid) => requestAnimationFrame(() => requestAnimationFrame(laid))),
  );
}

/** What does not fit on the screen. */
export const cut = (page: Page) =>
  page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.documentElement;
    const whole = scrollHeight > innerHeight || scrollWidth > innerWidth ? ['the page'] : [];
    const boxes = document.querySelectorAll('.words, .lecture-front, .lecture-question, main');
    const parts = [...boxes].filter(
      (box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1,
    );
    return [
      ...whole,
      ...parts.map(
        ({ className, scrollWidth: w, scrollHeight: h, clientWidth, clientHeight }) =>
          `${className} ${w} × ${h} in ${clientWidth} × ${clientHeight}`,
      ),
    ];
  });

/** Type below 20 px; in formulas, indices and fractions are smaller by rule. */
export const tiny = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent!.trim();
      const parent = node.parentElement!;
      const isSeen =
        text !== '' &&
        parent.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        !parent.closest('.announcement, math :is(msub, msup, msubsup, munder, mfrac)');
      const size = Number.parseFloat(getComputedStyle(parent).fontSize);
      if (isSeen && size < 20) found.push(`${text}: ${size.toFixed(1)} px`);
    }
    return found;
  });

export const CHAPTERS = Array.from({ length: 16 }, (_, i) => i + 1);

export const next = (page: Page) => page.locator('.step-on');

/** Forward to a chapter's end: `see` at every step, before and after a question is answered. */
export async function walk(
  page: Page,
  chapter: number,
  see: (step: string, asked: boolean) => Promise<void>,
) {
  for (;;) {
    const step = await place(page);
    if (!step.startsWith(`${chapter}.`)) return;
    await see(step, await isAsked(page));
    if (await next(page).isDisabled()) return;
    await page.keyboard.press('PageDown');
  }
}
