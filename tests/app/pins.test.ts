import { describe, expect, it } from 'vitest';
import { choose, open, press, useBrowser, within } from './page';

useBrowser();

describe('pinned runs', () => {
  it('stay in the chart under their names until they are unpinned', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    const pin = 'Pin this run';
    await press(page, pin);
    await choose(page, 'kaiming_normal');
    await choose(page, 'relu');
    await press(page, pin);
    const names = page.locator('.pins input');
    const values = () =>
      names.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
    expect(await values()).toEqual(['normal, identity', 'kaiming_normal, relu']);
    expect(await page.locator('.lab-chart').textContent()).toContain('normal, identity');

    await within(names, async () => {
      await names.first().fill('the start');
      await names.first().press('Enter');
    });
    expect(await page.locator('.lab-chart').textContent()).toContain('the start');
    await press(page, pin);
    await press(page, pin);
    expect(await page.getByText(pin).isDisabled()).toBe(true);

    const unpin = page.getByLabel('Unpin the start');
    await within(unpin, async () => {
      await unpin.click();
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(pin);
    });
    expect(await values()).toEqual([
      'kaiming_normal, relu',
      'kaiming_normal, relu 2',
      'kaiming_normal, relu 3',
    ]);
    expect(await page.locator('.lab-chart').textContent()).not.toContain('the start');
  });
});
