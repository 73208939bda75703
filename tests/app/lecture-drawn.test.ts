import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { openLecture } from './lecture-page';
import { unmet, valuesCome } from './lecture-values';
import { cut, place, resize, tiny } from './lecture-walk';
import { go, useBrowser } from './page';

useBrowser();

/** Of every kind of picture one: what else the steps say is tested without a GPU. */
const drawn = ['1.1', '2.1', '5.3', '9.3', '12.3', '14.3', '15.4', '16.4'];

describe('the lecture, with its scene', () => {
  let page: Page;
  beforeAll(async () => {
    page = await openLecture({
      kept: true,
      at: 'widths=16&depth=1&batch=32',
      width: 1280,
      height: 720,
    });
  });

  it.each(drawn)('shows what it claims, and all of it: step %s', async (step) => {
    await go(page, `widths=16&depth=1&batch=32&step=${step}&revealed=true`);
    // All that the step sets.
    await page.keyboard.press('Backspace');
    expect(await place(page)).toBe(step);
    await valuesCome(page);
    expect(await unmet(page, step)).toEqual([]);
    expect(await cut(page)).toEqual([]);
    // From a hall's last row, with what the scene and the chart write.
    await resize(page, 1920, 1080);
    expect([...(await tiny(page)), ...(await cut(page))]).toEqual([]);
    await resize(page, 1280, 720);
  });
});
