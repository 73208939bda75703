import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { drop, heading, openTiny, tinyLesson } from './lecture-page';
import { open, runEnds, useBrowser } from './page';

useBrowser();

async function presenterOf(page: Page): Promise<Page> {
  const [presenter] = await Promise.all([
    page.waitForEvent('popup'),
    page.bringToFront().then(() => page.keyboard.press('s')),
  ]);
  await presenter.locator('.now h3').waitFor();
  return presenter;
}

const now = (presenter: Page, text: string) =>
  presenter.locator('.now h3', { hasText: text }).waitFor({ timeout: 5000 });
const onScreen = (page: Page, text: string) =>
  page.locator('.lecture-column h3', { hasText: text }).waitFor({ timeout: 5000 });

describe('the presenter’s window', () => {
  it('follows the lecture and leads it, with notes, the next step and live values', async () => {
    const page = await openTiny();
    const presenter = await presenterOf(page);
    // It has no lab behind it.
    expect(await presenter.locator('#panel, #scene').count()).toBe(0);
    expect(await presenter.locator('.notes').textContent()).toContain('Say one.');
    expect(await presenter.locator('.coming').textContent()).toContain('Two');
    const live = await page.locator('.words .live').textContent();
    await presenter.locator('.now .live', { hasText: live! }).waitFor({ timeout: 5000 });

    await page.keyboard.press('PageDown');
    await now(presenter, 'Two');
    expect(await presenter.locator('figcaption').textContent()).toContain('beta');
    await presenter.keyboard.press('PageDown');
    await page.locator('.lecture-outcome').waitFor({ timeout: 5000 });
    await presenter.getByRole('button', { name: 'Next' }).click();
    await onScreen(page, 'Three');
    await presenter.keyboard.press('b');
    await page.locator('.lecture-curtain').waitFor({ timeout: 5000 });
  });

  it('survives a reload of either, and says so when the lecture is gone', async () => {
    const page = await openTiny();
    const presenter = await presenterOf(page);
    await page.keyboard.press('PageDown');
    await now(presenter, 'Two');
    await presenter.getByRole('button', { name: 'Start' }).click();

    await presenter.reload();
    await now(presenter, 'Two');
    expect(await presenter.getByRole('button', { name: 'Reset' }).count()).toBe(1);
    await page.reload();
    await onScreen(page, 'Two');
    await runEnds(page);
    await presenter.keyboard.press('PageUp');
    await onScreen(page, 'One');
    await now(presenter, 'One');

    const gone = presenter.locator('.gone');
    await expect.poll(() => gone.textContent()).toBe('');
    await page.bringToFront();
    await page.keyboard.press('Escape');
    await expect.poll(() => gone.textContent(), { timeout: 5000 }).toContain('is gone');
    await page.getByRole('button', { name: 'Lecture', exact: true }).click();
    await expect.poll(() => gone.textContent(), { timeout: 5000 }).toBe('');
  });

  it('gets a small picture of the scene', async () => {
    const page = await openTiny({ cpu: false });
    const presenter = await presenterOf(page);
    await presenter.locator('figure img[src^="blob:"]').waitFor({ timeout: 30_000 });
    const width = await presenter
      .locator('figure img')
      .evaluate(async (image: HTMLImageElement) => {
        await image.decode();
        return image.naturalWidth;
      });
    expect(width).toBeGreaterThan(100);
  });
});

describe('a lesson of one’s own', () => {
  it('with a mistake is refused by file, line and field, and loses nothing', async () => {
    const page = await openTiny();
    await page.keyboard.press('PageDown');
    await drop(page, 'mine.md', tinyLesson.replace('depth: 6', 'depth: -6'));
    const dialog = page.getByRole('dialog', { name: 'This lesson cannot be shown' });
    await dialog.waitFor();
    expect(await dialog.textContent()).toMatch(/mine\.md, line 5, experiment\.depth: .*-6/);
    await page.keyboard.press('Escape');
    expect(await dialog.isVisible()).toBe(false);
    expect(await heading(page)).toBe('Two');
    expect(await page.locator('.lecture-question').isVisible()).toBe(true);
  });

  it('is refused in the lab as well, which stays as it is', async () => {
    const page = await open({ cpu: true });
    const before = await page.locator('#experiment').textContent();
    await drop(page, 'notes.txt', 'no lesson');
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('dialog').textContent()).toContain('notes.txt, line 1');
    expect(await page.locator('#experiment').textContent()).toBe(before);
    expect(await page.locator('#lecture').isVisible()).toBe(false);
  });

  it('is opened by a link to a file of the same server', async () => {
    const page = await open({ cpu: true });
    await page.route('**/lessons/mine.md', (route) => route.fulfill({ body: tinyLesson }));
    await page.goto(`${page.url()}?lesson=lessons/mine.md`);
    await onScreen(page, 'One');
  });

  it('is not read from another server, and the lecture’s own stands in', async () => {
    const page = await open({ cpu: true });
    await page.goto(`${page.url()}?lesson=https://example.org/mine.md`);
    const dialog = page.getByRole('dialog', { name: 'This lesson cannot be shown' });
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain('on another server');
    await page.locator('.lecture-column h3').waitFor();
  });
});

describe('a lecture that cannot be loaded', () => {
  it('says so, keeps the lab, and opens when the network is back', async () => {
    // The failed request is an error in the console as well, and is meant to be.
    const page = await open({ cpu: true, fails: /ERR_FAILED/ });
    const before = await page.locator('#experiment').textContent();
    await page.route('**/assets/lecture-*.js', (route) => route.abort());
    await page.getByRole('button', { name: 'Lecture', exact: true }).click();
    const notice = page.locator('#notice');
    await expect.poll(() => notice.textContent()).toContain('The lecture could not be opened');
    expect(await page.locator('#experiment').textContent()).toBe(before);
    await page.unroute('**/assets/lecture-*.js');
    await page.getByRole('button', { name: 'Lecture', exact: true }).click();
    await page.locator('.lecture-column h2').waitFor();
    await expect.poll(() => notice.textContent()).not.toContain('could not be opened');
  });
});
