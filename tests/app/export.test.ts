import type { Page } from 'playwright';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { openBox, said, saved, setPicture, textsOf } from './export-page';
import { drop } from './lecture-page';
import { choose, open, runEnds, share, subtitle, useBrowser } from './page';

useBrowser();

const remarks = (page: Page) => page.locator('.lab-remarks li').allTextContents();

describe('figures', () => {
  it('are saved as a table, and as JSON that sets the page to them again', async () => {
    const page = await open({
      cpu: true,
      at: 'widths=16&depth=3&batch=8&scheme=kaiming_normal&activation=relu&pin1=He%2C+%22Kaiming%22&pin1.widths=8&pin1.depth=2&camera=top&seed=7&v=1',
    });
    const before = await subtitle(page);
    await openBox(page);
    const csv = await saved(page, 'CSV');
    expect(csv.name).toBe('initscope-kaiming_normal-relu-seed7.csv');
    const lines = csv.data.toString('utf8').split('\n');
    // Before and after φ of four layers, then of the pinned run's three.
    expect(lines).toHaveLength(1 + 2 * (4 + 3) + 1);
    expect(lines[1]).toMatch(/^A,0,pre,16,16,\d/);
    expect(lines[9]).toMatch(/^"He, ""Kaiming""",0,pre,8,8,\d/);
    expect(lines[1]).toContain(',CPU,');
    expect(await said(page)).toMatch(/^Saved initscope-kaiming_normal-relu-seed7\.csv, \d+ kB\.$/);

    const json = await saved(page, 'JSON');
    const file = JSON.parse(json.data.toString('utf8'));
    expect(file.page).toMatchObject({ view: { camera: 'top' }, experiment: { seed: 7, depth: 3 } });
    expect(file.runs.map(({ name }: { name: string }) => name)).toEqual(['A', 'He, "Kaiming"']);
    const { histogram } = file.runs[0].layers[3].post;
    expect(histogram.reduce((sum: number, [, , count]: number[]) => sum + count!, 0)).toBe(16 * 8);

    await page.keyboard.press('Escape');
    await choose(page, 'normal');
    await page.keyboard.press('c');
    expect(await subtitle(page)).not.toBe(before);
    await drop(page, 'mine.json', json.data.toString('utf8'));
    await expect.poll(() => subtitle(page)).toBe(before);
    await runEnds(page);
    await openBox(page);
    const again = await saved(page, 'JSON');
    expect(again.data.equals(json.data)).toBe(true);
    // It is one step, which can be undone.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await expect.poll(() => subtitle(page)).toContain(' normal weights');
  });

  it('of another program, or of a later version, change nothing and say so', async () => {
    const page = await open({ cpu: true, small: true, shared: true });
    const before = await subtitle(page);
    await drop(page, 'book.json', '{"nbformat": 4}');
    await expect
      .poll(() => remarks(page))
      .toEqual([
        'book.json has none of the kinds that can be opened: “initscope page”, “initscope measurement”, “initscope sweep”.',
      ]);
    await drop(page, 'new.JSON', '{"kind":"initscope page","version":99,"page":{}}');
    await expect
      .poll(() => remarks(page))
      .toEqual([expect.stringMatching(/^new\.JSON was not opened\. It has version 99, and this/)]);
    const wide = { experiment: { widths: [4096] } };
    await drop(
      page,
      'wide.json',
      JSON.stringify({ kind: 'initscope page', version: 1, page: wide }),
    );
    await expect.poll(() => remarks(page)).toEqual([expect.stringMatching(/width 4096 is not/)]);
    expect(await subtitle(page)).toBe(before);
    await page.getByRole('button', { name: 'Close' }).click();
  });

  it('are opened by a button too', async () => {
    const page = await open({ cpu: true, small: true });
    await openBox(page);
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Open a file…' }).click(),
    ]);
    const experiment = { widths: [12], depth: 2, batch: 4, activation: 'tanh' };
    const text = JSON.stringify({ kind: 'initscope page', version: 1, page: { experiment } });
    const file = { name: 'chosen.json', mimeType: 'application/json', buffer: Buffer.from(text) };
    await chooser.setFiles(file);
    await expect.poll(() => subtitle(page)).toMatch(/^2 layers, 12 wide, .* tanh, 4 samples$/);
  });

  it('are copied as a program that has them, and saved as one where the browser blocks that', async () => {
    const page = await open({
      cpu: true,
      at: 'widths=16&depth=3&batch=8&scheme=kaiming_normal&activation=relu',
    });
    await openBox(page);
    const press = () => page.getByRole('button', { name: 'Copy as PyTorch' }).click();
    await page.evaluate(() => {
      const texts: string[] = [];
      Object.assign(globalThis, { texts });
      const writeText = async (text: string) => {
        if (texts.push(text) > 1) throw new Error('blocked by a test');
      };
      Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
    });
    await press();
    await expect.poll(() => said(page)).toMatch(/^Copied: \d+ lines\.$/);
    const [text] = await page.evaluate(() => (globalThis as never as { texts: string[] }).texts);
    expect(text).toContain("nn.init.kaiming_normal_(layer.weight, nonlinearity='relu')");
    // Of the input and three layers, as the table has them.
    expect(/'pre': \[(.*)\]/.exec(text!)![1]!.split(', ')).toHaveLength(4);
    const file = await saved(page, 'Copy as PyTorch');
    expect(file.name).toBe('initscope-kaiming_normal-relu-seed1.py');
    expect(file.data.toString('utf8')).toBe(text);
    expect(await said(page)).toMatch(
      /^The browser blocked copying: saved initscope-.*\.py instead\.$/,
    );
  });

  it('are not offered where a link hides the box', async () => {
    const page = await open({ cpu: true, at: 'widths=16&depth=3&batch=8&hide=export' });
    expect(await page.getByRole('button', { name: 'table', exact: true }).isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'export', exact: true }).isVisible()).toBe(false);
  });
});

