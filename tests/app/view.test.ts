import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { check, checked, difference, open, picture, useBrowser } from './page';

useBrowser();

const chosen = (page: Page, name: string) => checked(page, name).inputValue();

describe('the view bar', () => {
  it('chooses cameras and heights by button and key, and resets a turned picture', async () => {
    const page = await open({ pictures: true, small: true, shared: true });
    expect(await chosen(page, 'camera')).toBe('threeQuarter');
    await check(page, 'front');
    await page.keyboard.press('c');
    expect(await chosen(page, 'camera')).toBe('side');
    await page.keyboard.press('t');
    expect(await chosen(page, 'height')).toBe('count');

    const canvas = page.locator('.lab-scene canvas');
    const before = await picture(page, canvas);
    const { x, y, width, height } = (await canvas.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 3, y + height / 2, { steps: 4 });
    await page.mouse.up();
    expect(difference(await picture(page, canvas), before)).toBeGreaterThan(0.01);
    await page.mouse.move(0, 0);
    await page.keyboard.press('0');
    // The picture has the focus, and after a key its ring.
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    expect(difference(await picture(page, canvas), before)).toBeLessThan(0.003);
  });

  it('leaves keys to the field in which one types, and shows what there is to choose', async () => {
    const page = await open({ cpu: true });
    const field = page.getByRole('textbox', { name: 'seed', exact: true });
    await field.focus();
    for (const key of ['c', 't', '0']) await page.keyboard.press(key);
    expect(await chosen(page, 'camera')).toBe('threeQuarter');
    // Without a scene there is no camera to choose.
    expect(await page.getByRole('button', { name: 'camera' }).isVisible()).toBe(false);
    await check(page, 'second moment');
    expect(await chosen(page, 'chart')).toBe('secondMoment');
  });
});

describe('themes and scale', () => {
  it('begin with high contrast where the system asks for it', async () => {
    const page = await open({ cpu: true, contrast: true });
    expect(await chosen(page, 'theme')).toBe('contrast');
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(background).toBe('rgb(0, 0, 0)');
  });

  it.each([
    [1280, 720],
    [390, 844],
  ])(
    'leave the picture its height whatever a bar’s height says, at %i × %i',
    async (width, height) => {
      const page = await open({ width, height, at: 'widths=16&depth=4&batch=8' });
      const more = page.getByRole('button', { name: 'more', exact: true });
      if (await more.isVisible()) await more.click();
      const heights = [];
      for (const name of ['density', 'count', 'log count']) {
        await check(page, name);
        await expect
          .poll(() => page.locator('.scene-legend-note').textContent())
          .toMatch(name === 'density' ? /fraction/ : name === 'count' ? /= number/ : /log₁₀/);
        heights.push((await page.locator('.scene-stage').boundingBox())!.height);
      }
      expect(new Set(heights).size).toBe(1);
    },
  );

  it.each([
    [1920, 1080, 4],
    [390, 844, 2],
  ])('of the interface leave nothing outside at %i × %i', async (width, height, steps) => {
    const page = await open({ cpu: true, width, height });
    const sizeOf = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    const [body, tweakpane] = [await sizeOf('body'), await sizeOf('.tp-lblv_l')];
    for (let i = 0; i < steps; i++) await page.keyboard.press('+');
    expect((await sizeOf('body')) / body).toBeCloseTo(1 + steps / 4, 2);
    expect((await sizeOf('.tp-lblv_l')) / tweakpane).toBeCloseTo(1 + steps / 4, 2);
    const outside = () =>
      page
        .locator(
          '.lab-panel :is(label, button, select, input), .lab-view-bar :is(label, button, span), header p',
        )
        .evaluateAll((all) =>
          all
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
            .map((one) => one.textContent),
        );
    expect(await outside()).toEqual([]);
    // The verdict and what stands below it do not lie over one another.
    const [above, below] = await Promise.all(
      ['.lab-readout', '.lab-theory'].map(async (id) => (await page.locator(id).boundingBox())!),
    );
    expect(above!.y + above!.height).toBeLessThanOrEqual(below!.y + 1);
    const sheet = page.getByRole('button', { name: 'experiment', exact: true });
    if (await sheet.isVisible()) await sheet.click();
    expect(await outside()).toEqual([]);
    const slider = page.getByRole('slider', { name: 'interface scale' });
    expect(await slider.inputValue()).toBe(String(1 + steps / 4));
    await slider.press('ArrowLeft');
    expect((await sizeOf('body')) / body).toBeCloseTo(0.75 + steps / 4, 2);
  });
});
