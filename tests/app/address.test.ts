import type { Page } from 'playwright';
import { describe, expect, inject, it } from 'vitest';
import { checked, choose, open, readout, runEnds, subtitle, type, useBrowser } from './page';

useBrowser();

const SMALL = 'depth=4&widths=16&batch=8';
const hash = (page: Page) => page.evaluate(() => location.hash.slice(1));
const entries = (page: Page) => page.evaluate(() => history.length);
const field = (page: Page, label: string) =>
  page.getByRole('textbox', { name: label, exact: true }).inputValue();

/** Follows a link as if it had been clicked. */
async function follow(page: Page, link: string) {
  await page.evaluate((text) => {
    location.hash = text;
  }, link);
  await runEnds(page);
}

async function small(link = SMALL) {
  const page = await open({ cpu: true, early: true });
  await follow(page, link);
  return page;
}

describe('the address', () => {
  it('says what is set, and leads back and forth', async () => {
    const page = await small();
    await choose(page, 'relu');
    await choose(page, 'kaiming_normal');
    expect(await hash(page)).toBe(`scheme=kaiming_normal&activation=relu&${SMALL}&v=1`);
    await page.goBack();
    await runEnds(page);
    expect(await checked(page, 'weights').inputValue()).toBe('normal');
    expect(await checked(page, 'activation').inputValue()).toBe('relu');
    await page.goBack();
    await runEnds(page);
    expect(await checked(page, 'activation').inputValue()).toBe('identity');
    await page.goForward();
    await page.goForward();
    await runEnds(page);
    expect(await subtitle(page)).toContain('kaiming_normal weights');
    const before = await readout(page);
    await page.reload();
    await runEnds(page);
    expect(await readout(page)).toBe(before);
  });

  it('stays as it was typed where nothing is set', async () => {
    const page = await open({ cpu: true });
    await page.waitForTimeout(600);
    expect(page.url()).toBe(inject('url'));
  });

  it('gets one entry for a drag, and one undo takes it back', async () => {
    const page = await small();
    const before = await entries(page);
    const slider = page.locator('.tp-lblv', { hasText: /^std/ }).locator('.tp-sldv_t');
    const box = (await slider.boundingBox())!;
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.1, y);
    await page.mouse.down();
    for (let i = 2; i < 9; i++) await page.mouse.move(box.x + box.width * 0.1 * i, y);
    // Longer than the address rests: what the slider passes is no place to go back to.
    await page.waitForTimeout(600);
    await page.mouse.up();
    await runEnds(page);
    const std = await field(page, 'std');
    expect(Number(std)).toBeGreaterThan(5);
    expect(await entries(page)).toBe(before + 1);
    await page.locator('.lab-chart').focus();
    await page.keyboard.press('Control+z');
    await runEnds(page);
    expect(await field(page, 'std')).toBe('1');
    await page.keyboard.press('Control+Shift+z');
    await runEnds(page);
    expect(await field(page, 'std')).toBe(std);
    // In a field Ctrl Z is the field's own.
    await page.getByRole('textbox', { name: 'std', exact: true }).focus();
    await page.keyboard.press('Control+z');
    await runEnds(page);
    expect(await checked(page, 'weights').inputValue()).toBe('normal');
  });

  it('says what of it is refused, in a sentence each, and keeps the rest', async () => {
    const page = await small(`${SMALL}&scheme=he&activation=relu&constructor=1&depth=%`);
    const remarks = page.locator('.lab-remarks');
    const said = await remarks.getByRole('listitem').allTextContents();
    expect(said.some((text) => text.includes('scheme “he” is not one of normal'))).toBe(true);
    expect(said.some((text) => text.includes('“constructor”'))).toBe(true);
    expect(await checked(page, 'activation').inputValue()).toBe('relu');
    expect(await subtitle(page)).toMatch(/^4 layers, 16 wide/);
    await remarks.getByRole('button', { name: 'Close' }).click();
    expect(await remarks.isVisible()).toBe(false);
  });

  it('hides what it names, and leaves open what it names', async () => {
    const page = await small(`${SMALL}&hide=toolbar,playback,table&controls=scheme,depth`);
    for (const part of ['view-bar', 'playback', 'layers'])
      expect(await page.locator(`.lab-${part}`).isVisible()).toBe(false);
    const shown = await page
      .locator('.lab-panel :is(legend, .tp-lblv_l)')
      .evaluateAll((all) =>
        all.filter((one) => one.checkVisibility()).map(({ textContent }) => textContent?.trim()),
      );
    expect(shown).toEqual(['weights', 'depth']);
    // Keys leave alone what is shut.
    await page.keyboard.press('r');
    expect(await page.locator('.flash').textContent()).toContain('does not let seed be');
    await page.keyboard.press('2');
    await runEnds(page);
    await type(page, 'depth', '5');
    expect(await subtitle(page)).toMatch(/^5 layers/);
    // The hidden stay hidden in the link that is copied.
    expect(await hash(page)).toContain('hide=toolbar,playback,table&controls=scheme,depth');
  });

  it('is shown, to be copied and as a code, by a key and by a button', async () => {
    const page = await small();
    await page.keyboard.press('k');
    const dialog = page.getByRole('dialog', { name: 'Link to this page' });
    await dialog.waitFor();
    // The address itself is written once the page rests.
    const link = await dialog.getByRole('textbox').inputValue();
    await expect.poll(() => page.url()).toBe(link);
    expect(await dialog.getByRole('img').count()).toBe(1);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Link', exact: true }).click();
    await dialog.waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await dialog.getByRole('button', { name: 'Copy link' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  });
});