describe('the chart as SVG', () => {
  it('has its size and its fonts’ names, and nothing else of the page’s', async () => {
    const page = await open({ cpu: true, small: true });
    await openBox(page);
    await setPicture(page, { size: [800, 300] });
    const { data } = await saved(page, 'SVG of the chart');
    const text = data.toString('utf8');
    const found = await page.evaluate((svg) => {
      const { documentElement: root } = new DOMParser().parseFromString(svg, 'image/svg+xml');
      const all = [root, ...root.querySelectorAll('*')];
      return {
        size: ['width', 'height'].map((name) => root.getAttribute(name)),
        font: root.getAttribute('font-family'),
        title: root.querySelector('title')?.textContent,
        texts: [...root.querySelectorAll('text')].map(({ textContent }) => textContent),
        names: [...new Set(all.flatMap((one) => one.getAttributeNames()))],
        styled: all.filter((one) => one.hasAttribute('style')).length,
        clips: [...root.querySelectorAll('[clip-path]')].every((one) =>
          root.querySelector(`#${/#(\w+)/.exec(one.getAttribute('clip-path')!)![1]}`),
        ),
      };
    }, text);
    expect(found).toMatchObject({ size: ['800', '300'], styled: 1, clips: true });
    expect(found.font).toContain('DejaVu Sans');
    expect(found.title).toMatch(/^Chart of variance by layer: /);
    expect(found.texts).toEqual(expect.arrayContaining(['input', 'layer', '8', 'measured']));
    expect(found.names.filter((name) => /^(class|data-|tabindex|aria-)/.test(name))).toEqual([]);
    expect(text).not.toMatch(/var\(|NaN|undefined/);
  });
});

describe('a PNG', () => {
  it('has its size and caption, with and without a background', async () => {
    const page = await open({ pictures: true, small: true });
    await openBox(page);
    await setPicture(page, { size: [640, 360] });
    const { name, data } = await saved(page, 'PNG');
    expect(name).toBe('initscope-normal-identity-seed1.png');
    const texts = textsOf(data);
    expect(texts.Description).toMatch(
      /^Histograms of the post-activation, layer by layer, and below its variance\. 8 layers, 32 wide, normal weights \(std = 1\), no activation, \d+ samples, seed\u00a01\. Dots: measured; dashed: theory\. Computed by Initscope \d+\.\d+\.\d+ on .+, http/,
    );
    expect(texts.Source).toMatch(/#.*depth=8.*v=1$/);
    const png = PNG.sync.read(data);
    expect([png.width, png.height]).toEqual([640, 360]);
    const { data: pixels } = png;
    expect([...pixels.subarray(0, 4)]).toEqual([0x0e, 0x11, 0x16, 255]);
    // Rows of the picture, and those that are not the background's.
    const drawn = (of: PNG, from: number, to: number) => {
      const part = new PNG({ width: of.width, height: to - from });
      PNG.bitblt(of, part, 0, from, of.width, to - from, 0, 0);
      return share(
        part,
        (r, g, b) => Math.abs(r - 0x0e) + Math.abs(g - 0x11) + Math.abs(b - 0x16) > 60,
      );
    };
    expect(drawn(png, 0, 150)).toBeGreaterThan(0.03);
    expect(drawn(png, 330, 360)).toBeGreaterThan(0.02);

    await setPicture(page, { size: [640, 360], toggle: ['transparent', 'caption'], what: 'scene' });
    const clear = PNG.sync.read((await saved(page, 'PNG')).data);
    expect([...clear.data.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
    let [opaque, half] = [0, 0];
    for (let i = 3; i < clear.data.length; i += 4) {
      if (clear.data[i] === 255) opaque++;
      else if (clear.data[i]! > 0) half++;
    }
    // The floor and the bars are solid, and their edges smooth.
    expect(opaque / (640 * 360)).toBeGreaterThan(0.1);
    expect(half).toBeGreaterThan(0);
  });

  it('is refused in a size that there is not', async () => {
    const page = await open({ cpu: true, small: true });
    await openBox(page);
    await setPicture(page, { size: [5000, 300] });
    await openBox(page);
    await page.getByRole('button', { name: 'PNG' }).click();
    expect(await said(page)).toBe('width “5000” is not a whole number from 160 to 3840.');
  });
});
