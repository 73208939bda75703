import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { choose, colours, open, readout, runEnds, useBrowser, within } from './page';

useBrowser();

const slider = (page: Page) => page.getByRole('slider', { name: 'current layer' });
const place = (page: Page) => page.locator('.lab-playback output').textContent();
const rows = (page: Page) => page.locator('.lab-table tbody tr').count();

describe('playback', () => {
  it('scrubs both ways, with verdict, table and chart', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    expect(await place(page)).toBe('layer 8 of 8');
    const [verdict, table] = [await readout(page), await page.locator('.lab-table').innerHTML()];
    await slider(page).press('ArrowLeft');
    expect(await place(page)).toBe('layer 7 of 8');
    await slider(page).press('Home');
    expect(await place(page)).toBe('input');
    await page.getByRole('button', { name: 'Step forward' }).click();
    await page.getByRole('button', { name: 'Step forward' }).click();
    expect(await rows(page)).toBe(3);
    expect(await readout(page)).toMatch(/after 2 layers shown: layer 2 of 8$/);
    expect(await page.locator('.lab-chart circle').count()).toBe(3);
    await page.keyboard.press('n');
    expect(await place(page)).toBe('layer 3 of 8');
    await page.keyboard.press('e');
    expect(await place(page)).toBe('layer 2 of 8');
    for (const [name, key] of [
      ['Step back', 'E'],
      ['Play', 'P'],
      ['Step forward', 'N'],
    ])
      expect(await page.getByRole('button', { name }).getAttribute('title')).toBe(
        `${name} (${key})`,
      );
    await slider(page).press('End');
    expect(await readout(page)).toBe(verdict);
    expect(await page.locator('.lab-table').innerHTML()).toBe(table);
  });

  it('plays from the input to the end, pauses, and starts live with another run', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    const speed = page.getByLabel('speed', { exact: true });
    await within(speed, () => speed.selectOption('0.5'));
    await slider(page).press('Space');
    await page.waitForFunction(() => document.querySelectorAll('.lab-table tbody tr').length === 3);
    await page.getByRole('button', { name: 'Pause' }).click();
    const paused = await rows(page);
    await page.waitForTimeout(400);
    expect(await rows(page)).toBe(paused);
    await within(speed, () => speed.selectOption('4'));
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.lab-table tbody tr').length === 9);
    await page.getByRole('button', { name: 'Play' }).waitFor();

    const loop = page.getByLabel('loop', { exact: true });
    await within(loop, () => loop.check());
    await page.getByRole('button', { name: 'Play' }).click();
    for (const count of [9, 2, 9])
      await page.waitForFunction(
        (n) => document.querySelectorAll('.lab-table tbody tr').length === n,
        count,
      );
    await choose(page, 'lecun_normal');
    expect(await rows(page)).toBe(9);
    expect(await page.getByRole('button', { name: 'Play' }).isVisible()).toBe(true);
  });

  it('takes gradients from the last layer back', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    await page.getByRole('checkbox', { name: 'backward' }).check();
    await runEnds(page);
    await choose(page, 'grad pre');
    expect(await place(page)).toBe('layer 1 of 8');
    await slider(page).press('Home');
    expect(await place(page)).toBe('layer 8 of 8');
    await slider(page).press('ArrowRight');
    const layers = await page.locator('.lab-table tbody th').allTextContents();
    expect(layers).toEqual(['7', '8']);
  });

  it('draws the layers up to the wavefront', async () => {
    // Float32 ends near layer 42.
    const page = await open({ pictures: true, at: 'widths=64' });
    await slider(page).press('Home');
    for (let i = 0; i < 6; i++) await slider(page).press('ArrowRight');
    const early = await colours(page);
    expect(early.red).toBeLessThan(0.001);
    await slider(page).press('End');
    expect((await colours(page)).red).toBeGreaterThan(0.01);
  });
});
