import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../scripts/measure/main';
import { byLayer, type Measurement } from '../../src/export/measurement';
import { powerOfTen } from '../../src/model/format';
import { serious } from './axe';
import { drop } from './lecture-page';
import { open, useBrowser } from './page';

useBrowser();

const folder = mkdtempSync(join(tmpdir(), 'initscope-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the command writes for these arguments, on the CPU. */
async function measured(name: string, ...args: string[]): Promise<string> {
  const out = join(folder, name);
  const silent = { isTTY: false, columns: 80, write: () => true };
  const host = { version: '0.1.0', adapter: undefined, print() {}, errors: silent };
  expect(await main({ ...host, args: [...args, '--cpu', '--out', out] })).toBe(0);
  return readFileSync(out, 'utf8');
}

const NETWORK = 'widths=12&depth=5&batch=8&scheme=kaiming_normal&activation=relu';
const gain = await measured('gain.json', NETWORK, '--sweep', 'gain=0.5:2:4', '--seeds', '2');

const openPage = () => open({ cpu: true, small: true });
const chart = (page: Page) => page.getByRole('dialog').locator('svg');
const remarks = (page: Page) => page.locator('.lab-remarks');

describe('a sweep that is dropped on the page', () => {
  it('is shown by layer: a curve a run, named by its value', async () => {
    const page = await openPage();
    await drop(page, 'gain.json', gain);
    const dialog = page.getByRole('dialog', {
      name: 'Sweep of gain: 4 values, 2 seeds each, on CPU',
    });
    await dialog.waitFor();
    expect(await dialog.locator('p').textContent()).toContain('5 layers, 12 wide, kaiming_normal');
    expect(await chart(page).getAttribute('aria-label')).toContain(
      'by layer, a curve for each gain',
    );
    expect(await chart(page).locator('.sweep-curve').count()).toBe(8);
    expect(await chart(page).locator('.sweep-name').allTextContents()).toEqual([
      '0.5',
      '1',
      '1.5',
      '2',
    ]);
    // Of 5 layers and the input, each curve has a point a layer.
    const d = await chart(page).locator('.sweep-curve').first().getAttribute('d');
    expect(d!.match(/[ML]/g)).toHaveLength(6);
    expect(await serious(page, '.sweep-dialog')).toEqual([]);
  });

  it('and by value: where the pass ends, beside theory', async () => {
    const page = await openPage();
    await drop(page, 'gain.json', gain);
    await page.getByRole('dialog').getByText('by gain', { exact: true }).click();
    const content = JSON.parse(gain) as Measurement;
    const end = (i: number) =>
      byLayer(content, content.runs[i]!, 'post', 'log10Variance')[5]!.value;
    const means = [0, 2, 4, 6].map((i) => (end(i) + end(i + 1)) / 2);
    const told = [0.5, 1, 1.5, 2].map(
      (value, i) => `${value}: ${powerOfTen(Number(means[i]!.toFixed(1)))}`,
    );
    expect(await chart(page).getAttribute('aria-label')).toBe(
      `Chart of the variance of the post-activation by gain, at the last layer: ${told.join(', ')}`,
    );
    expect(await chart(page).locator('.sweep-dot').count()).toBe(8);
    expect(await chart(page).locator('.theory').getAttribute('d')).toMatch(/^M.*L.*L.*L/);

    await page.getByRole('combobox', { name: 'quantity' }).selectOption('weight');
    expect(await chart(page).getAttribute('aria-label')).toContain(
      'variance of the weights by gain',
    );
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('marks what is not finite, and has no line through names', async () => {
    const page = await openPage();
    const network = 'widths=16&depth=8&batch=8&std=10&format=float16';
    const text = await measured('names.json', network, '--sweep', 'scheme=normal,lecun_normal');
    await drop(page, 'names.json', text);
    await page.getByRole('dialog').getByText('by scheme', { exact: true }).click();
    expect(await chart(page).locator('.sweep-cross').count()).toBe(1);
    expect(await chart(page).locator('.sweep-mean').count()).toBe(0);
    expect(await chart(page).textContent()).toContain('×: inf or NaN');
  });

  it('is drawn anew by the next file, and seeds alone are shown by layer', async () => {
    const page = await openPage();
    await drop(page, 'gain.json', gain);
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await drop(page, 'seeds.json', await measured('seeds.json', NETWORK, '--seeds', '3'));
    await page.getByRole('dialog', { name: 'Measurement: 3 seeds, on CPU' }).waitFor();
    expect(await chart(page).locator('.sweep-curve').count()).toBe(3);
    expect(await page.getByRole('dialog').count()).toBe(1);
  });

  it('is refused in words where it is none, and the page stays as it was', async () => {
    const page = await openPage();
    // The address is written in full when the page rests.
    await expect.poll(() => page.url()).toMatch(/&v=1$/);
    const link = page.url();
    for (const [name, text, sentence] of [
      ['a.json', '{', 'a.json could not be opened: '],
      ['b.json', '{"kind": "song"}', 'b.json has none of the kinds that can be opened'],
      ['c.json', '[1]', 'c.json has none of the kinds'],
      [
        'd.json',
        '{"kind": "initscope sweep", "version": 7}',
        'd.json cannot be read: it has version 7',
      ],
    ] as const) {
      await drop(page, name, text);
      await remarks(page).getByText(sentence).waitFor();
    }
    expect(page.url()).toBe(link);
    await drop(page, 'gain.json', gain);
    await page.getByRole('dialog').waitFor();
    expect(await remarks(page).isHidden()).toBe(true);
  });
});
