import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  choose,
  colours,
  difference,
  go,
  open,
  openTable,
  picture,
  press,
  readout,
  runEnds,
  useBrowser,
} from './page';

useBrowser();

describe('the article’s experiment', () => {
  let page: Page;
  beforeAll(async () => {
    page = await open({ pictures: true, kept: true });
  });

  it('tells every layer’s figures in a table, and marks the broken ones', async () => {
    await openTable(page);
    const rows = page.locator('.lab-table tbody tr');
    expect(await rows.count()).toBe(51);
    const cells = (layer: number) => rows.nth(layer).locator('th, td').allTextContents();
    expect((await cells(0))[0]).toBe('input');
    // 32 samples: layer 1's variance is 784 within 5 %, two standard errors and more.
    const [, variance, secondMoment, , finite] = await cells(1);
    for (const figure of [variance, secondMoment])
      expect(Math.abs(Number(figure) / 784 - 1)).toBeLessThan(0.05);
    expect(finite).toBe('100 %');
    expect((await cells(14))[1]).toMatch(/×10⁴⁰$/);
    expect((await cells(50)).slice(0, 6)).toEqual(['50', 'none', 'none', 'none', '0 %', 'none']);
    expect(await page.locator('.lab-table thead th').allTextContents()).toEqual([
      'layer',
      'variance',
      'second moment',
      'mean',
      'finite',
      'excess kurtosis',
      'sample correlation',
      'dead units',
      'saturated (|φ′| < 1 % of max)',
    ]);
    expect(await page.locator('.lab-table tr[data-broken]').count()).toBeGreaterThan(20);
    await page.keyboard.press('Escape');
  });

  it('draws the measured curve beside the theory', async () => {
    const chart = page.getByRole('img', { name: /Chart of variance by layer: exploded/ });
    expect(await chart.locator('circle').count()).toBeGreaterThanOrEqual(25);
    expect(await chart.locator('.theory').getAttribute('d')).toMatch(/^M/);
    expect(await chart.innerHTML()).toContain('inf / NaN');
  });

  it('explodes on arrival', async () => {
    expect(await readout(page)).toMatch(
      /^Exploded: inf from layer 2[678] on, after variance \d\.\d×10⁷[⁰-⁹]$/u,
    );
    const exploded = await colours(page);
    expect(exploded.orange).toBeGreaterThan(0.01);
    expect(exploded.red).toBeGreaterThan(0.02);
    expect(exploded.blue).toBeLessThan(0.001);
  });

  it('holds after one click', async () => {
    await choose(page, 'lecun_normal');
    expect(await readout(page)).toMatch(/^Held: variance (0\.\d\d?|1\.\d) after 50 layers$/);
    const held = await colours(page);
    expect(held.red + held.orange + held.blue).toBeLessThan(0.001);
  });

  it('vanishes after one more, and holds again after another', async () => {
    // ReLU halves what a layer passes on at any width: a narrower network is drawn sooner.
    await go(page, 'widths=256&scheme=lecun_normal');
    await choose(page, 'relu');
    expect(await readout(page)).toMatch(/^Vanished: variance \d\.\d×10⁻¹[⁴-⁷] after 50 layers$/u);
    const vanished = await colours(page);
    expect(vanished.blue).toBeGreaterThan(0.01);
    expect(vanished.red).toBeLessThan(0.001);

    await choose(page, 'kaiming_normal');
    expect(await readout(page)).toMatch(/^(Held|Fell to \d+ %|Grew [\d.]+-fold): variance/);
  });
});

describe('the scene', () => {
  it('changes with the axis, and turns and comes back', async () => {
    const page = await open({ pictures: true, small: true, shared: true });
    const canvas = page.locator('.lab-scene canvas');
    const log = await picture(page, canvas);
    await choose(page, 'linear');
    const linear = await picture(page, canvas);
    await choose(page, 'per-layer ±4σ');
    const sigma = await picture(page, canvas);
    expect(difference(log, linear)).toBeGreaterThan(0.05);
    expect(difference(linear, sigma)).toBeGreaterThan(0.05);

    const { x, y, width, height } = (await canvas.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 3, y + height / 2, { steps: 4 });
    await page.mouse.up();
    expect(difference(await picture(page, canvas), sigma)).toBeGreaterThan(0.05);
    await press(page, 'Reset view');
    // The button, which lies over the picture's corner, keeps its focus.
    expect(difference(await picture(page, canvas), sigma)).toBeLessThan(0.003);
  });

  it('submits nothing while nothing changes, and runs leave no buffers behind', async () => {
    const page = await open({
      small: true,
      before: () => {
        const counts = { submits: 0, buffers: 0 };
        Object.assign(globalThis, { counts });
        const { submit } = GPUQueue.prototype;
        GPUQueue.prototype.submit = function (commands) {
          counts.submits++;
          return submit.call(this, commands);
        };
        const { createBuffer } = GPUDevice.prototype;
        GPUDevice.prototype.createBuffer = function (descriptor) {
          counts.buffers++;
          return createBuffer.call(this, descriptor);
        };
        const { destroy } = GPUBuffer.prototype;
        GPUBuffer.prototype.destroy = function () {
          counts.buffers--;
          return destroy.call(this);
        };
      },
    });
    const counts = () =>
      page.evaluate(() => ({
        ...(globalThis as never as { counts: { submits: number; buffers: number } }).counts,
      }));
    await page.waitForTimeout(1000);
    const before = await counts();
    await page.waitForTimeout(1500);
    expect((await counts()).submits).toBe(before.submits);
    for (let i = 0; i < 5; i++) {
      await page.getByRole('button', { name: 'New seed' }).click();
      await runEnds(page);
    }
    await page.waitForTimeout(1000);
    expect((await counts()).buffers).toBe(before.buffers);
  });
});
