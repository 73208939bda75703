/** The built widget in a stand-in for a notebook: what Python and a person set, and what is left of it. */
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../scripts/browser.mjs';
import { watchDevices } from '../../scripts/waiting.mjs';
import { figureNames } from '../../src/model/figures';
import { propertyNames } from '../../src/model/properties';
import { buildWidget, end, got, openNotebook, python, shortcuts, show } from './notebook-host';

let browser: Browser;
let page: Page;
let built: Awaited<ReturnType<typeof buildWidget>>;
const errors: string[] = [];
const SMALL = { widths: [16], depth: 4, batch: 8 };

beforeAll(async () => {
  [browser, built] = await Promise.all([launchBrowser({ pictures: false }), buildWidget()]);
  page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) errors.push(message.text());
  });
  await watchDevices(page);
});
afterEach(() => expect(errors.splice(0)).toEqual([]));
afterAll(() => browser.close());

interface Sent {
  readonly experiment: Record<string, unknown>;
  readonly layers: Record<string, Record<string, number | string>>[];
}

/** A notebook with one lab, once its figures are there. */
async function notebook(experiment: object = {}, more: object = {}): Promise<void> {
  await openNotebook(page, built.module);
  await show(page, { experiment: { ...SMALL, ...experiment }, ...more });
  await page.locator('.lab[data-run=done]').waitFor();
  await reports();
}
const reports = async () => {
  await expect.poll(async () => (await got(page)).saved._reports).toBeDefined();
  return (await got(page)).saved._reports as Sent;
};
/** Of the panel, or of a tool's box that is closed. */
const radio = (name: string) => page.getByRole('radio', { name, exact: true, includeHidden: true });
const value = async (name: string) => (await got(page)).saved[name] as Record<string, unknown>;

describe('a lab in a notebook', () => {
  it('shows what Python has set, and hands back every figure', async () => {
    await notebook({ scheme: 'normal', std: 10, format: 'float16', depth: 12, backward: true });
    expect(await radio('normal').isChecked()).toBe(true);
    const { experiment, layers } = await reports();
    expect(Object.keys(experiment)).toEqual(propertyNames);
    expect(experiment).toMatchObject({ ...SMALL, depth: 12, std: 10, format: 'float16' });
    expect(layers.map(({ layer }) => layer)).toEqual(Array.from({ length: 13 }, (_, i) => i));
    expect(Object.keys(layers[12]!)).toEqual([
      'layer',
      'fanIn',
      'units',
      'pre',
      'post',
      'gradPre',
      'gradPost',
      'gradWeight',
    ]);
    expect(Object.keys(layers[12]!.post!)).toEqual(figureNames);
    // float16 ends at 65504, which 10¹² × 4¹² is beyond: nothing finite is left, and its mean is no number.
    expect(layers[12]!.post).toMatchObject({ finite: 0, mean: 'NaN', nan: expect.any(Number) });
    expect(layers[0]!.post!.finite).toBe(1);
    expect((await got(page)).saved.machine).toMatch(/subnormals/);
  });

  it('follows Python, and Python follows it', async () => {
    await notebook();
    await python(page, { experiment: { ...SMALL, scheme: 'orthogonal', seed: 7 } });
    await expect.poll(() => radio('orthogonal').isChecked()).toBe(true);
    await expect.poll(async () => (await reports()).experiment.seed).toBe(7);
    await python(page, { view: { camera: 'top' } });
    await expect.poll(() => radio('top').isChecked()).toBe(true);
    await radio('tanh').check({ force: true });
    await expect.poll(async () => (await value('experiment')).activation).toBe('tanh');
    await expect.poll(async () => (await reports()).experiment.activation).toBe('tanh');
    await page.locator('.lab-chart').press('c');
    await expect.poll(async () => (await value('view')).camera).toBe('threeQuarter');
  });

  it('says why it refuses what Python has set, and keeps what was there', async () => {
    await notebook();
    const before = await value('experiment');
    await python(page, { experiment: { ...SMALL, input: 'digits' } });
    await expect
      .poll(async () => (await got(page)).saved.problem)
      .toMatch(/^Handwritten digits have 784 pixels/);
    expect(await value('experiment')).toEqual(before);
    await python(page, { experiment: { ...SMALL, activation: 'relu' } });
    await expect.poll(async () => (await got(page)).saved.problem).toBe('');
  });

  it('measures beside what it shows', async () => {
    await notebook();
    const experiments = [
      { ...SMALL, gain: 2 },
      { ...SMALL, widths: [1, 2, 3, 4, 5, 6] },
    ];
    await python(page, { _asked: [{ id: 3, experiments }] });
    await expect.poll(async () => (await got(page)).sent.length).toBe(2);
    const [one, other] = (await got(page)).sent;
    expect(one).toMatchObject({ kind: 'measured', id: 3, index: 0, experiment: { gain: 2 } });
    expect(one!.layers).toHaveLength(5);
    expect(other).toEqual({
      kind: 'measured',
      id: 3,
      index: 1,
      problem: expect.stringMatching(/^6 widths are too many for depth 4/),
    });
    expect((await value('experiment')).gain).toBe(1);
  });
});

