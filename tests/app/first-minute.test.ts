import type { Page } from 'playwright';
import { describe, expect, inject, it } from 'vitest';
import { open, runEnds, useBrowser } from './page';

useBrowser();

const card = (page: Page) => page.getByRole('region', { name: 'Three things to try' });
const lines = (page: Page) => card(page).getByRole('listitem').allTextContents();
const isSeen = (page: Page) => card(page).isVisible();

describe('a newcomer', () => {
  it('is shown three things to try, each ticked off when it is done, and never again', async () => {
    const page = await open({ small: true });
    expect((await lines(page)).map((text) => text[0])).toEqual(['○', '○', '○']);
    // Not over the picture.
    const [stage, box] = [
      await page.locator('.lab-main').boundingBox(),
      await card(page).boundingBox(),
    ];
    expect(box!.x).toBeGreaterThanOrEqual(stage!.x + stage!.width);
    await page.keyboard.press('2');
    await runEnds(page);
    expect((await lines(page))[0]![0]).toBe('✓');
    // Also after a reload.
    await page.reload();
    await runEnds(page);
    expect((await lines(page)).map((text) => text[0])).toEqual(['✓', '○', '○']);
    const scene = (await page.locator('.scene-free').boundingBox())!;
    await page.mouse.move(scene.x + scene.width / 2, scene.y + scene.height / 2);
    await page.mouse.down();
    await page.mouse.move(scene.x + scene.width / 2 + 60, scene.y + scene.height / 2, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await lines(page))[1]![0]).toBe('✓');
    await page.getByRole('button', { name: 'Lecture', exact: true }).click();
    await page.locator('.lecture-column h2').waitFor();
    expect(await isSeen(page)).toBe(false);
    await page.keyboard.press('Escape');
    await page.locator('.lab-lecture').waitFor({ state: 'hidden' });
    expect(await isSeen(page)).toBe(false);
  });

  it('may dismiss them, for good', async () => {
    const page = await open({ cpu: true, small: true });
    await card(page).getByRole('button', { name: 'Dismiss' }).click();
    expect(await isSeen(page)).toBe(false);
    const later = await open({ cpu: true, small: true, beside: page });
    expect(await isSeen(later)).toBe(false);
  });

  it.each(['hide=toolbar', 'controls=scheme'])(
    'is not shown them where a link leaves things out: %s',
    async (rest) => {
      const page = await open({ cpu: true, at: `widths=32&depth=8&${rest}` });
      expect(await card(page).count()).toBe(0);
    },
  );

  it('is not shown them in another page’s frame', async () => {
    const page = await open({ cpu: true, small: true });
    await page.setContent(
      `<iframe src="${inject('url')}#widths=32&depth=8" width="1200" height="700"></iframe>`,
    );
    const frame = page.frameLocator('iframe');
    await frame.locator('.lab[data-run="done"]').waitFor();
    expect(await frame.locator('.lab-first').count()).toBe(0);
  });
});
