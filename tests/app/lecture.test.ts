import axe from 'axe-core';
import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { holds } from './claim';
import { claims } from './lecture-claims';
import { inWords, openLecture, settings } from './lecture-page';
import { LONGEST, runEnds, useBrowser } from './page';

useBrowser();

/** Waits until the run and the figure have given every live value that the text names. */
async function valuesCome(page: Page): Promise<void> {
  await runEnds(page);
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll('.words .live')].every(
        ({ textContent }) => textContent !== '…',
      ),
    null,
    { timeout: LONGEST },
  );
}

/** Chapter and step from 1, as the claims count. */
const place = (page: Page) =>
  page.evaluate(() => {
    const chapter = Number.parseInt(
      document.querySelector('.lecture-footer .chapter')!.textContent!,
      10,
    );
    return `${chapter}.${document.querySelectorAll('.dots .past').length}`;
  });

const isAsked = (page: Page) => page.locator('.lecture-question').isVisible();

/** Live values by name, as they are written, or as they are told of a symbol that is pointed at. */
const shownValues = (page: Page) =>
  page.locator('.words [data-live]').evaluateAll((all) =>
    all.map((one) => {
      const name = (one as HTMLElement).dataset.live!;
      if (one.matches('.live')) return [name, one.textContent!] as const;
      one.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
      const note = one.closest('.lesson-text')!.querySelector('.live-note')!;
      return [name, note.textContent!.split(': ').at(-1)!] as const;
    }),
  );

/** Claims of a step that what is on screen does not meet. */
async function unmet(page: Page, step: string): Promise<string[]> {
  const shown = await shownValues(page);
  return Object.entries(claims[step] ?? {}).flatMap(([name, claim]) => {
    const texts = shown.filter(([live]) => live === name).map(([, text]) => text);
    if (texts.length === 0) return [`${step} does not show ${name}`];
    return texts
      .filter((text) => !holds(claim, text))
      .map((text) => `${step} ${name}: ${text}, not ${claim.expected} ± ${claim.tolerance}`);
  });
}

/** Another size of the window, and everything laid out for it. */
async function resize(page: Page, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.evaluate(
    () => new Promise((laid) => requestAnimationFrame(() => requestAnimationFrame(laid))),
  );
}

/** What does not fit on the screen. */
const cut = (page: Page) =>
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
const tiny = (page: Page) =>
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

/** What axe finds serious. */
async function serious(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(() =>
    (globalThis as never as { axe: typeof axe }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** A step as it was found: settings, and words without the numbers that a run brings. */
async function found(page: Page) {
  const words = await page
    .locator('.words')
    .evaluate((element) => element.innerHTML.replace(/(data-live[^>]*>)[^<]*/g, '$1'));
  return { words, settings: await settings(page), asked: await isAsked(page) };
}

const CHAPTERS = Array.from({ length: 16 }, (_, i) => i + 1);

const next = (page: Page) => page.locator('.step-on');

/** Forward to a chapter's end: `see` at every step, before and after a question is answered. */
async function walk(
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

describe('the lecture', () => {
  let page: Page;
  let first: string | null;
  const steps: Awaited<ReturnType<typeof found>>[] = [];
  const seen: string[] = [];
  beforeAll(async () => {
    page = await openLecture({ kept: true, width: 1280, height: 720 });
    await valuesCome(page);
    first = await inWords(page);
  });

  it.each(CHAPTERS)('shows in every step what it claims: chapter %i', async (chapter) => {
    const wrong: string[] = [];
    await walk(page, chapter, async (step, asked) => {
      steps.push(await found(page));
      if (asked) return;
      await valuesCome(page);
      seen.push(step);
      wrong.push(...(await unmet(page, step)));
      wrong.push(...(await cut(page)).map((what) => `${step}: ${what}`));
    });
    expect(wrong).toEqual([]);
  });

  it('has come to its end, and left no claim out', async () => {
    expect(await next(page).isDisabled()).toBe(true);
    expect(seen).toEqual(expect.arrayContaining(Object.keys(claims)));
    // With what the scene and the chart write, in the last step.
    await resize(page, 1920, 1080);
    expect([...(await tiny(page)), ...(await cut(page))]).toEqual([]);
  });

  it('goes back exactly', async () => {
    await resize(page, 1280, 720);
    // On the way back every question is asked anew.
    const unanswered = steps.filter((_, i) => !steps[i - 1]?.asked);
    for (const step of unanswered.toReversed().filter((one) => one !== steps.at(-1))) {
      await page.keyboard.press('PageUp');
      expect(await found(page)).toEqual(step);
    }
    await valuesCome(page);
    expect(await inWords(page)).toBe(first);
  });
});

describe('the lecture, on any screen', () => {
  let page: Page;
  beforeAll(async () => {
    page = await openLecture({ kept: true, cpu: true, width: 1920, height: 1080 });
    await page.addScriptTag({ content: axe.source });
  });

  it.each(CHAPTERS)(
    'can be read from the last row and by everyone, and never scrolls: chapter %i',
    async (chapter) => {
      const wrong: string[] = [];
      await walk(page, chapter, async (step) => {
        const say = (found: readonly string[]) =>
          wrong.push(...found.map((what) => `${step}: ${what}`));
        say(await tiny(page));
        say(await cut(page));
        if (step.endsWith('.1')) say(await serious(page));
        for (const [width, height] of [
          [1280, 720],
          [1024, 768],
        ] as const) {
          await resize(page, width, height);
          say((await cut(page)).map((what) => `${what} at ${width} × ${height}`));
        }
        await resize(page, 1920, 1080);
      });
      expect(wrong).toEqual([]);
    },
  );

  it('has come to its end', async () => {
    expect(await next(page).isDisabled()).toBe(true);
  });

  it('is read on a phone: text above the picture, and large buttons', async () => {
    const phone = await openLecture({ cpu: true, width: 390, height: 844 });
    const boxOf = async (selector: string) => (await phone.locator(selector).boundingBox())!;
    const [words, chart] = [await boxOf('.words'), await boxOf('#chart')];
    expect(words.y + words.height).toBeLessThan(chart.y);
    for (const name of ['Next', 'Back', 'Leave']) {
      const button = (await phone.getByRole('button', { name, exact: true }).boundingBox())!;
      expect(button.y + button.height).toBeLessThanOrEqual(844);
      if (name !== 'Leave') expect(Math.min(button.width, button.height)).toBeGreaterThan(48);
    }
    const wide: string[] = [];
    for (const chapter of CHAPTERS)
      await walk(phone, chapter, async (step) => {
        if (await phone.evaluate(() => document.documentElement.scrollWidth > innerWidth))
          wide.push(step);
      });
    expect(await next(phone).isDisabled()).toBe(true);
    expect(wide).toEqual([]);
  });
});
