/** The lecture's figures of sums under the hand; what they compute is tested without a page. */
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import {
  alternative,
  openFigure,
  reads,
  seriousInFigure,
  small,
  values,
  valuesCome,
} from './figure-page';
import { useBrowser } from './page';

useBrowser();

const slider = (page: Page, name: string) => page.getByRole('slider', { name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const readout = (page: Page) => page.locator('.figure .readout').textContent();

describe('sums of random numbers', () => {
  it('are drawn by the space bar and by buttons, and spread with k', async () => {
    const page = await openFigure('sums', ['k']);
    const terms = slider(page, 'numbers in a sum, k');
    expect(await readout(page)).toContain('no sums yet');
    await terms.press('Space');
    expect(await readout(page)).toContain('1 sum');
    await button(page, 'Up to 2000').click();
    expect(await button(page, 'One sum').isDisabled()).toBe(true);
    await expect.poll(() => alternative(page)).toContain('2000 sums of 5 numbers');
    await terms.press('End');
    await reads(page, ['1000']);
    // The same sums, with 995 terms more in each: 5 standard errors of √(2 / 2000).
    const variance = Number(/variance ([\d.]+),/.exec((await readout(page))!)![1]);
    expect(Math.abs(variance / 1000 - 1)).toBeLessThan(5 * Math.sqrt(2 / 2000));
    await button(page, 'Clear').press('Enter');
    expect(await readout(page)).toContain('no sums yet');
    expect(await seriousInFigure(page)).toEqual([]);
    expect(await small(page)).toEqual([]);
  });

  it('fill by themselves until they are paused, where motion is welcome', async () => {
    const page = await openFigure('sums', ['k']);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await button(page, 'Up to 2000').click();
    await page.waitForFunction(() =>
      /\d\d sums/.test(document.querySelector('.readout')!.textContent),
    );
    await button(page, 'Pause').click();
    const paused = await readout(page);
    await page.waitForTimeout(200);
    expect(await readout(page)).toBe(paused);
    expect(paused).not.toContain('2000 sums');
  });
});

describe('random walks', () => {
  it('grow by their slider and by the space bar, and are drawn again', async () => {
    const page = await openFigure('walks', ['n', 'end_variance', 'inside']);
    const before = await values(page);
    const grown = slider(page, 'terms summed so far');
    await grown.press('Home');
    await grown.press('ArrowRight');
    await grown.press('ArrowRight');
    expect(await readout(page)).toContain('2 of 100 terms');
    // What the text names is of the ends, and they are where they were.
    await reads(page, before);
    // Motion is not welcome here: all at once.
    await grown.press('Space');
    expect(await readout(page)).toContain('n = 100: variance');
    await button(page, 'Draw again').click();
    await expect.poll(() => values(page)).not.toEqual(before);
    await slider(page, 'terms of a sum, n').press('Home');
    await expect.poll(() => alternative(page)).toContain('200 sums of n = 1 products');
    expect(await seriousInFigure(page)).toEqual([]);
    expect(await small(page)).toEqual([]);
  });

  it('are drawn on the canvas, and in the colours of the theme', async () => {
    const page = await openFigure('walks', ['n']);
    const painted = () =>
      page.evaluate(() => {
        const canvas = document.querySelector('.figure canvas') as HTMLCanvasElement;
        return canvas.toDataURL();
      });
    expect((await painted()).length).toBeGreaterThan(10_000);
    // All controls of the lab, for which the figure makes room.
    await page.keyboard.press('h');
    const light = page.getByRole('radio', { name: 'light', exact: true });
    await light.waitFor({ state: 'attached' });
    await page.waitForTimeout(500);
    const dark = await painted();
    await light.check({ force: true });
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'light');
    await expect.poll(painted).not.toBe(dark);
  });
});

describe('the asterisk', () => {
  it('fails by what the formula says, and holds again after a reset', async () => {
    const page = await openFigure('asterisk', ['factor', 'predicted']);
    await reads(page, ['1', '100']);
    await slider(page, 'mean of x').press('End');
    await reads(page, ['5', '500']);
    await slider(page, 'standard deviation of w').press('Home');
    await reads(page, ['0', '0']);
    await expect.poll(() => alternative(page)).toContain('w does not have mean 0 and variance 1');
    await button(page, 'Reset both to mean 0 and variance 1').click();
    await reads(page, ['1', '100']);
    await expect.poll(() => page.locator('.figure .box.met').count()).toBe(2);
    expect(await seriousInFigure(page)).toEqual([]);
    expect(await small(page)).toEqual([]);
  });
});

describe('variance against n', () => {
  it('is measured wherever the slider goes, and at a few by the space bar', async () => {
    const page = await openFigure('variance-of-n', ['n', 'variance', 'ratio']);
    const inputs = slider(page, 'number of inputs, n');
    await inputs.press('Home');
    await page.getByText(/n = 1: variance/).waitFor();
    await valuesCome(page);
    const [n, variance, ratio] = (await values(page)).map(Number);
    expect(n).toBe(1);
    expect(variance).toBe(ratio);
    // Five standard errors of 0.126: see relativeError.
    expect(Math.abs(ratio! - 1)).toBeLessThan(0.63);
    await inputs.press('Space');
    // Eleven from 1 to 2048, one of which was there, and 784.
    await expect.poll(() => page.locator('.figure .dot').count()).toBe(12);
    await expect.poll(() => alternative(page)).toContain('2048: ');
    expect(await seriousInFigure(page)).toEqual([]);
    expect(await small(page)).toEqual([]);
  });
});
