import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { choose, open, openTable, runEnds, type, useBrowser } from './page';

useBrowser();

const inset = (page: Page) => page.getByRole('dialog');
const figures = (page: Page, row: string) =>
  inset(page)
    .getByRole('row', { name: new RegExp(`^${row}`) })
    .getByRole('cell')
    .allTextContents();

/** Opens a layer by way of the table, as a keyboard does. */
async function detail(page: Page, layer: number) {
  const button = page.getByRole('button', { name: `layer ${layer} in detail`, exact: true });
  if (!(await button.isVisible())) await openTable(page);
  await button.press('Enter');
  await inset(page).locator('svg').first().waitFor();
}

describe('a layer in detail', () => {
  it('shows both histograms and all statistics, and gives the focus back', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    await choose(page, 'relu');
    await choose(page, 'kaiming_normal');
    await detail(page, 5);
    expect(await inset(page).getByRole('heading').textContent()).toBe('Layer 5');
    expect(await inset(page).getByRole('img').count()).toBe(2);
    expect(await inset(page).locator('tbody th').allTextContents()).toEqual([
      ...['variance', 'second moment', 'std', 'mean', 'min', 'max', 'finite', 'zeros'],
      ...[
        'below the axis',
        'above the axis',
        'excess kurtosis',
        'sample correlation',
        'dead units',
        'saturated (|φ′| < 1 % of max)',
      ],
    ]);
    const headings = await page.locator('.lab-table thead th').allTextContents();
    const cells = await page.locator('.lab-table tbody tr').nth(5).locator('td').allTextContents();
    expect(cells).toHaveLength(8);
    for (const [i, text] of cells.entries()) {
      const [name] = headings[i + 1]!.split(' (');
      expect([name, (await figures(page, name!))[1]]).toEqual([name, text]);
    }
    expect((await figures(page, 'min'))[1]).toBe('0');
    expect((await figures(page, 'zeros'))[0]).toBe('0 %');
    expect(await inset(page).locator('.normal').count()).toBe(2);
    // The half that ReLU made zero is cut, and told.
    expect(await inset(page).locator('svg').last().textContent()).toMatch(/[3-6]\d\.\d\d %/);
    await page.keyboard.press('Escape');
    expect(await inset(page).count()).toBe(0);
    // The table has made room for it: the focus is where the table is opened again.
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('table');
  });

  it('follows the run and the gradient that is shown, and closes where there is no such layer', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    await detail(page, 8);
    const before = await figures(page, 'variance');
    await choose(page, 'lecun_normal');
    await expect.poll(() => figures(page, 'variance')).not.toEqual(before);
    const table = page.locator('.lab-table tbody tr').nth(8).locator('td').first();
    expect((await figures(page, 'variance'))[1]).toBe(await table.textContent());
    await page.getByRole('checkbox', { name: 'backward' }).check();
    await runEnds(page);
    await choose(page, 'grad weights');
    await expect.poll(() => inset(page).getByRole('img').count()).toBe(3);
    await type(page, 'depth', '4');
    await expect.poll(() => inset(page).count()).toBe(0);
  });

  it('says what a broken layer still has', async () => {
    const page = await open({ cpu: true, shared: true });
    // N(0, 1) weights, 64 wide: float32 ends near layer 42.
    const first = await page.locator('.lab-table tr[data-broken] th').first().textContent();
    await detail(page, Number(first));
    expect(await inset(page).getByRole('img').count()).toBe(2);
    expect((await figures(page, 'finite'))[0]).not.toBe('100 %');
    await inset(page).getByRole('button', { name: 'Close' }).click();
    expect(await inset(page).count()).toBe(0);
  });

  it('drops answers for layers and runs that are no longer asked for', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    await page.evaluate(() => {
      const click = (selector: string) => document.querySelector<HTMLElement>(selector)?.click();
      for (const layer of [2, 7, 5]) click(`.lab-table button[value="${layer}"]`);
      click('.lab-panel input[value=lecun_normal]');
      click('.lab-table button[value="6"]');
    });
    await runEnds(page);
    const variance = page.locator('.lab-table tbody tr').nth(6).locator('td').first();
    await expect
      .poll(async () => (await figures(page, 'variance'))[1])
      .toBe(await variance.textContent());
    expect(await inset(page).getByRole('heading').textContent()).toBe('Layer 6');
  });

  it.each([
    [1280, 720],
    [1024, 600],
    [844, 390],
    [390, 844],
  ])('stands beside the picture and off its words at %i × %i', async (width, height) => {
    const page = await open({ cpu: true, small: true, width, height });
    await page.locator('.lab-table button[value="5"]').dispatchEvent('click');
    await inset(page).locator('svg').first().waitFor();
    const boxOf = async (selector: string) => (await page.locator(selector).boundingBox())!;
    const details = await boxOf('.inset');
    for (const selector of ['.lab-scene', '.lab-readout']) {
      const other = await boxOf(selector);
      const [below, beside] = [
        other.y + other.height <= details.y,
        other.x + other.width <= details.x,
      ];
      expect([selector, below || beside]).toEqual([selector, true]);
    }
    const scene = await boxOf('.lab-scene');
    expect((scene.width * scene.height) / (width * height)).toBeGreaterThan(0.25);
  });

  it('is seen whole on a laptop, and scrolls down alone with gradients too', async () => {
    const page = await open({ cpu: true, small: true, width: 1280, height: 800 });
    await detail(page, 5);
    const hidden = () =>
      inset(page).evaluate(({ scrollHeight, clientHeight, scrollWidth, clientWidth }) => [
        scrollWidth - clientWidth,
        scrollHeight - clientHeight,
      ]);
    expect(await hidden()).toEqual([0, 0]);
    await page.getByRole('checkbox', { name: 'backward' }).check();
    await runEnds(page);
    await choose(page, 'grad weights');
    await expect.poll(() => inset(page).getByRole('img').count()).toBe(3);
    expect((await hidden())[0]).toBe(0);
  });

  it('opens from a layer in the chart', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    // Layers that still glide to their places would be missed.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await choose(page, 'lecun_normal');
    const box = (await page.locator('.lab-chart circle').nth(4).boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await expect.poll(() => inset(page).getByRole('heading').textContent()).toBe('Layer 4');
  });
});