describe('a lab and its notebook', () => {
  it('keep their keys apart', async () => {
    await notebook();
    await page.locator('.cell').first().press('c');
    expect(await radio('three-quarter').isChecked()).toBe(true);
    expect(await shortcuts(page)).toEqual(['down c', 'up c']);
    const chart = page.locator('.lab-chart');
    await chart.press('c');
    expect(await radio('front').isChecked()).toBe(true);
    // Not used by the lab, but who presses it there means no other cell.
    await chart.press('d');
    expect(await shortcuts(page)).toEqual([]);
    await chart.press('Control+s');
    await chart.press('Shift+Enter');
    expect(await shortcuts(page)).toEqual(
      expect.arrayContaining(['down s', 'up s', 'down Enter', 'up Enter']),
    );
  });

  it('keep their styles apart', async () => {
    const cell = () =>
      page.evaluate(() => {
        const { color, font, margin } = getComputedStyle(document.querySelector('.cell')!);
        const { fontSize, backgroundColor } = getComputedStyle(document.documentElement);
        return { color, font, margin, fontSize, backgroundColor };
      });
    await openNotebook(page, built.module);
    const before = await cell();
    const sheets = () => page.evaluate(() => document.styleSheets.length);
    const count = await sheets();
    await show(page, { experiment: SMALL });
    await page.locator('.lab[data-run=done]').waitFor();
    expect(await cell()).toEqual(before);
    expect(await sheets()).toBe(count);
    const look = await page.locator('.lab-chart').evaluate((chart) => {
      const { fontSize, fontFamily, textTransform, lineHeight } = getComputedStyle(chart);
      const width = chart.closest('.guest')!.clientWidth;
      return { fontSize, fontFamily, textTransform, lineHeight, width };
    });
    // As on a page of the lab's width, whatever the notebook's rem is.
    const size = 12 + 0.0036 * look.width;
    expect(Number.parseFloat(look.fontSize)).toBeCloseTo(size, 2);
    expect(Number.parseFloat(look.lineHeight)).toBeCloseTo(1.3 * size, 2);
    expect(look.textTransform).toBe('none');
    expect(look.fontFamily).toMatch(/^system-ui/);
    // Tweakpane's styles have come along: its rows lie side by side.
    const row = page.locator('.tp-lblv:visible').first();
    expect(await row.evaluate((one) => getComputedStyle(one).display)).toBe('flex');
  });

  it('share the wheel: it scrolls past, until the lab has the focus', async () => {
    await notebook();
    const box = (await page.locator('.lab-scene').boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.wheel(0, 100);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
  });

  it('fit: the lab is as high as Python says, in two columns or as on a phone', async () => {
    await notebook({}, { height: 500 });
    const lab = page.locator('.lab');
    expect((await lab.boundingBox())!.height).toBe(500);
    await python(page, { height: 700 });
    await expect.poll(async () => (await lab.boundingBox())!.height).toBe(700);
    expect(await lab.evaluate((one) => getComputedStyle(one).display)).toBe('grid');
    await page.setViewportSize({ width: 600, height: 800 });
    await expect.poll(() => lab.evaluate((one) => getComputedStyle(one).display)).toBe('flex');
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('part without a trace', async () => {
    await notebook();
    await show(page, { experiment: { ...SMALL, depth: 3 } });
    await expect.poll(() => page.locator('.lab[data-run=done]').count()).toBe(2);
    expect(await end(page)).toBe(0);
    // The other one goes on.
    await python(page, { experiment: { ...SMALL, depth: 5 } });
    await expect.poll(async () => (await reports()).layers.length).toBe(6);
    expect(await end(page)).toBe(0);
    expect(
      await page.evaluate(async () => ({
        left: document.querySelector('.output')!.childElementCount,
        styles: document.head.querySelectorAll('style').length,
        devices: await Promise.all(
          (globalThis as unknown as { gpuDevices: GPUDevice[] }).gpuDevices.map(
            async ({ lost }) => (await lost).reason,
          ),
        ),
      })),
    ).toEqual({ left: 0, styles: 1, devices: ['destroyed', 'destroyed'] });
  });
});

describe('what Python is told of the tables', () => {
  it('is every property with what it may be', () => {
    const { properties } = built.tables;
    expect(Object.keys(properties)).toEqual(propertyNames);
    expect(properties.depth).toMatchObject({ kind: 'number', min: 1, max: 200, step: 1 });
    expect(properties.widths.kind).toBe('list');
    expect(properties.residual.kind).toBe('flag');
    expect(properties.activation.options).toContain('gelu');
  });
});
