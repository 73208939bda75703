import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { serious } from './axe';
import { open, runEnds, useBrowser } from './page';

useBrowser();

const SIZE = { width: 390, height: 844 };

const boxOf = async (page: Page, selector: string) => {
  const { x, y, width, height } = (await page.locator(selector).boundingBox())!;
  return { x, y, right: x + width, bottom: y + height };
};

/** Opens a phone's page in which nobody has tried anything. */
const openPhone = () => open({ small: true, touch: true, ...SIZE });

describe('on a phone', () => {
  it('the picture comes first, with its words over it, then the player, then the chart', async () => {
    const page = await openPhone();
    const [scene, words] = [await boxOf(page, '.lab-scene'), await boxOf(page, '.lab-words')];
    const controls = await boxOf(page, '.lab-controls');
    // What is free of words and of controls.
    expect((controls.y - words.bottom) / SIZE.height).toBeGreaterThanOrEqual(0.45);
    expect(words.y).toBeGreaterThanOrEqual(scene.y);
    const chart = await boxOf(page, '.lab-chart');
    expect(chart.y).toBeGreaterThanOrEqual(controls.bottom);
    expect(chart.bottom).toBeLessThanOrEqual(SIZE.height);
    // One row for the player, one for the tools.
    const rows = await page
      .locator('.lab-controls button:visible')
      .evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect()).map(({ y, height }) => y + height / 2),
      );
    const apart = rows.map((y) => Math.round(y / 24)).filter((y, i, all) => all.indexOf(y) === i);
    expect(apart).toHaveLength(2);
  });

  it('a slider is dragged in a sheet, with the picture in sight above it', async () => {
    const page = await openPhone();
    const experiment = page.getByRole('button', { name: 'experiment', exact: true });
    await experiment.click();
    const depth = page.getByRole('slider', { name: 'depth, slider' });
    await depth.scrollIntoViewIfNeeded();
    const [scene, sheet] = [await boxOf(page, '.lab-scene'), await boxOf(page, '.lab-panel')];
    expect(scene.bottom).toBeLessThanOrEqual(sheet.y);
    expect((scene.bottom - scene.y) / SIZE.height).toBeGreaterThanOrEqual(0.45);
    const before = await page.locator('.lab-readout').textContent();
    await depth.press('ArrowRight');
    await runEnds(page);
    expect(await page.locator('.lab-readout').textContent()).not.toBe(before);
    expect(await serious(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.lab-panel .tp-rotv').first().waitFor({ state: 'hidden' });
    expect(await experiment.evaluate((one) => one === document.activeElement)).toBe(true);
  });

  it('tools that there is no room for are behind one button', async () => {
    const page = await openPhone();
    const axis = page.getByRole('button', { name: 'axis', exact: true });
    expect(await axis.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'more', exact: true }).click();
    await axis.click();
    const [scene, box] = [
      await boxOf(page, '.lab-words'),
      await boxOf(page, '.tool-box:popover-open'),
    ];
    expect(box.y).toBeGreaterThan(scene.bottom);
    expect(box.bottom).toBeCloseTo(SIZE.height, 0);
  });
});
