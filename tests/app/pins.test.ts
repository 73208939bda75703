import { describe, expect, it } from 'vitest';
import { choose, open, useBrowser } from './page';

useBrowser();

describe('pinned runs', () => {
  it('stay in the chart under their names until they are unpinned', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    const pin = page.getByRole('button', { name: 'Pin this run' });
    await pin.click();
    await choose(page, 'kaiming_normal');
    await choose(page, 'relu');
    await pin.click();
    const names = page.locator('.pins input');
    const values = () =>
      names.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
    expect(await values()).toEqual(['normal, identity', 'kaiming_normal, relu']);
    expect(await page.locator('.lab-chart').textContent()).toContain('normal, identity');

    await names.first().fill('the start');
    await names.first().press('Enter');
    expect(await page.locator('.lab-chart').textContent()).toContain('the start');
    await pin.click();
    await pin.click();
    expect(await pin.isDisabled()).toBe(true);

    await page.getByRole('button', { name: 'Unpin the start' }).click();
    expect(await values()).toEqual([
      'kaiming_normal, relu',
      'kaiming_normal, relu 2',
      'kaiming_normal, relu 3',
    ]);
    expect(await page.locator('.lab-chart').textContent()).not.toContain('the start');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Pin this run');
  });
});
