import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drop, onStep, openTiny, TINY, tinyLesson } from './lecture-page';
import { colours, go, open, subtitle, useBrowser } from './page';

useBrowser();

/** As `npm run build:single` makes it, in a folder of its own: what it needs besides would be missing. */
const folder = mkdtempSync(join(tmpdir(), 'initscope-single-'));
const url = pathToFileURL(join(folder, 'initscope.html')).href;
beforeAll(() => build({ mode: 'single', build: { outDir: folder }, logLevel: 'warn' }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the page as one file', () => {
  it('opens from disk with its picture, and follows the address', async () => {
    expect(readdirSync(folder)).toEqual(['initscope.html']);
    const page = await open({ url, small: true, pictures: true });
    expect(await page.locator('.lab-notice').isVisible()).toBe(false);
    expect((await colours(page)).orange).toBeGreaterThan(0.002);
    await page.getByRole('combobox', { name: 'experiment' }).selectOption({ index: 2 });
    await expect.poll(() => page.url()).toContain('scheme=');
    await page.goBack();
    await expect.poll(() => page.url()).not.toContain('scheme=');
    await expect.poll(() => subtitle(page)).toContain('8 layers, 32 wide, normal weights');
  });

  it('has the lecture with its formulas’ font, and digits', async () => {
    const page = await open({ url, at: TINY, cpu: true });
    await page.getByRole('button', { name: 'Lecture', exact: true }).click();
    await page.locator('.lecture-column math').first().waitFor();
    const fonts = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].map(
        ({ family, status }) => `${family.replaceAll('"', '')} ${status}`,
      );
    });
    expect(fonts).toContain('Noto Sans Math loaded');
    await go(page, 'widths=784&depth=2&batch=8&input=digits');
    expect(await subtitle(page)).toContain('standardised digits');
  });

  it('has the speaker’s window, which leads the lecture', async () => {
    const page = await openTiny({ url });
    const [presenter] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('s')]);
    await presenter.locator('.now h3', { hasText: 'One' }).waitFor();
    await presenter.keyboard.press('PageDown');
    await onStep(page, 'Two');
    await presenter.reload();
    await presenter.locator('.now h3', { hasText: 'Two' }).waitFor();
    await page.reload();
    await onStep(page, 'Two');
    await presenter.keyboard.press('PageUp');
    await onStep(page, 'One');
  });

  it('says what it needs where a link names a lesson, and takes it when it is dropped', async () => {
    const page = await open({ url: `${url}?lesson=mine.md`, at: TINY, cpu: true });
    const dialog = page.getByRole('dialog', { name: /lesson/i });
    await dialog.getByText('drop it onto the page instead').waitFor();
    await page.keyboard.press('Escape');
    await drop(page, 'mine.md', tinyLesson);
    await onStep(page, 'One');
  });
});
