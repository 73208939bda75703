import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { open, useBrowser } from './page';

useBrowser();

const edge = (page: Page) => page.getByRole('separator', { name: /height of the chart/ });
const height = async (page: Page) => (await page.locator('.lab-strip').boundingBox())!.height;
const now = async (page: Page) => Number(await edge(page).getAttribute('aria-valuenow'));

describe('the strip that holds the chart', () => {
  it('is as high as its edge is moved to by pointer and by key, also after a reload', async () => {
    const page = await open({ cpu: true, small: true });
    const before = await height(page);
    const { x, y, width, height: thick } = (await edge(page).boundingBox())!;
    const at = { x: x + width / 2, y: y + thick / 2 };
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await page.mouse.move(at.x, at.y - 60, { steps: 4 });
    await page.mouse.up();
    expect(Math.abs((await height(page)) - before - 60)).toBeLessThan(8);
    const dragged = await now(page);
    await edge(page).press('ArrowUp');
    expect(await now(page)).toBe(dragged + 2);
    await page.reload();
    await page.locator('.lab[data-run=done]').waitFor();
    await expect.poll(() => now(page)).toBe(dragged + 2);
    await edge(page).press('End');
    expect(await now(page)).toBe(50);
    await edge(page).dblclick();
    expect(await height(page)).toBeCloseTo(before, 0);
  });

  it('folds to a line that still tells the layers, and leaves its room to the picture', async () => {
    const page = await open({ cpu: true, small: true });
    const stage = async () => (await page.locator('.lab-stage').boundingBox())!.height;
    const [open_, before] = [await stage(), await height(page)];
    await page.keyboard.press('g');
    expect(await height(page)).toBeLessThan(50);
    expect(await stage()).toBeCloseTo(open_ + before - (await height(page)), 0);
    const chart = page.locator('.lab-chart');
    expect(await chart.locator('circle').count()).toBe(9);
    expect((await chart.locator('text').allTextContents()).join()).not.toMatch(/\d/);
    await page.reload();
    await page.getByRole('button', { name: 'Unfold the chart' }).click();
    expect(await height(page)).toBeCloseTo(before, 0);
    await edge(page).press('Enter');
    expect(await height(page)).toBeLessThan(50);
    // A lecture shows what it means to show.
    await page.getByRole('button', { name: 'Lecture', exact: true }).click();
    await expect.poll(() => height(page)).toBeGreaterThan(50);
  });
});
