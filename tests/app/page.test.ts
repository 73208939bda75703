import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { choose, colours, difference, open, picture, readout, runEnds, useBrowser } from './page';

useBrowser();

describe('the article’s experiment', () => {
  it('explodes on arrival, holds after one click, and vanishes after one more', async () => {
    const page = await open({ width: 1600, height: 900 });

    expect(await readout(page)).toMatch(
      /^Exploded: finite until layer 2[567]; variance \d\.\d×10⁷[⁰-⁹] there$/u,
    );
    const exploded = await colours(page);
    expect(exploded.orange).toBeGreaterThan(0.01);
    expect(exploded.red).toBeGreaterThan(0.02);
    expect(exploded.blue).toBeLessThan(0.001);

    await choose(page, 'lecun_normal');
    expect(await readout(page)).toMatch(/^Held: variance (0\.\d\d?|1\.\d) after 50 layers$/);
    const held = await colours(page);
    expect(held.red + held.orange + held.blue).toBeLessThan(0.001);

    await choose(page, 'relu');
    expect(await readout(page)).toMatch(/^Vanished: variance \d\.\d×10⁻¹[⁴-⁷] after 50 layers$/u);
    const vanished = await colours(page);
    expect(vanished.blue).toBeGreaterThan(0.01);
    expect(vanished.red).toBeLessThan(0.001);

    await choose(page, 'kaiming_normal');
    expect(await readout(page)).toMatch(/^(Held|Shrinking|Growing): variance/);
  });

  it('tells every layer’s figures in a table, and marks the broken ones', async () => {
    const page = await open();
    await page.getByText('Table of layers').click();
    const rows = page.locator('#table tbody tr');
    expect(await rows.count()).toBe(51);
    const cells = (layer: number) => rows.nth(layer).locator('th, td').allTextContents();
    expect((await cells(0))[0]).toBe('input');
    // 32 samples: layer 1's variance is 784 within 5 %, two standard errors and more.
    const [, , variance, secondMoment, finite] = await cells(1);
    for (const figure of [variance, secondMoment])
      expect(Math.abs(Number(figure) / 784 - 1)).toBeLessThan(0.05);
    expect(finite).toBe('100 %');
    expect((await cells(14))[2]).toMatch(/×10⁴⁰$/);
    expect(await cells(50)).toEqual(['50', 'NaN', 'NaN', 'NaN', '0 %']);
    expect(await page.locator('#table tr[data-broken]').count()).toBeGreaterThan(20);
  });

  it('draws the measured curve beside the theory', async () => {
    const page = await open();
    const chart = page.getByRole('img', { name: /Chart of variance by layer: exploded/ });
    expect(await chart.locator('circle').count()).toBeGreaterThanOrEqual(25);
    expect(await chart.locator('.theory').getAttribute('d')).toMatch(/^M/);
    expect(await chart.innerHTML()).toContain('inf / NaN');
  });
});

/** A network small enough for many runs. */
async function small(page: Page) {
  for (const [label, value] of Object.entries({ width: 32, depth: 8 }))
    await type(page, label, String(value));
}

async function type(page: Page, label: string, value: string) {
  const input = page.getByRole('textbox', { name: label, exact: true });
  await input.fill(value);
  await input.press('Enter');
  await runEnds(page);
}

const subtitle = (page: Page) => page.locator('#experiment').textContent();

