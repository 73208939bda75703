/** The lecture's figures under the hand; what they compute is tested without a page. */
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

describe('dividing', () => {
  it('by √10 and by keys', async () => {
    const page = await openFigure('divide', ['k', 'ratio']);
    await reads(page, ['10', '100']);
    await page.getByRole('button', { name: 'divide by √10' }).click();
    await reads(page, ['3.16', '10']);
    const slider = page.getByRole('slider', { name: 'divide by k' });
    expect(await slider.getAttribute('aria-valuetext')).toBe('√10');
    await slider.press('ArrowRight');
    await reads(page, ['4', '16']);
    await expect.poll(() => alternative(page)).toContain('divided by 4');
    expect(await seriousInFigure(page)).toEqual([]);
    expect(await small(page)).toEqual([]);
  });
});

describe('the five points', () => {
  const named = ['mean', 'sum_of_deviations', 'variance'];
  const point = (page: Page, i: number) => page.getByRole('slider', { name: `point ${i}` });

  /** Where a point is, in the window. */
  async function centre(page: Page, i: number) {
    await point(page, i).scrollIntoViewIfNeeded();
    const box = (await point(page, i).boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  it('move by keys, and keep the focus', async () => {
    const page = await openFigure('deviations', named);
    await reads(page, ['4.3', '0', '8.16']);
    await point(page, 5).press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Shift+ArrowLeft');
    // 9 − 2: squares 8.41 + 1.96 + 0.81 + 4.41 + 9.61 = 25.2.
    await reads(page, ['3.9', '0', '5.04']);
    await page.keyboard.press('End');
    expect(await point(page, 5).getAttribute('aria-valuenow')).toBe('10');
    await reads(page, ['4.5', '0', '10.2']);
    expect(await seriousInFigure(page)).toEqual([]);
  });

  it('move by mouse, one of them at a time', async () => {
    const page = await openFigure('deviations', named);
    const [from, to] = [await centre(page, 5), await centre(page, 1)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    // Past the other points, and on to where the first one is.
    await page.mouse.move(to.x, to.y, { steps: 8 });
    await page.mouse.up();
    await page.mouse.move(from.x, from.y);
    const at = [1, 2, 3, 4, 5].map((i) => point(page, i).getAttribute('aria-valuenow'));
    expect(await Promise.all(at)).toEqual(['1', '2.5', '3', '6', '1']);
    expect((await values(page))[1]).toBe('0');
  });

  it('move under a finger on a phone, that need not meet them', async () => {
    const page = await openFigure('deviations', named, { width: 390, height: 844, touch: true });
    const { x, y } = await centre(page, 4);
    // A fingertip beside the point moves it to itself.
    await page.touchscreen.tap(x + 18, y + 6);
    expect(await point(page, 4).getAttribute('aria-valuenow')).not.toBe('6');
    expect((await values(page))[1]).toBe('0');
  });
});

describe('ReLU', () => {
  it('is measured at once, and again with another slope', async () => {
    const page = await openFigure('relu', ['second_moment_ratio', 'variance_ratio']);
    // Four standard errors of 0.005, as in the figure's own test.
    const [second, variance] = (await values(page)).map(Number);
    expect(Math.abs(second! - 0.5)).toBeLessThan(0.02);
    expect(Math.abs(variance! - 0.341)).toBeLessThan(0.02);
    await page.getByRole('slider', { name: 'slope below 0' }).press('End');
    await page.getByText('measured on one layer').waitFor();
    await valuesCome(page);
    await reads(page, ['1', '1']);
    expect(await seriousInFigure(page)).toEqual([]);
    expect(await small(page)).toEqual([]);
  });
});

describe('a tapering network', () => {
  /** Theory's factors; four standard errors of ln over four networks are a factor of 3. */
  const changes = (page: Page, expected: readonly number[]) =>
    expect
      .poll(async () =>
        (await values(page)).map((text, i) => Math.abs(Math.log(Number(text) / expected[i]!))),
      )
      .toSatisfy((errors: number[]) => errors.every((error) => error < Math.log(3)));

  it('has its scale chosen by keys', async () => {
    const page = await openFigure('backward', ['forward_change', 'backward_change']);
    const scale = (name: string) => page.getByRole('radio', { name, exact: true });
    const measured = page.getByText('4 networks', { exact: true });
    await measured.waitFor();
    await changes(page, [1, 1 / 8]);
    await scale('fan_in').press('ArrowRight');
    expect(await scale('fan_out').isChecked()).toBe(true);
    await measured.waitFor();
    await changes(page, [8, 1]);
    await expect.poll(() => alternative(page)).toContain('Var(W) = 2 / fan_out');
    expect(await seriousInFigure(page)).toEqual([]);
    expect(await small(page)).toEqual([]);
  });
});
