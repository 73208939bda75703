import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildElement, labFrame, openDeck } from './embed-page';
import { LONGEST, useBrowser } from './page';

useBrowser();
beforeAll(buildElement);

/** Where the deck is: slide and fragments. */
const place = (page: Page) => new URL(page.url()).hash;
const fragments = (page: Page) => page.locator('section.present .fragment.visible').count();

describe('a deck with a lab in a frame', () => {
  it('is turned by a clicker while the frame has the focus, and drives the lab', async () => {
    const page = await openDeck({ cpu: true });
    await page.keyboard.press('PageDown');
    const frame = await labFrame(page);
    const said = () => frame.locator('.lab-experiment').textContent();
    await frame.locator('.lab-stage > .lab-notice').click();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');

    await page.keyboard.press('PageDown');
    await expect.poll(said).toContain('lecun_normal');
    const output = page.locator('section.present .fragment.visible output').last();
    await expect
      .poll(() => output.textContent().then(Number), { timeout: LONGEST })
      .toBeGreaterThan(0);
    await page.keyboard.press('PageDown');
    await expect.poll(said).toMatch(/lecun_normal.*relu/i);
    await page.keyboard.press('PageUp');
    await expect.poll(() => fragments(page)).toBe(1);
    await expect.poll(said).not.toMatch(/relu/i);
    // On to the next slide, without a click in between.
    for (let i = 0; i < 3; i++) await page.keyboard.press('PageDown');
    await expect.poll(() => place(page)).toBe('#/2');
  });

  it('gets the keys that the lab does not use, and no others', async () => {
    const page = await openDeck({ cpu: true });
    await page.keyboard.press('PageDown');
    const frame = await labFrame(page);
    // The chart walks through its layers by arrow keys.
    await frame.locator('.lab-chart').focus();
    await page.keyboard.press('ArrowRight');
    await frame.locator('.lab-chart .pointed').first().waitFor({ state: 'attached' });
    expect(await fragments(page)).toBe(0);
    // A button has been clicked: Space is its own, an arrow is the deck's.
    const play = frame.locator('.lab-playback button').first();
    await play.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => fragments(page)).toBe(1);
    await page.keyboard.press(' ');
    expect(await fragments(page)).toBe(1);
    // Reveal's black screen, and its overview.
    await frame.locator('.lab-stage > .lab-notice').click();
    const reveal = page.locator('.reveal');
    await page.keyboard.press('b');
    await expect.poll(() => reveal.getAttribute('class')).toContain('paused');
    await page.keyboard.press('.');
    await expect.poll(() => reveal.getAttribute('class')).not.toContain('paused');
    await page.keyboard.press('Escape');
    await expect.poll(() => reveal.getAttribute('class')).toContain('overview');
    await page.keyboard.press('Escape');
    await expect.poll(() => reveal.getAttribute('class')).not.toContain('overview');
    // The lab's own: N goes on by a layer, from the first, to which the button has led.
    const layer = frame.locator('.lab-playback input[type=range]');
    const before = Number(await layer.inputValue());
    await page.keyboard.press('n');
    await expect.poll(() => layer.inputValue().then(Number)).toBe(before + 1);
    expect(await fragments(page)).toBe(1);
  });
});
