import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { serious } from './axe';
import {
  check,
  choose,
  colours,
  open,
  openTable,
  readout,
  runEnds,
  toggleFolder,
  useBrowser,
} from './page';

useBrowser();

describe('everything that a network of one kind can show', () => {
  let page: Page;
  beforeAll(async () => {
    page = await open({
      kept: true,
      at: [
        'widths=32&depth=8&scheme=kaiming_normal&activation=leaky_relu&norm=batch',
        'input=correlated&residual=true&backward=true&quantity=gradWeight',
        'pin1=normal&pin1.widths=32&pin1.depth=8&pin1.batch=32',
      ].join('&'),
    });
    for (const title of ['Input', 'Bias', 'Normalisation', 'Residual'])
      await toggleFolder(page, title);
    await openTable(page);
    await page.getByRole('button', { name: 'layer 3 in detail' }).click();
  });

  it.each(['dark', 'light', 'high contrast'])(
    'can be used by everyone: axe finds nothing serious (%s)',
    async (theme) => {
      await check(page, theme);
      // Text fades in with its folder, and is pale until then.
      await page.waitForTimeout(1000);
      expect(await serious(page)).toEqual([]);
      for (const name of ['table', 'show', 'pins']) {
        await page.getByRole('button', { name, exact: true }).click();
        expect(await serious(page, '.lab-controls')).toEqual([]);
        await page.keyboard.press('Escape');
      }
    },
  );

  it('so it can side by side, and with chart and panel folded', async () => {
    await check(page, 'side by side');
    await runEnds(page);
    expect(await serious(page)).toEqual([]);
    for (const key of ['g', 'h']) await page.keyboard.press(key);
    await page.locator('.lab[data-panel=folded]').waitFor();
    expect(await serious(page)).toEqual([]);
  });
});

describe('everyone', () => {
  it('can change the scheme with the keyboard alone', async () => {
    const page = await open({ cpu: true });
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => (document.activeElement as HTMLInputElement).value);
      if (name === 'normal') break;
    }
    await page.keyboard.press('ArrowRight');
    await runEnds(page);
    expect(await readout(page)).toMatch(/^Held/);
  });

  it('on a phone sees all of it without scrolling sideways', async () => {
    const page = await open({ pictures: true, small: true, width: 390, height: 844 });
    const { scroll, inner } = await page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      inner: innerWidth,
    }));
    expect(scroll).toBeLessThanOrEqual(inner);
    expect((await colours(page)).orange).toBeGreaterThan(0.002);
    const rightsOf = (selector: string) =>
      page.locator(selector).evaluateAll((all) =>
        all
          .map((one) => one.getBoundingClientRect())
          .filter(({ width }) => width > 0)
          .map(({ right }) => right),
      );
    await page.getByRole('button', { name: 'experiment', exact: true }).click();
    for (const title of ['Input', 'Bias', 'Normalisation', 'Residual'])
      await toggleFolder(page, title);
    const rights = await rightsOf('.lab-panel :is(label, button, select)');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'more', exact: true }).click();
    await openTable(page);
    rights.push(...(await rightsOf('.lab-view-bar :is(label, button), .lab-table :is(th, td)')));
    expect(rights.length).toBeGreaterThan(100);
    expect(Math.max(...rights)).toBeLessThanOrEqual(390);
  });

  it('tabs past what a closed folder holds', async () => {
    const page = await open({ cpu: true });
    const last = page.getByRole('button', { name: /^Bias/ });
    expect(await last.getAttribute('aria-expanded')).toBe('false');
    await last.focus();
    await page.keyboard.press('Tab');
    const text = await page.evaluate(() => document.activeElement?.textContent);
    expect(text).toMatch(/^Normalisation/);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
  });

  it('without WebGPU is told so, and gets the figures from the CPU', async () => {
    const page = await open({ cpu: true });
    const notice = page.locator('.lab-notice');
    expect(await notice.textContent()).toMatch(
      /does not support WebGPU[\s\S]*Open this page in a current/,
    );
    expect(await readout(page)).toMatch(/^Exploded: inf from layer 4\d on, after variance/);
    await choose(page, 'lecun_normal');
    expect(await readout(page)).toMatch(
      /^(Held|Fell to \d+ %|Grew [\d.]+-fold): variance .* after 50 layers$/,
    );
    expect(await page.locator('.lab-table tbody tr').count()).toBe(51);
  });

  it('with a GPU that refuses a kernel is told so, and gets the figures from the CPU', async () => {
    const page = await open({
      at: 'scheme=lecun_normal',
      before: () => {
        const { createComputePipelineAsync: compile } = GPUDevice.prototype;
        GPUDevice.prototype.createComputePipelineAsync = function (descriptor) {
          return descriptor.label?.startsWith('matmul')
            ? Promise.reject(new Error('no product today'))
            : compile.call(this, descriptor);
        };
      },
    });
    expect(await page.locator('.lab-notice').textContent()).toMatch(
      /kernels could not be built: [\s\S]*no product today/,
    );
    // What the link does not say is as the CPU starts; what it says has been kept.
    expect(await readout(page)).toMatch(/^(Held|Fell to \d+ %|Grew [\d.]+-fold): /);
    expect(await page.locator('.lab-experiment').textContent()).toMatch(/64/);
    expect(await page.locator('.lab-table tbody tr').count()).toBe(51);
  });

  it('without a canvas for WebGPU still gets the GPU’s figures', async () => {
    // Float32 ends near layer 42.
    const page = await open({
      at: 'widths=64',
      before: () => {
        const { getContext } = HTMLCanvasElement.prototype;
        HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string) {
          if (kind === 'webgpu') throw new Error('no canvas today');
          return getContext.call(this, kind as never);
        } as typeof getContext;
      },
    });
    expect(await page.locator('.lab-notice').textContent()).toContain('no canvas today');
    expect(await readout(page)).toMatch(/^Exploded: inf from layer 4\d on/);
  });

  it('without an adapter is told so', async () => {
    const page = await open({
      small: true,
      before: () =>
        Object.defineProperty(navigator, 'gpu', { value: { requestAdapter: () => null } }),
    });
    expect(await page.locator('.lab-notice').textContent()).toContain('found no graphics adapter');
  });
});