describe('the panel', () => {
  it('changes everything that the experiment has', async () => {
    const page = await open();
    await small(page);
    expect(await subtitle(page)).toMatch(/^8 layers, 32 wide/);
    await type(page, 'batch', '7');
    await type(page, 'std', '0.125');
    expect(await subtitle(page)).toMatch(/normal weights \(std = 0.125\).* 7 samples$/);
    expect(await page.locator('#table tbody tr').count()).toBe(9);
    await choose(page, 'xavier_uniform');
    expect(await page.getByRole('textbox', { name: 'std', exact: true }).isVisible()).toBe(false);
    await type(page, 'gain', '1.5');
    expect(await subtitle(page)).toContain('xavier_uniform');
    const before = await page.locator('#table').textContent();
    await page.getByRole('button', { name: 'New seed' }).click();
    await runEnds(page);
    expect(await page.locator('#table').textContent()).not.toBe(before);
  });

  it.each([
    ['depth', '500', 'depth “500” is not a whole number from 1 to 200.'],
    ['width', '0', 'width “0” is not a whole number from 1 to 2048'],
    ['std', 'abc', 'std “abc” is not a number from 0 to 10.'],
    ['seed', '-1', 'seed “-1” is not a whole number from 0 to 4294967295.'],
  ])('refuses %s %s with a sentence and keeps what was there', async (label, value, sentence) => {
    const page = await open();
    await small(page);
    const [before, input] = [await subtitle(page), page.getByRole('textbox', { name: label })];
    const old = await input.inputValue();
    await input.fill(value);
    await input.press('Enter');
    expect(await page.locator('#panel [role=alert]').textContent()).toContain(sentence);
    expect(await input.inputValue()).toBe(old);
    expect(await subtitle(page)).toBe(before);
  });

  it('previews with fewer samples while a slider is dragged, and runs in full on release', async () => {
    const page = await open();
    await small(page);
    await type(page, 'batch', '512');
    const slider = page.getByRole('slider', { name: 'depth, slider' });
    const { x, y, width, height } = (await slider.boundingBox())!;
    await page.mouse.move(x + width * 0.1, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.2, y + height / 2, { steps: 3 });
    await runEnds(page);
    expect(await subtitle(page)).toMatch(/ 32 samples$/);
    expect(await readout(page)).toContain('preview with 32 samples');
    await page.mouse.up();
    await page.waitForFunction(() =>
      document.getElementById('experiment')?.textContent?.endsWith(' 512 samples'),
    );
    await runEnds(page);
    expect(await readout(page)).not.toContain('preview');
  });

  it('shows pre- or post-activations without running again', async () => {
    const page = await open();
    await small(page);
    await choose(page, 'relu');
    const post = await page.locator('#table').textContent();
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      new MutationObserver(() => seen.push(document.documentElement.dataset.run ?? '')).observe(
        document.documentElement,
        { attributeFilter: ['data-run'] },
      );
    });
    await choose(page, 'pre-activation');
    expect(await page.locator('#table').textContent()).not.toBe(post);
    expect(await page.evaluate(() => (globalThis as never as { seen: string[] }).seen)).toEqual([]);
  });

  it('shows only the newest of many quick changes', async () => {
    const page = await open();
    await page.evaluate(() => {
      for (const option of ['lecun_normal', 'kaiming_normal', 'xavier_normal', 'lecun_normal'])
        document.querySelector<HTMLInputElement>(`input[value=${option}]`)?.click();
    });
    await runEnds(page);
    expect(await subtitle(page)).toContain('lecun_normal');
    expect(await readout(page)).toMatch(/^Held: .* after 50 layers$/);
  });
});

describe('the scene', () => {
  it('changes with the axis, and turns and comes back', async () => {
    const page = await open();
    const canvas = page.locator('#scene canvas');
    const log = await picture(page, canvas);
    await choose(page, 'linear');
    const linear = await picture(page, canvas);
    await choose(page, 'own ±4σ');
    const sigma = await picture(page, canvas);
    expect(difference(log, linear)).toBeGreaterThan(0.05);
    expect(difference(linear, sigma)).toBeGreaterThan(0.05);

    const { x, y, width, height } = (await canvas.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 3, y + height / 2, { steps: 4 });
    await page.mouse.up();
    expect(difference(await picture(page, canvas), sigma)).toBeGreaterThan(0.05);
    await page.getByRole('button', { name: 'Reset view' }).click();
    // The button, which lies over the picture's corner, keeps its focus.
    expect(difference(await picture(page, canvas), sigma)).toBeLessThan(0.003);
  });

  it('submits nothing while nothing changes, and runs leave no buffers behind', async () => {
    const page = await open({
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
    await small(page);
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
