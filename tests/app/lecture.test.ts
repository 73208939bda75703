import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { holds } from './claim';
import { claims } from './lecture-claims';
import { inWords, openLecture, settings } from './lecture-page';
import { CHAPTERS, cut, isAsked, next, resize, tiny, walk } from './lecture-walk';
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

/** A step as it was found: settings, and words without the numbers that a run brings. */
async function found(page: Page) {
  const words = await page
    .locator('.words')
    .evaluate((element) => element.innerHTML.replace(/(data-live[^>]*>)[^<]*/g, '$1'));
  return { words, settings: await settings(page), asked: await isAsked(page) };
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
