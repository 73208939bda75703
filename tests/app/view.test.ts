import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { difference, open, picture, small, useBrowser } from './page';

useBrowser();

const chosen = (page: Page, name: string) =>
  page.locator(`input[name="${name}"]:checked`).inputValue();

describe('the view bar', () => {
  it('chooses cameras and heights by button and key, and resets a turned picture', async () => {
    const page = await open();
    await small(page);
    expect(await chosen(page, 'camera')).toBe('threeQuarter');
    await page.getByRole('radio', { name: 'front', exact: true }).check({ force: true });
    await page.keyboard.press('c');
    expect(await chosen(page, 'camera')).toBe('side');
    await page.keyboard.press('h');
    expect(await chosen(page, 'height')).toBe('count');

    const canvas = page.locator('#scene canvas');
    const before = await picture(page, canvas);
    const { x, y, width, height } = (await canvas.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 3, y + height / 2, { steps: 4 });
    await page.mouse.up();
    expect(difference(await picture(page, canvas), before)).toBeGreaterThan(0.01);
    await page.mouse.move(0, 0);
    await page.keyboard.press('0');
    expect(difference(await picture(page, canvas), before)).toBeLessThan(0.003);
  });

  it('leaves keys to the field in which one types, and shows what there is to choose', async () => {
    const page = await open({ cpu: true });
    const field = page.getByRole('textbox', { name: 'seed', exact: true });
    await field.focus();
    for (const key of ['c', 'h', '0']) await page.keyboard.press(key);
    expect(await page.locator('input[name=camera]:checked').inputValue()).toBe('threeQuarter');
    // Without a scene there is no camera to choose.
    expect(await page.getByRole('radio', { name: 'front', exact: true }).isVisible()).toBe(false);
    const measure = page.getByRole('radio', { name: 'second moment', exact: true });
    await measure.check({ force: true });
    expect(await measure.isChecked()).toBe(true);
  });
});
