import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { serious } from './axe';
import { openLecture } from './lecture-page';
import { CHAPTERS, cut, next, resize, tiny, walk } from './lecture-walk';
import { useBrowser } from './page';

useBrowser();

describe('the lecture, on any screen', () => {
  let page: Page;
  beforeAll(async () => {
    page = await openLecture({ kept: true, cpu: true, width: 1920, height: 1080 });
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
    const [words, chart] = [await boxOf('.words'), await boxOf('.lab-chart')];
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
